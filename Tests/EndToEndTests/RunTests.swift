import Glibc
import LoopbackOrigin
import Monitor
import Support
import Synchronization
import Testing

@Suite("run")
struct RunTests {
    /// A page whose content a test changes.
    private final class ChangingPage: Sendable {
        private let body: Mutex<[UInt8]>
        init(_ body: [UInt8]) { self.body = Mutex(body) }
        func change(to body: [UInt8]) { self.body.withLock { $0 = body } }
        var reply: OriginReply { .ok(body.withLock { $0 }) }
    }

    private static func configuration(_ url: String, _ folder: TemporaryFolder, more: String = "") throws -> String {
        try folder.write("providers:\n  - github: { url: \"\(url)\", interval: 1s }\n\(more)", as: "c.yaml")
    }

    @Test("prints what is open at first and each later update once, until SIGTERM ends it with 0", arguments: [SIGTERM, SIGINT])
    func printsChanges(signal: Int32) async throws {
        let page = ChangingPage(Pages.githubAtom([Pages.open, Pages.outage]))
        let origin = try OriginServer.start { _ in page.reply }
        let folder = try TemporaryFolder()
        let process = try Program.start(["run", "--config", Self.configuration(origin.url("/history.atom"), folder), "--format", "json"])
        // The outage is over: only the open incident is news to someone who starts to watch.
        let first = await process.wait { $0.lines.count >= 1 }
        #expect(try first.events().map(\.id) == ["zyx987wvu654/2026-07-21T09:00Z"])

        var resolved = Pages.open
        resolved.updates.insert(.init(day: "21", time: "09:30", status: "Resolved", text: "Pages build again."), at: 0)
        page.change(to: Pages.githubAtom([resolved, Pages.outage]))
        let second = await process.wait { $0.lines.count >= 2 }
        #expect(try second.events().last?.message == "Pages do not build: Resolved - Pages build again.")

        // Two more polls tell nothing new.
        let polls = origin.statistics.requests
        await origin.wait { $0.requests >= polls + 2 }
        process.send(signal)
        let result = await process.end()
        #expect(result.ending == .exited(0))
        #expect(result.lines.count == 2)
        await origin.stop()
    }

    @Test("watches the default pages without a network: it says so a page and stays up")
    func offline() async throws {
        let folder = try TemporaryFolder()
        // Nobody listens there: what a machine without a network meets, told apart from no name server.
        let file = try folder.write(
            """
            providers:
              - openai: { url: "http://127.0.0.1:1/feed.atom", interval: 300s }
              - github: { url: "http://127.0.0.1:1/history.atom", interval: 300s }
              - aws: { url: "http://127.0.0.1:1/rss/all.rss", interval: 300s }
            """, as: "c.yaml")
        let process = try Program.start(["run", "--config", file])
        let names = ["OpenAI", "GitHub", "AWS"]
        let said = await process.wait { result in names.allSatisfy { result.standardError.contains("warning: \($0) (http://127.0.0.1:1/") }
        }
        #expect(said.ending == .exited(-1))
        process.send(SIGTERM)
        let result = await process.end()
        #expect(result.ending == .exited(0))
        #expect(result.standardOutput.isEmpty)
        for name in names { #expect(result.standardError.components(of: "warning: \(name) (") == 1) }
    }

    @Test("ends quietly when nobody reads its output any more")
    func closedOutput() async throws {
        let page = ChangingPage(Pages.githubAtom([Pages.open]))
        let origin = try OriginServer.start { _ in page.reply }
        let folder = try TemporaryFolder()
        let file = try Self.configuration(origin.url("/history.atom"), folder)
        let result = try await Program.run("run", "--config", file, "--log-level", "warning", output: .closedPipe)
        #expect(result.ending == .exited(0))
        #expect(result.standardError.isEmpty)
        await origin.stop()
    }

    @Test("stops while a page hangs")
    func stopsWhileHanging() async throws {
        let gate = OriginGate()
        let origin = try OriginServer.start { _ in .held(OriginResponse(), by: gate) }
        let folder = try TemporaryFolder()
        let process = try Program.start(["run", "--config", Self.configuration(origin.url("/history.atom"), folder)])
        await origin.wait { $0.requests >= 1 }
        process.send(SIGINT)
        #expect(await process.end().ending == .exited(0))
        gate.open()
        await origin.stop()
    }

    @Test("ends at once on a second signal, though its output is stuck")
    func secondSignal() async throws {
        let page = ChangingPage(
            Pages.githubAtom(
                (0..<400).map { number in
                    var incident = Pages.open
                    incident.code = "code\(number)"
                    incident.updates[0].text = String(repeating: "words ", count: 200)
                    return incident
                }))
        let origin = try OriginServer.start { _ in page.reply }
        let folder = try TemporaryFolder()
        let file = try Self.configuration(origin.url("/history.atom"), folder)
        // More than a pipe holds, and nobody reads.
        let process = try Program.start(["run", "--config", file], output: .unreadPipe)
        await origin.wait { $0.requests >= 2 }
        process.send(SIGTERM)
        await process.wait { $0.standardError.contains("stopping on signal") }
        process.send(SIGTERM)
        #expect(await process.end().ending == .exited(128 + SIGTERM))
        await origin.stop()
    }

    @Test("obeys the configuration's backlog, filter and format")
    func obeysConfiguration() async throws {
        let page = ChangingPage(Pages.githubAtom([Pages.open, Pages.outage]))
        let origin = try OriginServer.start { _ in page.reply }
        let folder = try TemporaryFolder()
        let file = try Self.configuration(
            origin.url("/history.atom"), folder, more: "backlog: all\nconsumers:\n  - console: { format: json, kinds: incident }\n")
        let process = try Program.start(["run", "--config", file])
        let result = await process.wait { $0.lines.count >= 3 }
        #expect(try result.events().map(\.incident) == ["abc123def456", "abc123def456", "zyx987wvu654"])
        process.send(SIGTERM)
        #expect(await process.end().ending == .exited(0))
        await origin.stop()
    }
}

extension String {
    /// How often a text occurs.
    fileprivate func components(of text: String) -> Int { split(separator: text, omittingEmptySubsequences: false).count - 1 }
}
