import FoundationEssentials
import Monitor
import Testing

@testable import Configuration

@Suite("Consumers over HTTP in a configuration")
struct HTTPConsumerTests {
    private static let environment = [
        "HOOK": "https://hooks.example/T0/CANARY", "TOKEN": "xoxb-CANARY", "KEY": "CANARY-key", "HOST": "hooks.example",
        "BROKEN": "CANARY\nX-Evil: 1",
    ]

    private func targets(_ text: String) throws -> [Configuration.ConsumerTarget] {
        try read(text, environment: Self.environment).consumers.map(\.target)
    }

    @Test("have their options")
    func options() throws {
        let hook = Secret("https://hooks.example/T0/CANARY")
        let text = """
            consumers:
              - slack: { webhook: "${HOOK}" }
              - slack: { name: ops, token: "${TOKEN}", channel: C0123, api: "http://127.0.0.1:9/api/", rate: 30/min }
              - discord: { webhook: "${HOOK}", severity: major }
              - teams: { webhook: "${HOOK}" }
              - webhook: { url: "${HOOK}", secret: "${KEY}", headers: { Authorization: "Bearer ${TOKEN}", X-Team: "${KEY}" } }
              - pagerduty: { routing_key: "${KEY}", region: eu, maintenance: true }
            """
        var webhook = Configuration.WebhookOptions(url: hook)
        webhook.secret = Secret("CANARY-key")
        webhook.headers = [
            .init(name: "Authorization", value: Secret("Bearer xoxb-CANARY")), .init(name: "X-Team", value: Secret("CANARY-key")),
        ]
        var pagerDuty = Configuration.PagerDutyOptions(routingKey: Secret("CANARY-key"))
        pagerDuty.region = .eu
        pagerDuty.includesMaintenance = true
        #expect(
            try targets(text) == [
                .slack(.webhook(hook)), .slack(.bot(token: Secret("xoxb-CANARY"), channel: "C0123", api: "http://127.0.0.1:9/api")),
                .discord(.init(webhook: hook)), .teams(.init(webhook: hook)), .webhook(webhook), .pagerDuty(pagerDuty),
            ])
        let consumers = try read(text, environment: Self.environment).consumers
        #expect(consumers.map(\.name) == ["slack", "ops", "discord", "teams", "webhook", "pagerduty"])
        #expect(consumers[1].rate == DeliveryRate(30, per: .seconds(60)))
        #expect(consumers[2].filter.severity == .major)
        var dumped = ""
        dump(consumers, to: &dumped)
        #expect(!dumped.contains("CANARY"))
    }

    @Test(
        "that are at fault are named with their place, and no secret",
        arguments: [
            ("slack", "c.yaml:1:13: slack needs a webhook, or a token and a channel"),
            ("{ slack: { token: \"${TOKEN}\" } }", "c.yaml:1:15: slack needs a channel"),
            (
                "{ slack: { webhook: \"${HOOK}\", channel: x } }",
                "c.yaml:1:53: slack has either a webhook, or a token and a channel: channel is one too many"
            ),
            ("{ slack: { webhok: x } }", "c.yaml:1:24: slack has no \"webhok\" (did you mean \"webhook\"?)"),
            ("slak", "c.yaml:1:13: unknown consumer \"slak\" (did you mean \"slack\"?)"),
            ("discord", "c.yaml:1:13: discord needs a webhook"),
            ("{ teams: { webhook: \"${KEY}\" } }", "c.yaml:1:33: webhook cannot be used: an address begins with https:// or http://"),
            ("webhook", "c.yaml:1:13: webhook needs a url"),
            (
                "{ webhook: { url: \"${HOOK}\", secret: \"${BROKEN}\" } }",
                "c.yaml:1:50: secret holds a line break or another control character; correct it where it is kept"
            ),
            (
                "{ webhook: { url: \"${HOOK}\", headers: { \"X: y\": \"${KEY}\" } } }",
                "c.yaml:1:53: the header \"X: y\" has a name that none can have"
            ),
            (
                "{ webhook: { url: \"${HOOK}\", headers: { Content-Length: \"${KEY}\" } } }",
                "c.yaml:1:53: the header \"Content-Length\" is set by every delivery itself"
            ),
            (
                "{ webhook: { url: \"${HOOK}\", headers: { A: \"${BROKEN}\" } } }",
                "c.yaml:1:56: the header A holds a line break or another control character; correct it where it is kept"
            ),
            (
                "{ webhook: { url: \"${HOOK}\", headers: { A: \"${KEY}\", a: \"${KEY}\" } } }",
                "c.yaml:1:66: the header \"a\" is given twice"
            ),
            ("pagerduty", "c.yaml:1:13: pagerduty needs a routing_key"),
            (
                "{ pagerduty: { routing_key: \"${KEY}\", region: au } }",
                "c.yaml:1:59: region must be one of us, eu, not \"au\" (did you mean \"eu\"?)"
            ),
            (
                "{ pagerduty: { routing_key: \"${KEY}\", maintenance: yes } }",
                "c.yaml:1:64: maintenance must be true or false, not \"yes\" (did you mean \"true\"?)"
            ),
            (
                "{ slack: { webhook: \"${HOOK}\" } }, { slack: { webhook: \"${HOOK}\" } }",
                "c.yaml:1:50: a consumer named \"slack\" is already in line 1; another one needs a \"name\" of its own"
            ),
            (
                "console, { slack: { name: Console, webhook: \"${HOOK}\" } }",
                "c.yaml:1:24: a consumer named \"Console\" is already in line 1; another one needs a \"name\" of its own"
            ),
        ])
    func faultsAreNamed(item: String, line: String) {
        #expect(faults("consumers: [\(item)]", environment: Self.environment) == [line])
    }

    @Test("are warned of when their secrets stand in a file, and once more when everybody can read it")
    func literalSecrets() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/status-monitor-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = folder + "/c.yaml"
        func warnings(_ text: String, mode: Int) throws -> [String] {
            try Data(text.utf8).write(to: URL(filePath: file))
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
            return try ConfigurationFile.load(file, vocabulary: vocabulary, environment: Self.environment).warnings.map(\.description)
        }
        let literal = "consumers:\n  - discord: { webhook: https://discord.example/CANARY }\n"
        let open = try warnings(literal, mode: 0o644)
        #expect(open.count == 2)
        #expect(open[0] == "\(file): warning: everybody on this machine can read this file, and it holds secrets: chmod o= \(file)")
        #expect(open[1].hasPrefix("\(file):2:25: warning: webhook is a secret and stands in this file"))
        #expect(!open.joined().contains("CANARY"))
        #expect(try warnings(literal, mode: 0o640).count == 1)
        let clear = try warnings("consumers: [{ webhook: { url: \"http://${HOST}/x\" } }]", mode: 0o644)
        #expect(clear == ["\(file):1:31: warning: url is an http address: all that is sent there can be read on the way; use https"])
        #expect(try warnings("consumers: [{ discord: { webhook: \"${HOOK}\" } }]", mode: 0o644).isEmpty)
    }
}
