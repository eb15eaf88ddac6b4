import FoundationEssentials
import Glibc
import LoopbackOrigin
import Monitor
import Support
import Synchronization
import Testing

@Suite("run with a journal")
struct JournalTests {
    /// A page whose content a test changes, and that notes how it was asked.
    private final class WatchedPage: Sendable {
        private let state: Mutex<(page: OriginPage, validators: [Bool], statuses: [Int])>

        init(_ body: [UInt8]) throws {
            state = Mutex((try OriginPage(body, contentType: "application/atom+xml", lastModified: nil), [], []))
        }

        func change(to body: [UInt8]) throws {
            let page = try OriginPage(body, contentType: "application/atom+xml", lastModified: nil)
            state.withLock { $0.page = page }
        }

        func reply(to request: OriginRequest) -> OriginReply {
            state.withLock { state in
                state.validators.append(request.field("If-None-Match") != nil)
                return state.page.reply(to: request)
            }
        }

        /// Whether each request had a validator.
        var validators: [Bool] { state.withLock { $0.validators } }
    }

    private let folder: TemporaryFolder
    private let page: WatchedPage
    private let origin: OriginServer

    init() throws {
        folder = try TemporaryFolder()
        let page = try WatchedPage(Pages.githubAtom([Pages.open, Pages.outage]))
        self.page = page
        origin = try OriginServer.start { page.reply(to: $0) }
    }

    private func configuration(_ interval: String = "1s", more: String = "") throws -> String {
        let url = origin.url("/history.atom")
        return try folder.write(
            "state: state/journal.db\nproviders:\n  - github: { url: \"\(url)\", interval: \(interval) }\n\(more)", as: "c.yaml")
    }

    private func start(_ file: String, _ arguments: String..., environment: [String: String] = [:]) throws -> ChildProcess {
        try Program.start(
            ["run", "--config", file, "--format", "json"] + arguments, keepsState: true, environment: environment)
    }

    private var resolved: [UInt8] {
        var incident = Pages.open
        incident.updates.insert(.init(day: "21", time: "09:30", status: "Resolved", text: "Pages build again."), at: 0)
        return Pages.githubAtom([incident, Pages.outage])
    }

    @Test("tells nothing twice after kill -9, asks conditionally from the first request on, and the journal can be read")
    func killed() async throws {
        let file = try configuration()
        let first = try start(file)
        await first.wait { $0.lines.count >= 1 }
        // Cursor and validators are kept within five seconds.
        await origin.wait { $0.requests >= 8 }
        first.send(SIGKILL)
        #expect(try await first.end().events().map(\.id) == ["zyx987wvu654/2026-07-21T09:00Z"])
        let asked = page.validators.count

        try page.change(to: resolved)
        let second = try start(file)
        let said = await second.wait { $0.lines.count >= 1 }
        #expect(try said.events().map(\.id) == ["zyx987wvu654/2026-07-21T09:30Z"])
        #expect(page.validators.dropFirst(asked).first == true)

        // While it runs, a second process is refused and the journal is read.
        let refused = try await start(file).end()
        #expect(refused.ending == .exited(1))
        #expect(refused.standardError.contains("in use by process \(second.identifier)"))
        let events = try await Program.run("events", "--config", file, "--format", "json", "--provider", "github")
        #expect(try events.events().map(\.id) == ["zyx987wvu654/2026-07-21T09:00Z", "zyx987wvu654/2026-07-21T09:30Z"])
        let one = try await Program.run("events", "--config", file, "--since", "2026-07-21T09:10:00Z", "--limit", "5")
        #expect(one.lines.count == 1)
        let letters = try await Program.run("dead-letters", "--config", file)
        #expect(letters.ending == .exited(0) && letters.standardOutput.isEmpty)
        second.send(SIGTERM)
        #expect(await second.end().ending == .exited(0))
        await origin.stop()
    }

