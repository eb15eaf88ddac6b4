import FoundationEssentials
import Glibc
import KafkaSupport
import LoopbackOrigin
import Monitor
import Support
import Synchronization
import Testing

/// Texts that must be seen nowhere but at their receivers, one for each place that takes a secret.
private struct Canaries {
    static let names = [
        "PAGE_PASSWORD", "PAGE_TOKEN", "DOWN_TOKEN", "SLACK", "BOT", "DISCORD", "TEAMS", "WEBHOOK", "SIGNING", "FIELD", "PAGER", "SMTP",
        "KAFKA",
        "COMMAND",
    ]
    let values: [String: String]

    init() {
        let pairs = Self.names.map { ($0, "CANARY\($0)\(String(UInt64.random(in: 0 ... .max), radix: 16))") }
        values = Dictionary(uniqueKeysWithValues: pairs)
    }

    func value(_ name: String) -> String { values[name] ?? "" }

    /// The names of those that some bytes hold, as they are or in base 64, wherever that begins.
    func leaks(_ bytes: some Collection<UInt8>, but permitted: Set<String> = []) -> [String] {
        let text = Array(bytes)
        return values.keys.sorted().filter { name in
            !permitted.contains(name) && forms(value(name)).contains { contains(text, $0) }
        }
    }

    func leaks(_ text: String) -> [String] { leaks(text.utf8) }

    private func forms(_ value: String) -> [[UInt8]] {
        [Array(value.utf8)]
            + (0..<3).map { shift in
                let padded = Data([UInt8](repeating: 0x20, count: shift) + Array(value.utf8))
                // Without the characters that depend on what stands beside.
                return Array(padded.base64EncodedString().utf8.dropFirst(4).dropLast(4))
            }
    }

    /// With the system's search, for a log is long and the tests are not optimised.
    private func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        guard let first = part.first else { return false }
        return unsafe text.withUnsafeBytes { text in
            var start = 0
            while text.count - start >= part.count, let base = unsafe text.baseAddress?.advanced(by: start),
                let found = unsafe memchr(base, Int32(first), text.count - start - part.count + 1)
            {
                if unsafe memcmp(found, part, part.count) == 0 { return true }
                start += unsafe base.distance(to: found) + 1
            }
            return false
        }
    }
}

@Suite("Secrets", .timeLimit(.minutes(3)))
struct SecretTests {
    private let canaries = Canaries()
    private let folder: TemporaryFolder
    private let mail: ScriptedMailServer
    private let kafka: MockCluster

    private static let refusingMail: [String: ScriptedMailServer.Answer] = [
        "EHLO": .line("250-mail.test\r\n250 AUTH PLAIN"), "AUTH": .line("535 5.7.8 no"),
    ]
    /// Takes the one log-in (RFC 4616) that is right.
    private var takingMail: [String: ScriptedMailServer.Answer] {
        let login = Data("\0status\0\(canaries.value("SMTP"))".utf8).base64EncodedString()
        return ["EHLO": .line("250-mail.test\r\n250 AUTH PLAIN"), "AUTH": .line("334 "), login: .line("235 welcome")]
    }

    init() throws {
        folder = try TemporaryFolder()
        mail = try ScriptedMailServer(Self.refusingMail)
        kafka = try MockCluster()
        kafka.createTopic("status")
        try FileManager.default.createDirectory(atPath: folder.path + "/credentials", withIntermediateDirectories: false)
        for name in ["DISCORD", "SMTP"] { _ = try folder.write(canaries.value(name) + "\n", as: "credentials/\(name)") }
        for name in ["WEBHOOK", "SIGNING", "KAFKA"] { _ = try folder.write(canaries.value(name) + "\n", as: "file-\(name)") }
    }

    /// Those that the files do not give.
    private var environment: [String: String] {
        canaries.values.filter { !["DISCORD", "SMTP", "WEBHOOK", "SIGNING", "KAFKA"].contains($0.key) }
            .merging(["CREDENTIALS_DIRECTORY": folder.path + "/credentials"]) { given, _ in given }
    }

