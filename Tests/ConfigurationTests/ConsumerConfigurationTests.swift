import Monitor
import Testing

@testable import Configuration

@Suite("Consumers in a configuration")
struct ConsumerConfigurationTests {
    private func nodes(_ environment: [String: String] = [:]) -> NodeDecoder {
        NodeDecoder(
            file: "c.yaml",
            substitution: Substitution(environment: environment) { path throws(FileReadError) in
                throw FileReadError(path: path, reason: "no such file")
            })
    }

    private func scalar(_ text: String, isPlain: Bool = true) -> YAMLNode {
        YAMLNode(position: SourcePosition(line: 3, column: 7), content: .scalar(YAMLNode.Scalar(text: text, isPlain: isPlain)))
    }

    @Test("have names, and a template for their text")
    func common() throws {
        let consumer = try #require(read("consumers: [{ console: { name: tty, template: \"{provider}: {title}\" } }]").consumers.first)
        #expect(consumer.name == "tty")
        #expect(try consumer.template == MessageTemplate("{provider}: {title}"))
        #expect(try read("consumers: [console]").consumers.map(\.name) == ["console"])
    }

    @Test(
        "that are at fault are named with their place",
        arguments: [
            (
                "consumers:\n  - console:\n      template: a {titel}",
                "c.yaml:3:19: template: no placeholder is named \"titel\" (did you mean \"title\"?)"
            ),
            (
                "consumers:\n  - console: { template: \"{nothing} at all\" }",
                "c.yaml:2:26: template: no placeholder is named \"nothing\": there is provider, title, status, service, severity, message, "
                    + "url, timestamp, kind, id, incident"
            ),
            (
                "consumers:\n  - console: { template: \"{title\" }",
                "c.yaml:2:26: template: \"{\" without \"}\"; the brace itself is written twice"
            ),
            (
                "consumers: [{ console: { format: json, template: x } }]",
                "c.yaml:1:50: a template makes text, and format json has none: leave one of the two out"
            ),
            (
                "consumers: [{ console: { name: \" x\" } }]",
                "c.yaml:1:32: name must have 64 visible characters at most, and no space at its ends"
            ),
            ("consumers: [{ console: { nam: x } }]", "c.yaml:1:26: console has no \"nam\" (did you mean \"name\"?)"),
            ("allow: [\"10.0.0.0/33\"]", "c.yaml:1:9: allow names hosts, addresses and networks such as 10.0.0.0/8, not \"10.0.0.0/33\""),
            ("allow: [\"a b\"]", "c.yaml:1:9: allow names hosts, addresses and networks such as 10.0.0.0/8, not \"a b\""),
        ])
    func faultsAreNamed(text: String, line: String) {
        #expect(faults(text) == [line])
    }

    @Test("may reach private hosts, addresses and networks that are allowed")
    func allowed() throws {
        #expect(try read("allow: [10.0.0.0/8, \"fd00::/8\", hooks.internal, 127.0.0.1]").allow.count == 4)
        #expect(try read("allow: chat.internal").allow == ["chat.internal"])
    }

    @Test("have rates", arguments: [("1/s", 1, 1.0), ("30/min", 30, 60), ("5/2s", 5, 2), ("100 / h", 100, 3600), ("2/1m30s", 2, 90)])
    func rates(text: String, count: Int, seconds: Double) throws {
        var nodes = nodes()
        let rate = nodes.rate(scalar(text), called: "rate")
        #expect(rate == DeliveryRate(count, per: .seconds(seconds)))
        #expect(nodes.issues.isEmpty)
    }

    @Test("have no rates like these", arguments: ["1", "0/s", "-1/s", "1/0s", "1/", "/s", "1/s/s", "1/2h", "fast"])
    func noRates(text: String) {
        var nodes = nodes()
        #expect(nodes.rate(scalar(text), called: "rate") == nil)
        #expect(
            nodes.issues.map(\.description) == [
                "c.yaml:3:7: rate must be a number in a time, such as 1/s, 30/min or 5/2s, not \"\(text)\""
            ])
    }

    @Test("take secrets from the environment without a word, and warn of one in the file without saying it")
    func secrets() {
        var filledIn = nodes(["HOOK": "https://hooks.example/T0/CANARY"])
        #expect(filledIn.secretAddress(scalar("${HOOK}"), called: "webhook")?.reveal() == "https://hooks.example/T0/CANARY")
        #expect(filledIn.issues.isEmpty)
        #expect(!filledIn.holdsSecrets)

        var literal = nodes()
        #expect(literal.secretAddress(scalar("https://hooks.example/T0/CANARY"), called: "webhook") != nil)
        #expect(literal.secret(scalar("CANARY$${x"), called: "token")?.reveal() == "CANARY${x")
        #expect(literal.holdsSecrets)
        #expect(literal.issues.map(\.gravity) == [.warning, .warning])

        var wrong = nodes(["HOOK": "ftp://hooks.example/CANARY"])
        #expect(wrong.secretAddress(scalar("${HOOK}"), called: "webhook") == nil)
        let said = (literal.issues + wrong.issues).map(\.description).joined()
        #expect(!said.contains("CANARY"))
        #expect(wrong.issues.map(\.description) == ["c.yaml:3:7: webhook cannot be used: \"ftp\" is not polled: only https and http are"])
    }
}
