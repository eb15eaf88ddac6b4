import FoundationEssentials
import Glibc
import LoopbackOrigin
import Monitor
import Support
import Synchronization
import Testing

@Suite("detect")
struct DetectTests {
    private struct Report: Decodable {
        struct Note: Decodable { var url: String, seen: String }
        var url: String
        var platform: String?
        var name: String?
        var address: String?
        var sources: [[String]]
        var configuration: String?
        var seen: [Note]
    }

    private static func html(_ text: String) -> OriginReply {
        .ok(Array("<!DOCTYPE html><html>\(text)</html>".utf8), contentType: "text/html")
    }

    /// A page of incident.io at a loopback address.
    private static func origin() throws -> OriginServer {
        try OriginServer.start { request in
            switch request.path {
            case "/", "":
                html(
                    "<title>OpenAI status</title><a href='https://incident.io'>incident.io</a><script src='/incident-io-status-page/a'></script>"
                )
            case "/feed.atom": .ok(Pages.incidentAtom([("01M3Q4RK1SM4EMK445GGPG7C0N", "2026-07-20T09:30:00Z", "Investigating")]))
            case "/api/v2/incidents.json", "/api/v2/summary.json": .ok(Pages.openAISummary, contentType: "application/json")
            default: html("<title>OpenAI status</title>")
            }
        }
    }

    @Test("names platform, name, addresses and a configuration line that works, from any address", arguments: ["", "/", "/feed.atom"])
    func text(path: String) async throws {
        let origin = try Self.origin()
        let result = try await Program.run("detect", origin.baseURL + path)
        #expect(result.ending == .exited(0))
        #expect(result.standardError.isEmpty)
        #expect(
            result.standardOutput == """
                platform  incident.io
                name      OpenAI
                page      \(origin.baseURL)
                read at   \(origin.url("/feed.atom"))
                     or   \(origin.url("/feed.rss"))
                     or   \(origin.url("/api/v2/incidents.json"))

                providers:
                  - { name: OpenAI, url: "\(origin.baseURL)", platform: incident.io }

                """)
        #expect(origin.statistics.requests <= 4)

        let folder = try TemporaryFolder()
        let line = try #require(result.lines.last)
        let file = try folder.write("providers:\n\(line)\n", as: "c.yaml")
        let checked = try await Program.run("check", "--config", file, "--format", "json")
        #expect(try checked.events().map(\.provider) == ["OpenAI"])
        await origin.stop()
    }

    @Test("says the same as JSON")
    func json() async throws {
        let origin = try Self.origin()
        let result = try await Program.run("detect", origin.baseURL, "--format", "json")
        #expect(result.ending == .exited(0))
        let report = try JSONDecoder().decode(Report.self, from: Data(result.standardOutput.utf8))
        #expect(report.platform == "incident.io")
        #expect(report.sources.first == [origin.url("/feed.atom")])
        #expect(report.address == origin.baseURL)
        #expect(report.configuration == "- { name: OpenAI, url: \"\(origin.baseURL)\", platform: incident.io }")
        #expect(report.seen.map(\.url) == [origin.baseURL, origin.url("/feed.atom")])
        await origin.stop()
    }

    @Test("ends with 1 for a page of no known kind, and tells what each address answered")
    func unknown() async throws {
        let origin = try OriginServer.start { _ in Self.html("<title>Shop</title>") }
        let text = try await Program.run("detect", origin.url("/status"))
        #expect(text.ending == .exited(1))
        #expect(text.standardOutput.isEmpty)
        #expect(text.standardError.contains("  \(origin.url("/status")): a web page, \"Shop\"\n"))
        #expect(origin.statistics.requests <= 4)
        let json = try await Program.run("detect", origin.baseURL, "--format", "json")
        #expect(json.ending == .exited(1))
        let report = try JSONDecoder().decode(Report.self, from: Data(json.standardOutput.utf8))
        #expect(report.platform == nil && report.sources.isEmpty && !report.seen.isEmpty)
        await origin.stop()
    }

    @Test("ends with 64 for what is no address", arguments: ["status.acme.example", "ftp://a.example/", "https://", "--timeout=0"])
    func usage(word: String) async throws {
        let result = try await Program.run("detect", word)
        #expect(result.ending == .exited(64))
        #expect(result.standardOutput.isEmpty)
        #expect(!result.standardError.isEmpty)
    }

    @Test("gives up on a page that hangs, and obeys one that asks to be left alone")
    func hangingAndBusy() async throws {
        let gate = OriginGate()
        let hanging = try OriginServer.start { _ in .held(OriginResponse(), by: gate) }
        let result = try await Program.run("detect", hanging.baseURL, "--timeout", "1")
        #expect(result.ending == .exited(1))
        #expect(hanging.statistics.requests == 1)
        gate.open()
        await hanging.stop()

        let busy = try OriginServer.start { _ in .status(429, [("Retry-After", "90")]) }
        let told = try await Program.run("detect", busy.baseURL)
        #expect(told.ending == .exited(1))
        #expect(told.standardError.contains("left alone for 90 s"))
        #expect(busy.statistics.requests == 1)
        await busy.stop()
    }

    @Test("is done by check, too, for a page given by its address alone")
    func check() async throws {
        let origin = try Self.origin()
        let result = try await Program.run("check", origin.baseURL, "--format", "json")
        #expect(result.ending == .exited(0))
        #expect(try result.events().map(\.incident) == ["01M3Q4RK1SM4EMK445GGPG7C0N"])
        await origin.stop()
    }
}