    private func configuration(_ origin: OriginServer) throws -> String {
        func file(_ name: String) -> String { "${file:\(folder.path)/file-\(name)}" }
        let base = origin.baseURL
        let host = base.dropFirst("http://".count)
        let spy =
            "cat > /dev/null; tr '\\\\0' '\\\\n' < /proc/$PPID/cmdline > \(folder.path)/parent; "
            + "tr '\\\\0' '\\\\n' < /proc/self/cmdline > \(folder.path)/argv; env > \(folder.path)/environ; exit 0"
        return try folder.write(
            """
            state: journal.db
            allow: [127.0.0.1]
            confirm: 1
            providers:
              - { name: Acme, url: "http://user:${PAGE_PASSWORD}@\(host)/history.atom?token=${PAGE_TOKEN}", platform: statuspage, interval: 1s }
              - { name: Moved, url: "http://user:${PAGE_PASSWORD}@\(host)/moved/feed.atom?token=${PAGE_TOKEN}", platform: feed, interval: 1s }
              - { name: Down, url: "http://user:${PAGE_PASSWORD}@\(host)/down/feed.atom?token=${DOWN_TOKEN}", platform: feed, interval: 1s }
              - { name: Gone, url: "http://user:${PAGE_PASSWORD}@127.0.0.1:1/feed.atom?token=${DOWN_TOKEN}", platform: feed, interval: 1s }
            consumers:
              - console: { format: json }
              - slack: { webhook: "\(base)/slack/${SLACK}" }
              - slack: { name: bot, token: "${BOT}", channel: C0123, api: "\(base)/api" }
              - discord: { webhook: "\(base)/discord/${credential:DISCORD}" }
              - teams: { webhook: "\(base)/teams?sig=${TEAMS}" }
              - webhook: { url: "\(base)/hook/\(file("WEBHOOK"))", secret: "\(file("SIGNING"))", headers: { Authorization: "Bearer ${FIELD}" } }
              - webhook: { name: refused, url: "\(base)/refused/\(file("WEBHOOK"))", secret: "\(file("SIGNING"))" }
              - pagerduty: { routing_key: "${PAGER}", url: "\(base)/v2/enqueue" }
              - email: { server: 127.0.0.1, port: \(mail.port), security: none, user: status, password: "${credential:SMTP}", from: a@acme.test, to: b@acme.test }
              - kafka: { brokers: ["\(kafka.brokers[0])"], topic: status, settings: { sasl.username: u, sasl.password: "\(file("KAFKA"))", debug: "security,broker" } }
              - kafka:
                  name: sasl
                  brokers: ["\(kafka.brokers[0])"]
                  topic: status
                  settings: { security.protocol: sasl_plaintext, sasl.mechanism: PLAIN, sasl.username: u, sasl.password: "\(file("KAFKA"))", message.timeout.ms: 1000, debug: "security,broker" }
              - file: { path: events.jsonl }
              - command: { run: [sh, -c, "\(spy)"], environment: { TOKEN: "${COMMAND}" } }
            """, as: "c.yaml")
    }

    /// A page and all web receivers at one address. While it is not well they fail, and say again what they were told.
    private final class Receivers: Sendable {
        private let state = Mutex((isWell: false, posts: Set<Substring>()))
        func recover() { state.withLock { $0.isWell = true } }
        static let all: Set<Substring> = ["slack", "api", "discord", "teams", "hook", "v2"]
        var areServed: Bool { posts == Self.all }
        /// The receivers that took a message.
        var posts: Set<Substring> { state.withLock { $0.posts } }

        private func echo(_ request: OriginRequest) -> [UInt8] {
            Array(request.target.utf8) + request.body + Array((request.field("Authorization") ?? "").utf8)
        }

        private func page(_ request: OriginRequest) -> OriginReply {
            switch request.path.split(separator: "/").first {
            case "down": .redirect(to: "/elsewhere" + request.target)
            case "elsewhere": .response(OriginResponse(status: 503, body: echo(request)))
            // For good: the new address is remembered, and with it what stands in it.
            case "moved": .redirect(to: "/now" + request.target, status: 301)
            default: .ok(Pages.githubAtom([Pages.open]))
            }
        }

