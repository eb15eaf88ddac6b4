import Glibc
import LoopbackOrigin
import Monitor
import Support
import Synchronization
import Testing

@Suite("Consumers over HTTP")
struct ConsumersTests {
    /// A text that must not be seen anywhere.
    private static let canary = "CANARY0123456789"

    /// Every consumer at one address, each with a secret.
    private static func configuration(_ base: String, _ folder: TemporaryFolder, allow: String = "127.0.0.1") throws -> String {
        try folder.write(
            """
            allow: [\(allow)]
            providers:
              - github: { url: "\(base)/history.atom", interval: 1s }
            consumers:
              - console: { format: json }
              - slack: { webhook: "\(base)/slack/${SECRET}" }
              - slack: { name: bot, token: "${SECRET}", channel: C0123, api: "\(base)/api" }
              - discord: { webhook: "\(base)/discord/${SECRET}" }
              - teams: { webhook: "\(base)/teams?sig=${SECRET}" }
              - webhook: { url: "\(base)/hook/${SECRET}", secret: "${SECRET}", headers: { Authorization: "Bearer ${SECRET}" } }
              - pagerduty: { routing_key: "${SECRET}", url: "\(base)/v2/enqueue" }
            """, as: "c.yaml")
    }

    private static func page(_ request: OriginRequest) -> OriginReply? {
        request.method == "GET" ? .ok(Pages.githubAtom([Pages.open])) : nil
    }

    private static let paths = ["/slack", "/api", "/discord", "/teams", "/hook", "/v2"]

    @Test("get each event once, with what they need, and nothing is said of their secrets")
    func delivered() async throws {
        let origin = try OriginServer.start { request in
            Self.page(request) ?? .ok(Array(#"{"ok":true,"ts":"1.0"}"#.utf8), contentType: "application/json")
        }
        let folder = try TemporaryFolder()
        let file = try Self.configuration(origin.baseURL, folder)
        let process = try Program.start(
            ["run", "--config", file, "--log-level", "trace"], environment: ["SECRET": Self.canary])
        await process.wait { $0.lines.count >= 1 }
        // Six deliveries beside the polls, and two further polls that bring nothing new.
        while origin.requests.count(where: { $0.method == "POST" }) < 6 {
            let count = origin.statistics.requests
            await origin.wait { $0.requests > count }
        }
        let polls = origin.statistics.requests
        await origin.wait { $0.requests >= polls + 2 }
        process.send(SIGTERM)
        let result = await process.end()
        #expect(result.ending == .exited(0))
        let posts = origin.requests.filter { $0.method == "POST" }
        #expect(posts.count == 6)
        for path in Self.paths {
            let post = try #require(posts.first { $0.path.hasPrefix(path) }, "\(path)")
            #expect(String(decoding: post.body, as: UTF8.self).contains("Pages do not build"), "\(path)")
        }
        #expect(posts.first { $0.path.hasPrefix("/api") }?.field("Authorization") == "Bearer \(Self.canary)")
        #expect(posts.first { $0.path.hasPrefix("/hook") }?.field("X-Status-Monitor-Signature")?.hasPrefix("t=") == true)
        #expect(!(result.standardError + result.standardOutput).contains("CANARY"))
        await origin.stop()
    }

    @Test("that refuse are named in the log without their secrets, and stop no other", arguments: [404, 500])
    func refused(status: Int) async throws {
        let origin = try OriginServer.start { request in
            Self.page(request)
                ?? .response(OriginResponse(status: status, body: Array(request.target.utf8) + request.body))
        }
        let folder = try TemporaryFolder()
        let process = try Program.start(
            ["run", "--config", Self.configuration(origin.baseURL, folder), "--log-level", "trace"], environment: ["SECRET": Self.canary])
        let names = ["slack", "bot", "discord", "teams", "webhook", "pagerduty"]
        await process.wait { result in names.allSatisfy { result.standardError.contains(": \($0): ") } }
        process.send(SIGTERM)
        let result = await process.end()
        #expect(result.ending == .exited(0))
        #expect(result.lines.count == 1, "the terminal has its event")
        #expect(result.standardError.contains("127.0.0.1:\(origin.port) (#"))
        #expect(result.standardError.contains("HTTP \(status)"))
        #expect(!(result.standardError + result.standardOutput).contains("CANARY"))
        await origin.stop()
    }

    @Test("are tried with one event by notify-test", arguments: ["slack", "bot", "discord", "teams", "webhook", "PagerDuty", "console"])
    func notifyTest(name: String) async throws {
        let shared = Shared()
        let origin = try OriginServer.start { request in
            shared.isWell ? .ok(Array(#"{"ok":true,"ts":"1.0"}"#.utf8), contentType: "application/json") : .status(410)
        }
        let folder = try TemporaryFolder()
        let file = try Self.configuration(origin.baseURL, folder)
        let good = try await Program.run("notify-test", name, "--config", file, environment: ["SECRET": Self.canary])
        #expect(good.ending == .exited(0), "\(good.standardError)")
        #expect(good.standardOutput.hasSuffix("\(name.lowercased()): delivered\n"))
        #expect(origin.requests.count == (name == "console" ? 0 : 1))
        if name != "console" {
            shared.break()
            let bad = try await Program.run("notify-test", name, "--config", file, environment: ["SECRET": Self.canary])
            #expect(bad.ending == .exited(1))
            #expect(bad.standardError.contains("\(name.lowercased()): not delivered: 127.0.0.1:\(origin.port) (#"))
            #expect(bad.standardError.contains("HTTP 410"))
            #expect(!bad.standardError.contains("CANARY"))
        }
        await origin.stop()
    }

    /// Whether the receivers are well.
    private final class Shared: Sendable {
        private let state = Mutex(true)
        var isWell: Bool { state.withLock { $0 } }
        func `break`() { state.withLock { $0 = false } }
    }

    @Test("at a private address are refused when nothing allows it")
    func privateAddress() async throws {
        let origin = try OriginServer.start { _ in .ok([]) }
        let folder = try TemporaryFolder()
        let file = try Self.configuration(origin.baseURL, folder, allow: "10.0.0.0/8")
        let result = try await Program.run("notify-test", "webhook", "--config", file, environment: ["SECRET": Self.canary])
        #expect(result.ending == .exited(1))
        #expect(result.standardError.contains("private address (127.0.0.1); name it under \"allow\""))
        #expect(origin.statistics.requests == 0)
        await origin.stop()
    }

    @Test("that the configuration does not name are told from those that it does")
    func unknown() async throws {
        let folder = try TemporaryFolder()
        let file = try Self.configuration("http://127.0.0.1:1", folder)
        let result = try await Program.run("notify-test", "slak", "--config", file, environment: ["SECRET": Self.canary])
        #expect(result.ending == .exited(64))
        #expect(
            result.standardError.contains("no consumer is named \"slak\": there is console, slack, bot, discord, teams, webhook, pagerduty")
        )
    }
}