    @Test(
        "delivers after a kill between commit and delivery, once, and repeats only what was under way",
        arguments: [
            "before-commit", "after-commit", "after-publish", "after-delivery", "after-cursor",
        ])
    func namedPoints(point: String) async throws {
        let file = try configuration()
        let killed = try await start(file, environment: ["STATUS_MONITOR_CRASH_AT": point]).end()
        #expect(killed.ending == .signalled(SIGKILL))
        let again = try start(file)
        let wanted = point == "after-cursor" ? 1 : 2
        // Before the commit nobody knows of the page: to who sees it first when all is over, it is no news.
        if wanted == 2 { await again.wait { $0.lines.count >= 1 } }
        try page.change(to: resolved)
        let result = await again.wait { $0.lines.count >= wanted }
        again.send(SIGTERM)
        await again.end()
        let ids = ["zyx987wvu654/2026-07-21T09:00Z", "zyx987wvu654/2026-07-21T09:30Z"]
        #expect(try result.events().map(\.id) == Array(ids.suffix(wanted)))
        // What was said before the kill is nothing, or what came again with the same id.
        let before = try killed.events().map(\.id)
        #expect(["after-delivery", "after-cursor"].contains(point) ? before == [ids[0]] : before.isEmpty || before == [ids[0]])
        await origin.stop()
    }

    @Test("asks a page once in its interval, though it is killed 20 times in a row")
    func crashLoop() async throws {
        let file = try configuration("300s")
        for number in 0..<20 {
            let process = try start(file)
            if number == 0 {
                await origin.wait { $0.requests >= 1 }
            } else {
                await process.wait { $0.standardError.contains("watching 1 page") }
            }
            process.send(SIGKILL)
            #expect(await process.end().ending == .signalled(SIGKILL))
        }
        #expect(origin.statistics.requests == 1)
        await origin.stop()
    }

    @Test("with --dry-run delivers nothing and moves nothing, and says what it would")
    func dryRun() async throws {
        let file = try configuration()
        let dry = try start(file, "--dry-run")
        let said = await dry.wait { $0.lines.count >= 1 }
        #expect(said.lines.first?.hasPrefix("would deliver to console: 2026-07-21 09:00:00Z  GitHub") == true)
        dry.send(SIGTERM)
        #expect(await dry.end().ending == .exited(0))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/state"))

        let run = try start(file)
        await run.wait { $0.lines.count >= 1 }
        run.send(SIGTERM)
        await run.end()
        try page.change(to: resolved)
        let second = try start(file, "--dry-run")
        let news = await second.wait { $0.lines.count >= 1 }
        #expect(news.lines.first?.contains("Resolved - Pages build again.") == true)
        second.send(SIGTERM)
        await second.end()
        let real = try start(file)
        #expect(try await real.wait { $0.lines.count >= 1 }.events().map(\.id) == ["zyx987wvu654/2026-07-21T09:30Z"])
        real.send(SIGTERM)
        await real.end()
        await origin.stop()
    }

    @Test("refuses a damaged journal and says what to do; --recover moves it aside")
    func damaged() async throws {
        let file = try configuration()
        try FileManager.default.createDirectory(atPath: folder.path + "/state", withIntermediateDirectories: true)
        try Data(repeating: 0x41, count: 9000).write(to: URL(filePath: folder.path + "/state/journal.db"))
        let refused = try await start(file).end()
        #expect(refused.ending == .exited(1))
        #expect(refused.standardError.contains("is damaged") && refused.standardError.contains("--recover"))
        let recovered = try start(file, "--recover")
        let result = await recovered.wait { $0.lines.count >= 1 }
        #expect(result.standardError.contains("moved aside to \(folder.path)/state/journal.db.damaged-"))
        recovered.send(SIGTERM)
        #expect(await recovered.end().ending == .exited(0))
        await origin.stop()
    }

    @Test("finds its usual place: systemd's, then XDG's, then below HOME; without any it says what to do")
    func places() async throws {
        let url = origin.url("/history.atom")
        let file = try folder.write("providers:\n  - github: { url: \"\(url)\", interval: 300s }\n", as: "d.yaml")
        let places = [
            (["STATE_DIRECTORY": "\(folder.path)/a:/else", "XDG_STATE_HOME": "/nowhere", "HOME": "/nowhere"], "/a/journal.db"),
            (["XDG_STATE_HOME": "\(folder.path)/b", "HOME": "/nowhere"], "/b/status-monitor/journal.db"),
            (["HOME": "\(folder.path)/c", "XDG_STATE_HOME": "relative"], "/c/.local/state/status-monitor/journal.db"),
        ]
        for (environment, path) in places {
            let process = try start(file, environment: environment)
            let result = await process.wait { $0.standardError.contains("the journal is \(folder.path)\(path)") }
            #expect(result.ending == .exited(-1), "\(result.standardError)")
            process.send(SIGTERM)
            await process.end()
        }
        let nowhere = try await start(file).end()
        #expect(nowhere.ending == .exited(1))
        #expect(nowhere.standardError.contains("--ephemeral"))
        await origin.stop()
    }
}
