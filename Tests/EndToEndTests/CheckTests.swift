import LoopbackOrigin
import Monitor
import Support
import Testing

@Suite("check")
struct CheckTests {
    /// GitHub, OpenAI and AWS on loopback.
    private static func origin() throws -> OriginServer {
        let atom = Pages.githubAtom([Pages.open, Pages.outage])
        return try OriginServer.start { request in
            switch request.path {
            case "/history.atom": .ok(atom)
            case "/api/v2/summary.json": .ok(Pages.openAISummary, contentType: "application/json; charset=utf-8")
            case "/rss/all.rss": .ok(Pages.awsRSS, contentType: "application/rss+xml")
            default: .status(404)
            }
        }
    }

    private static func configuration(_ origin: OriginServer, _ folder: TemporaryFolder) throws -> String {
        try folder.write(
            """
            providers:
              - openai: { url: "\(origin.url("/api/v2/summary.json"))" }
              - github: { url: "\(origin.url("/history.atom"))" }
              - aws: { url: "\(origin.url("/rss/all.rss"))" }
            """, as: "c.yaml")
    }

    @Test("prints every update of every page once, oldest first, with the right provider, status and time")
    func printsAll() async throws {
        let origin = try Self.origin()
        let folder = try TemporaryFolder()
        let result = try await Program.run("check", "--config", Self.configuration(origin, folder), "--format", "json")
        #expect(result.ending == .exited(0))
        #expect(result.standardError.isEmpty)
        let events = try result.events()
        let github = events.filter { $0.provider == "GitHub" }
        #expect(github.map(\.id) == ["abc123def456/2026-07-20T04:44Z", "abc123def456/2026-07-20T05:10Z", "zyx987wvu654/2026-07-21T09:00Z"])
        #expect(github.map(\.status) == [.investigating, .resolved, .investigating])
        #expect(github.map(\.message).first == "Pushes are slow: Investigating - We look into slow pushes & fetches.")
        #expect(github.map { RFC3339.string(from: $0.timestamp) }.first == "2026-07-20T04:44:00Z")
        #expect(github.map(\.url).first == "https://www.githubstatus.com/incidents/abc123def456")
        let openAI = events.filter { $0.provider == "OpenAI" }
        #expect(openAI.map(\.status) == [.investigating, .monitoring])
        #expect(openAI.map(\.severity) == [.minor, .minor])
        #expect(openAI.map(\.title) == ["Elevated errors in Realtime", "Elevated errors in Realtime"])
        let aws = events.filter { $0.provider == "AWS" }
        #expect(aws.map { RFC3339.string(from: $0.timestamp) } == ["2026-07-20T08:10:00Z", "2026-07-20T09:16:32Z"])
        #expect(aws.last?.status == .resolved)
        #expect(events.count == 7)
        #expect(Set(events.map { $0.provider + $0.id }).count == 7)
        await origin.stop()
    }

    @Test("prints one line an event for people, coloured on a terminal alone and never under NO_COLOR")
    func text() async throws {
        let origin = try Self.origin()
        let folder = try TemporaryFolder()
        let configuration = try Self.configuration(origin, folder)
        let piped = try await Program.run("check", "github", "--config", configuration)
        #expect(piped.lines.count == 3)
        #expect(piped.standardOutput.hasPrefix("2026-07-20 04:44:00Z  GitHub  "))
        #expect(!piped.standardOutput.contains("\u{1B}"))

        let terminal = try await Program.run(
            "check", "github", "--config", configuration, environment: ["TERM": "xterm"], output: .terminal)
        #expect(terminal.ending == .exited(0))
        #expect(terminal.standardOutput.contains("\u{1B}["))

        let plain = try await Program.run(
            "check", "github", "--config", configuration, environment: ["TERM": "xterm", "NO_COLOR": "1"], output: .terminal)
        #expect(plain.lines.count == 3)
        #expect(!plain.standardOutput.contains("\u{1B}"))
        await origin.stop()
    }

    @Test("reads any page by its address")
    func byAddress() async throws {
        let origin = try Self.origin()
        let result = try await Program.run("check", origin.url("/history.atom"), "--format", "json")
        #expect(result.ending == .exited(0))
        #expect(try result.events().map(\.provider) == Array(repeating: "127.0.0.1:\(origin.port)", count: 3))
        await origin.stop()
    }