@Suite("run, with a page that moves")
struct MovingPageRunTests {
    @Test("follows it to its new platform, says so once, and announces nothing old")
    func follows() async throws {
        let hasMoved = Mutex(false)
        let statuspage = Pages.githubAtom([Pages.open, Pages.outage])
        let incidents = Mutex([
            ("01M3Q4RK1SM4EMK445GGPG7C0N", "2026-07-20T05:10:00Z", "Resolved"),
            ("01M3Q4RK1SM4EMK445GGPG7C0P", "2026-07-21T09:00:00Z", "Investigating"),
        ])
        let origin = try OriginServer.start { request in
            guard hasMoved.withLock({ $0 }) else { return request.path == "/history.atom" ? .ok(statuspage) : .status(404) }
            switch request.path {
            case "/":
                return .ok(
                    Array("<!DOCTYPE html><title>GitHub</title>incident.io <script src=/incident-io-status-page/a></script>".utf8),
                    contentType: "text/html")
            case "/feed.atom": return .ok(Pages.incidentAtom(incidents.withLock { $0 }))
            default: return .status(404)
            }
        }
        let folder = try TemporaryFolder()
        let file = try folder.write("providers:\n  - github: { url: \"\(origin.url("/history.atom"))\", interval: 1s }\n", as: "c.yaml")
        let process = try Program.start(["run", "--config", file, "--format", "json"])
        await process.wait { $0.lines.count >= 1 }
        hasMoved.withLock { $0 = true }
        let moved = await process.wait { $0.lines.count >= 2 }
        let event = try #require(try moved.events().last)
        #expect(event.kind == .source)
        #expect(event.status == .update)
        #expect(event.message.contains("moved from statuspage at \(origin.baseURL) to incident.io at \(origin.baseURL), now read at"))

        // The open incident's next update is news; nothing else is.
        incidents.withLock { $0[1] = ("01M3Q4RK1SM4EMK445GGPG7C0P", "2099-07-21T09:30:00Z", "Resolved") }
        let later = await process.wait { $0.lines.count >= 3 }
        #expect(try later.events().last?.status == .resolved)
        let polls = origin.statistics.requests
        await origin.wait { $0.requests >= polls + 2 }
        process.send(SIGTERM)
        let result = await process.end()
        #expect(result.ending == .exited(0))
        #expect(try result.events().map(\.status) == [.investigating, .update, .resolved])
        #expect(result.standardError.contains("moved from statuspage"))
        await origin.stop()
    }
}
