import Testing

@testable import Configuration

@Suite("A fault in a configuration")
struct ConfigurationFaultTests {
    @Test(
        "is named with its line, its column and what was meant",
        arguments: [
            ("providres: []", "c.yaml:1:1: the configuration has no \"providres\" (did you mean \"providers\"?)"),
            ("providers: [gihub]", "c.yaml:1:13: unknown provider \"gihub\" (did you mean \"github\"?)"),
            ("providers:\n  - opena1", "c.yaml:2:5: unknown provider \"opena1\" (did you mean \"openai\"?)"),
            (
                "providers:\n  - github: { intervall: 60s }",
                "c.yaml:2:15: provider github has no \"intervall\" (did you mean \"interval\"?)"
            ),
            (
                "defaults: { interval: adaptiv }",
                "c.yaml:1:23: interval must be a duration such as 300s, or adaptive, not \"adaptiv\" (did you mean \"adaptive\"?)"
            ),
            ("consumers: [consol]", "c.yaml:1:13: unknown consumer \"consol\" (did you mean \"console\"?)"),
            (
                "consumers: [pigeon]",
                "c.yaml:1:13: unknown consumer \"pigeon\": there is \(ConsumerKind.all.map(\.word).joined(separator: ", "))"
            ),
            (
                "consumers: [{ console: { severity: mayor } }]",
                "c.yaml:1:36: severity must be one of none, minor, major, critical, unknown, not \"mayor\" (did you mean \"major\"?)"
            ),
            ("backlog: opn", "c.yaml:1:10: backlog must be one of open, all, none, not \"opn\" (did you mean \"open\"?)"),
            (
                "defaults: { interval: 300 }",
                "c.yaml:1:23: interval must be a duration such as 300s, 5m or 1h30m, not \"300\" (did you mean \"300s\"?)"
            ),
            ("defaults: { interval: soon }", "c.yaml:1:23: interval must be a duration such as 300s, 5m or 1h30m, not \"soon\""),
            ("defaults: { interval: 500ms }", "c.yaml:1:23: interval must be from 1s to 24h, not 500ms"),
            ("concurrency: 0", "c.yaml:1:14: concurrency must be a whole number from 1 to 4096, not \"0\""),
            ("concurrency: [1]", "c.yaml:1:14: concurrency must be a text, not a list"),
            ("concurrency: many", "c.yaml:1:14: concurrency must be a whole number from 1 to 4096, not \"many\""),
            ("providers: openai", "c.yaml:1:12: providers must be a list (- item), not a single value"),
            ("- openai", "c.yaml:1:1: the configuration must be a mapping (key: value), not a list"),
            ("providers: []", "c.yaml:1:12: providers is empty: name one, or leave it out to watch the default ones"),
            ("providers: [{ name: X }]", "c.yaml:1:13: a provider needs a url"),
            (
                "providers: [{ name: GitHub, interval: 60s }]",
                "c.yaml:1:13: a provider needs a url; to change the catalogue's github, write \"- github: { … }\""
            ),
            (
                "providers: [ftp://x.example/]",
                "c.yaml:1:13: the address \"ftp://x.example/\" cannot be used: \"ftp\" is not polled: only https and http are"
            ),
            (
                "providers: [{ url: status.acme.example }]",
                "c.yaml:1:20: url \"status.acme.example\" cannot be used: an address begins with https:// or http://"
            ),
            (
                "providers: [{ url: \"https://a.example:99999/\" }]",
                "c.yaml:1:20: url \"https://a.example:99999/\" cannot be used: a port is a number from 1 to 65535"
            ),
            (
                "providers: [{ url: https://a.example, platform: statuspag }]",
                "c.yaml:1:49: platform must be one of statuspage, incident-io, aws, feed, not \"statuspag\" (did you mean \"statuspage\"?)"
            ),
            (
                "providers: [github, GitHub]",
                "c.yaml:1:21: a provider named \"GitHub\" is already in line 1; another page of it needs a \"name\" of its own"
            ),
            (
                "providers: [{ github: { services: [API, \"re:(\"] } }]",
                "c.yaml:1:41: \"re:(\" cannot be used to choose services: it is no regular expression: expected ')'"
            ),
            (
                "consumers:\n  - console: { services: \"re:\" }",
                "c.yaml:2:26: \"re:\" cannot be used to choose services: the regular expression after \"re:\" is empty"
            ),
            (
                "providers: [{ github: { kinds: [incidents] } }]",
                "c.yaml:1:33: a kind must be one of incident, maintenance, source, not \"incidents\" (did you mean \"incident\"?)"
            ),
            ("concurrency: 1\nconcurrency: 2", "c.yaml:2:1: \"concurrency\" is given twice (first in line 1)"),
            (
                "consumers: [console, console]",
                "c.yaml:1:22: consumer \"console\" is already in line 1: one standard output has one consumer"
            ),
            ("state: ${HOME_DIR}/x", "c.yaml:1:8: the environment variable HOME_DIR is not set"),
            (
                "providers: [github]\nconsumers: [{ console: { providers: [GitHup] } }]",
                "c.yaml:2:38: no provider named \"GitHup\" is watched (did you mean \"GitHub\"?)"
            ),
        ])
    func isNamed(text: String, line: String) {
        #expect(faults(text).filter { !$0.contains(": warning: ") } == [line])
    }