    @Test("names a page that cannot be read, prints the others and ends with 1")
    func onePageFails() async throws {
        let origin = try Self.origin()
        let folder = try TemporaryFolder()
        let file = try folder.write(
            """
            providers:
              - github: { url: "\(origin.url("/history.atom"))" }
              - { name: Gone, url: "\(origin.url("/nothing.atom"))" }
              - { name: Refused, url: "http://127.0.0.1:1/history.atom" }
            """, as: "c.yaml")
        let result = try await Program.run("check", "--config", file)
        #expect(result.ending == .exited(1))
        #expect(result.lines.count == 3)
        let errors = result.standardError.split(separator: "\n")
        #expect(errors.count == 2)
        #expect(errors.contains { $0.hasPrefix("Gone (") && $0.contains("404") })
        #expect(errors.contains { $0.hasPrefix("Refused (http://127.0.0.1:1/history.atom): ") })
        await origin.stop()
    }

    @Test("does not wait with a page's updates for a page that hangs")
    func hangingPage() async throws {
        let gate = OriginGate()
        let atom = Pages.githubAtom([Pages.outage])
        let origin = try OriginServer.start { request in
            let response = OriginResponse(fields: [("Content-Type", "application/atom+xml")], body: atom)
            return request.path == "/hangs.atom" ? .held(response, by: gate) : .response(response)
        }
        let folder = try TemporaryFolder()
        let file = try folder.write(
            """
            providers:
              - { name: Hangs, url: "\(origin.url("/hangs.atom"))", timeout: 300s }
              - { name: Answers, url: "\(origin.url("/history.atom"))" }
            """, as: "c.yaml")
        let process = try Program.start(["check", "--config", file])
        // The other page is printed while this one hangs: only then is it let go.
        let before = await process.wait { $0.standardOutput.contains("Answers") }
        #expect(before.lines.count == 2)
        #expect(!before.standardOutput.contains("Hangs"))
        gate.open()
        let result = await process.end()
        #expect(result.ending == .exited(0))
        #expect(result.lines.filter { $0.contains("Hangs") }.count == 2)
        await origin.stop()
    }

    @Test("shows how far it is on a terminal, and nothing of that in a pipe")
    func progress() async throws {
        let origin = try Self.origin()
        let pages = (0..<20).map { "  - { name: P\($0), url: \"\(origin.url("/history.atom?\($0)"))\" }" }.joined(separator: "\n")
        let folder = try TemporaryFolder()
        let file = try folder.write("providers:\n\(pages)\n", as: "c.yaml")
        let piped = try await Program.run("check", "--config", file)
        #expect(piped.standardError.isEmpty)
        #expect(piped.lines.count == 60)
        let terminal = try await ChildProcess(
            BuildProducts.path(of: "status-monitor"), ["check", "--config", file], errors: .terminal
        ).end()
        #expect(terminal.standardError.contains("/20 pages"))
        #expect(terminal.lines.count == 60)
        await origin.stop()
    }

    @Test("ends quietly when nobody reads its output, and says so when the output cannot be written")
    func closedOutput() async throws {
        let origin = try Self.origin()
        let folder = try TemporaryFolder()
        let configuration = try Self.configuration(origin, folder)
        let closed = try await Program.run("check", "--config", configuration, output: .closedPipe)
        #expect(closed.ending == .exited(0))
        #expect(closed.standardError.isEmpty)
        let full = try await Program.run("check", "--config", configuration, output: .path("/dev/full"))
        #expect(full.ending == .exited(1))
        #expect(full.standardError.contains("No space left on device"))
        await origin.stop()
    }

    @Test("names an unknown provider and what was meant, with exit code 64")
    func unknownProvider() async throws {
        let result = try await Program.run("check", "gihub", "opnai")
        #expect(result.ending == .exited(64))
        #expect(
            result.standardError == """
                Error: unknown provider "gihub" (did you mean "github"?)
                Error: unknown provider "opnai" (did you mean "openai"?)

                """)
        let address = try await Program.run("check", "ftp://a.example/")
        #expect(address.ending == .exited(64))
        #expect(address.standardError == "Error: \"ftp://a.example/\" cannot be polled: \"ftp\" is not polled: only https and http are\n")
    }
}
