import Configuration
import Monitor
import Testing

private func target(_ text: String, environment: [String: String] = [:]) throws -> Configuration.ConsumerTarget? {
    try read("consumers:\n  - \(text)", environment: environment).consumers.first?.target
}

@Suite("Kafka, e-mail, file and command in a configuration")
struct TransportConfigurationTests {
    @Test("Kafka has brokers, a topic and librdkafka's own settings")
    func kafka() throws {
        let text = "kafka: { brokers: [\"a:9092\", b], topic: t.1_x-, settings: { security.protocol: ssl, sasl.password: \"${P}\" } }"
        guard case .kafka(let options) = try target(text, environment: ["P": "CANARY"]) else { throw Unexpected() }
        #expect(options.brokers == ["a:9092", "b"])
        #expect(options.topic == "t.1_x-")
        #expect(options.settings == ["security.protocol": Secret("ssl"), "sasl.password": Secret("CANARY")])
        #expect(!"\(options)".contains("CANARY"))
    }

    @Test("E-mail has a server, who it is from and whom it is for; the port follows from the security")
    func email() throws {
        let text = "email: { server: smtp.acme.example, from: \"Status <s@acme.example>\", to: [a@acme.example, b@acme.example] }"
        guard case .email(let options) = try target(text) else { throw Unexpected() }
        #expect(options.server == "smtp.acme.example")
        #expect(options.port == 587)
        #expect(options.security == .starttls)
        #expect(options.from.name == "Status")
        #expect(options.to.map(\.address) == ["a@acme.example", "b@acme.example"])
        #expect(options.user == nil)
        let full = """
            email: { server: "::1", security: tls, user: u, password: "${P}", from: s@a.example, to: o@a.example, subject: "{title}",
                  template: "{message}", timeout: 5s, ca_file: ca.pem, rate: 10/h, name: night }
            """
        guard case .email(let options) = try target(full, environment: ["P": "CANARY"]) else { throw Unexpected() }
        #expect(options.port == 465)
        #expect(options.password?.reveal() == "CANARY")
        #expect(options.timeout == .seconds(5))
        #expect(options.caFile == "ca.pem")
        #expect(try options.subject == MessageTemplate("{title}"))
        #expect(!"\(options)".contains("CANARY"))
    }

    @Test("A file has a path from the configuration's folder, a mode and a rotation")
    func file() throws {
        guard case .file(let plain) = try target("file: { path: events.jsonl }") else { throw Unexpected() }
        #expect(plain == .init(path: "events.jsonl"))
        #expect(plain.mode == 0o640)
        let text = "file: { path: /var/log/e.jsonl, mode: \"0600\", rotate: { size: 1MiB, keep: 3 }, sync: true }"
        guard case .file(let options) = try target(text) else { throw Unexpected() }
        #expect(options.path == "/var/log/e.jsonl")
        #expect(options.mode == 0o600)
        #expect(options.rotation?.size == 1 << 20)
        #expect(options.rotation?.keep == 3)
        #expect(options.synchronizes)
        let nested = try ConfigurationFile.decode(
            Array("consumers: [{ file: { path: e.jsonl, rotate: {} } }]".utf8), file: "/etc/sm/c.yaml", vocabulary: vocabulary)
        guard case .file(let relative) = nested.configuration.consumers.first?.target else { throw Unexpected() }
        #expect(relative.path == "/etc/sm/e.jsonl")
        #expect(relative.rotation == .init())
    }

    @Test("A command is a program with arguments")
    func command() throws {
        let text =
            "command: { run: [/bin/page, --urgent, \"a b\"], environment: { TOKEN: \"${T}\" }, timeout: 5s, attempts: 1, template: \"{title}\" }"
        guard case .command(let options) = try target(text, environment: ["T": "CANARY"]) else { throw Unexpected() }
        #expect(options.run == ["/bin/page", "--urgent", "a b"])
        #expect(options.environment == ["TOKEN": Secret("CANARY")])
        #expect(options.timeout == .seconds(5))
        #expect(options.attempts == 1)
        guard case .command(let short) = try target("command: { run: page }") else { throw Unexpected() }
        #expect(short.run == ["page"])
    }

    @Test(
        "Faults are named with their place",
        arguments: [
            ("kafka", "2:5: kafka needs a brokers\nc.yaml:2:5: kafka needs a topic"),
            ("kafka: { brokers: \"a:x\", topic: t }", "2:23: a broker is HOST:PORT, not \"a:x\""),
            (
                "kafka: { brokers: a, topic: \"a b\" }",
                "2:33: a topic has letters, digits and the marks . _ - alone, 249 at most, not \"a b\""
            ),
            (
                "kafka: { brokers: a, topic: t, template: x }",
                "2:46: a template makes text, and kafka gets each event as JSON: leave it out"
            ),
            ("kafka: { brokers: a, topic: t, settings: { acks: 0 } }", "2:48: acks is refused"),
            (
                "email: { server: \"a:25\", from: x@y, to: x@y }",
                "2:22: server is a host's name or address, without a port, not \"a:25\""
            ),
            (
                "email: { server: a, from: x, to: x@y }",
                "2:31: from must be an address such as ops@acme.example or \"Ops <ops@acme.example>\""
            ),
            ("email: { server: a, from: x@y, to: [] }", "2:40: to names no address"),
            ("email: { server: a, from: x@y, to: x@y, user: u }", "2:51: a user needs a password"),
            (
                "email: { server: a, from: x@y, to: x@y, security: startls }",
                "2:55: security must be one of tls, starttls, none, not \"startls\" (did you mean \"starttls\"?)"
            ),
            ("file", "2:5: file needs a path"),
            (
                "file: { path: x, mode: \"888\" }",
                "2:28: mode must be the octal permissions of a file that its owner reads and writes, such as 0640"
            ),
            (
                "file: { path: x, rotate: { size: 1B } }",
                "2:38: size must be a size such as 8MiB, from 65536 to 1099511627776 bytes, not \"1B\""
            ),
            ("command: { run: page me }", "2:21: run is a list, [program, argument, …]: no shell takes a text apart"),
            ("command: { run: [] }", "2:21: run names no program"),
            (
                "command: { run: x, environment: { 1A: b } }",
                "2:39: \"1A\" is no name of a variable: it has letters, digits and _, and begins with no digit"
            ),
        ])
    func faultsAreNamed(text: String, line: String) {
        var vocabulary = vocabulary
        vocabulary.kafkaPropertyFault = { name, _ in name == "acks" ? "acks is refused" : nil }
        do {
            _ = try ConfigurationFile.decode(Array("consumers:\n  - \(text)".utf8), file: "c.yaml", vocabulary: vocabulary)
            Issue.record("taken")
        } catch {
            #expect(error.description == "c.yaml:" + line)
        }
    }

    @Test("Secrets that stand in the file are warned of by their names, and are not told")
    func secrets() throws {
        let said = try warnings(
            """
            consumers:
              - kafka: { brokers: a, topic: t, settings: { sasl.password: CANARY1, ssl.ca.location: /ca, compression.codec: lz4 } }
              - command: { run: x, environment: { API_KEY: CANARY2, WHERE: here } }
              - email: { server: mail.acme.example, security: none, user: u, password: CANARY3, from: x@y, to: x@y }
            """)
        #expect(said.count == 4)
        #expect(said.joined().contains("sasl.password in settings is a secret"))
        #expect(said.joined().contains("API_KEY in environment is a secret"))
        #expect(said.joined().contains("with security: none the password can be read by everybody on the way"))
        #expect(!said.joined().contains("CANARY"))
    }

    private struct Unexpected: Error {}
}