    @Test("hides no other: all of a file are told, in its order")
    func allAtOnce() {
        let found = faults(
            """
            concurency: 5
            defaults: { interval: 5 minutes, timout: 3s }
            providers:
              - gitub
              - { url: "https://", interval: 1m }
              - openai: { interval: 0s }
            consumers: [carrier-pigeon]
            """)
        #expect(found.map { $0.split(separator: ":")[1] } == ["1", "2", "2", "4", "5", "6", "7"])
    }

    @Test(
        "in YAML itself has its place",
        arguments: [
            ("providers: [github", 1...2), ("a: b: c", 1...1), ("concurrency: \"5", 1...2), ("\tconcurrency: 5", 1...1),
            ("a: *nowhere", 1...1),
            ("a: 1\n---\nb: 2", 2...2), ("{[a]: b}", 1...1), ("%YAML 9.9\n---\n", 1...2), ("a: !<tag", 1...2),
        ] as [(String, ClosedRange<Int>)])
    func syntax(text: String, lines: ClosedRange<Int>) throws {
        let found = faults(text)
        try #require(found.count == 1)
        let parts = found[0].split(separator: ":")
        let line = try #require(Int(parts[1]))
        #expect(lines.contains(line))
        #expect(Int(parts[2]) ?? 0 >= 1)
    }

    @Test("that is a byte which is no text has its place")
    func invalidBytes() throws {
        let found = faults(Array("concurrency: 5\nstate: ".utf8) + [0xFF, 0xFE])
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("c.yaml:2:8: not readable text"))
    }

    @Test("says nothing of a secret that was filled in")
    func secrets() {
        let found = faults("providers: [{ url: \"${TOKEN}\" }]", environment: ["TOKEN": "hunter2"])
        #expect(found == ["c.yaml:1:20: url \"${TOKEN}\" cannot be used: an address begins with https:// or http://"])
    }

    @Test("of an aliased value is told once")
    func aliased() {
        #expect(faults("providers: [{ openai: &o { interval: x } }, { github: *o }]").count == 1)
    }

    @Test("is: more nesting, more values or a longer file than are read")
    func bounds() {
        #expect(faults(String(repeating: "[", count: 100_000)).first?.contains("nested more than 32 levels") == true)
        #expect(faults(String(repeating: "- ", count: 100_000)).first?.contains("nested more than 32 levels") == true)
        var laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...20 {
            let last = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            laughs += "a\(level): &a\(level) [\(last)]\n"
        }
        let found = faults(laughs)
        #expect(found.count == 1)
        #expect(found.first?.contains("more than 500000 values") == true)
    }
}