        func reply(to request: OriginRequest) -> OriginReply {
            if request.method == "GET" {
                return page(request)
            }
            let echo = echo(request)
            if request.path.hasPrefix("/refused") { return .response(OriginResponse(status: 403, body: echo)) }
            return state.withLock { state in
                guard state.isWell else { return .response(OriginResponse(status: 500, body: echo)) }
                state.posts.insert(request.path.dropFirst().prefix { $0 != "/" })
                return .ok(Array(#"{"ok":true,"ts":"1.0"}"#.utf8), contentType: "application/json")
            }
        }
    }

    private func bytes(_ name: String) -> [UInt8] { [UInt8](FileManager.default.contents(atPath: folder.path + "/" + name) ?? Data()) }

    private func journalLeaks() -> [String] { ["journal.db", "journal.db-wal", "journal.db-shm"].flatMap { canaries.leaks(bytes($0)) } }

    @Test(
        "of any consumer and page show nowhere, whether deliveries fail or succeed: logs, arguments, children, journal, dead letters, errors"
    )
    func nowhere() async throws {
        let receivers = Receivers()
        let origin = try OriginServer.start { receivers.reply(to: $0) }
        let service = try DatagramReceiver()
        let file = try configuration(origin)
        // Where cores are wanted, as a shell may want them.
        let process = try ChildProcess(
            "/bin/sh",
            ["-c", "ulimit -S -c unlimited; exec \"$@\"", "sh"] + [BuildProducts.path(of: "status-monitor")]
                + ["run", "--config", file, "--log-level", "trace"],
            environment: environment.merging(["NOTIFY_SOCKET": service.name, "PATH": "/usr/bin:/bin"]) { given, _ in given })
        let failing = ["slack", "bot", "discord", "teams", "webhook", "refused", "pagerduty", "email", "sasl"]
        let unreadable = ["Down", "Gone"]
        let early = await process.wait { said in
            failing.allSatisfy { name in
                ["cannot deliver", "1 events are refused"].contains { said.standardError.contains(": \(name): \($0)") }
            }
                && unreadable.allSatisfy { said.standardError.contains(": \($0) (http") }
        }
        try #require(early.ending == .exited(-1), "\(early.standardError.suffix(3_000))")
        #expect(canaries.leaks(FileManager.default.contents(atPath: "/proc/\(process.identifier)/cmdline") ?? Data()) == [])
        let limits = String(decoding: FileManager.default.contents(atPath: "/proc/\(process.identifier)/limits") ?? Data(), as: UTF8.self)
        let core = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }?.split(separator: " ").dropFirst(4).first
        #expect(core.flatMap { Int($0) }.map { $0 <= 1 } == true, "a core would hold every secret: \(core ?? "none")")
        #expect(journalLeaks() == [])

        receivers.recover()
        mail.change(to: takingMail)
        // Polls come every second, so that there is always a next request to wait for.
        for _ in 0..<200 where !receivers.areServed || !mail.lines.contains(".") {
            let count = origin.statistics.requests
            await origin.wait { $0.requests > count }
        }
        #expect(receivers.posts == Receivers.all)
        #expect(mail.lines.contains("."))
        #expect(journalLeaks() == [])
        for command in [["events"], ["events", "--format", "json"], ["dead-letters"], ["dead-letters", "--format", "json"], ["validate"]] {
            let result = try await Program.start(command + ["--config", file], environment: environment).end()
            #expect(canaries.leaks(result.standardOutput + result.standardError) == [], "\(command)")
            if command == ["dead-letters"] {
                #expect(result.standardOutput.contains("refused") && result.standardOutput.contains("HTTP 403"))
            }
        }
        process.send(SIGTERM)
        let result = await process.end()
        #expect(result.ending == .exited(0))
        #expect(canaries.leaks(result.standardError) == [])
        #expect(canaries.leaks(result.standardOutput) == [])
        #expect(canaries.leaks(service.all().joined().joined(separator: "\n")) == [])
        #expect(journalLeaks() == [])
        #expect(canaries.leaks(bytes("events.jsonl")) == [])
        // A command has what was meant for it, and nothing else.
        #expect(canaries.leaks(bytes("environ"), but: ["COMMAND"]) == [])
        #expect(canaries.leaks(bytes("environ")) == ["COMMAND"])
        for name in ["parent", "argv"] {
            #expect(!bytes(name).isEmpty)
            #expect(canaries.leaks(bytes(name)) == [])
        }
        mail.stop()
        await origin.stop()
    }

    @Test("show in nothing that notify-test and check say", arguments: [false, true])
    func commands(isWell: Bool) async throws {
        let receivers = Receivers()
        if isWell {
            receivers.recover()
            mail.change(to: takingMail)
        }
        let origin = try OriginServer.start { receivers.reply(to: $0) }
        let file = try configuration(origin)
        let names = ["slack", "bot", "discord", "teams", "webhook", "refused", "pagerduty", "email", "kafka", "sasl", "file", "command"]
        for command in names.map({ ["notify-test", $0] }) + [["check"]] {
            let result = try await Program.start(command + ["--config", file, "--log-level", "trace"], environment: environment).end()
            let isExpected =
                command == ["check"] || ["refused", "sasl"].contains(command[1])
                ? false : isWell || ["kafka", "file", "command"].contains(command[1])
            #expect(result.ending == .exited(isExpected ? 0 : 1), "\(command) \(result.standardError.prefix(500))")
            #expect(canaries.leaks(result.standardOutput + result.standardError) == [], "\(command)")
        }
        mail.stop()
        await origin.stop()
    }
}
