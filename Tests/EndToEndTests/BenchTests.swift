import FoundationEssentials
import Support
import Testing

@Suite("bench")
struct BenchTests {
    private struct Result: Decodable {
        var scenario: String
        var connection: String
        var errors: Int
        var notModified: Int
        var polls: Int
        var connections: Int
    }

    @Test("measures every scenario against an origin of its own, with no failed poll")
    func ownOrigin() async throws {
        let result = try await Program.run("bench", "--providers", "10", "--rounds", "2", "--format", "json")
        #expect(result.ending == .exited(0), "\(result.standardError)")
        let results = try JSONDecoder().decode([Result].self, from: Data(result.standardOutput.utf8))
        #expect(results.map(\.scenario) == ["304", "200", "full", "unchanged", "json", "tls"])
        #expect(results.allSatisfy { $0.errors == 0 })
        #expect(results.first { $0.scenario == "304" }?.notModified == 20)
    }

    private struct SchedulerResult: Decodable {
        var providers: Int
        var mostInOneSecond: Int
        var scheduleNanoseconds: Double
        var schedulerNanoseconds: Double
    }

    @Test("measures the scheduler without a network, for each number of pages")
    func scheduler() async throws {
        let result = try await Program.run(
            "bench", "scheduler", "--providers", "50", "--providers", "3000", "--polls", "2000", "--format", "json")
        #expect(result.ending == .exited(0), "\(result.standardError)")
        let results = try JSONDecoder().decode([SchedulerResult].self, from: Data(result.standardOutput.utf8))
        #expect(results.map(\.providers) == [50, 3000])
        #expect(results.map { $0.mostInOneSecond <= 2 * max(1, $0.providers / 300) } == [true, true])
        #expect(results.allSatisfy { $0.scheduleNanoseconds > 0 && $0.schedulerNanoseconds > 0 })
    }

    private struct DecodingResult: Decodable {
        var bytes: Int
        var events: Int
        var scanMicroseconds: Double?
        var documentMicroseconds: Double?
        var eventsMicroseconds: Double
    }

    @Test("measures the decoding of JSON and of feeds, and names a file that it cannot read")
    func decoding() async throws {
        let folder = try TemporaryFolder()
        let feed = try folder.write(Pages.githubAtom([Pages.open, Pages.outage]), as: "history.atom")
        let update = #"{"id":"u","status":"resolved","body":"Well again.","display_at":"2026-07-20T04:44:00Z"}"#
        let incident = #"{"id":"abc123def456","name":"Slow","status":"resolved","impact":"minor","incident_updates":[\#(update)]}"#
        let json = try folder.write(#"{"page":{"id":"p","name":"Acme"},"incidents":[\#(incident)]}"#, as: "summary.json")
        let result = try await Program.run("bench", "decoding", "--rounds", "1", "--format", "json", json, feed)
        #expect(result.ending == .exited(0), "\(result.standardError)")
        let results = try JSONDecoder().decode([DecodingResult].self, from: Data(result.standardOutput.utf8))
        #expect(results.count == 2 && results.allSatisfy { $0.bytes > 0 && $0.events > 0 && $0.documentMicroseconds != nil })
        #expect(results.map { $0.scanMicroseconds == nil } == [false, true])

        let absent = try await Program.run("bench", "decoding", folder.path + "/none")
        #expect(absent.ending == .exited(1))
        #expect(absent.standardError.contains("/none"))
    }

    private struct PollingResult: Decodable {
        var policy: String
        var requestsPerDay: Double
        var updates: Int
        var meanDelay: Double
    }

    @Test("simulates polling of captures: an adaptive interval lies between those that it is made of")
    func polling() async throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(Pages.githubAtom([Pages.open, Pages.outage]), as: "2026-08-10T000000Z.atom")
        let plot = folder.path + "/plot.svg"
        let result = try await Program.run("bench", "polling", folder.path, "--draws", "2", "--format", "json", "--plot", plot)
        #expect(result.ending == .exited(0), "\(result.standardError)")
        let results = try JSONDecoder().decode([PollingResult].self, from: Data(result.standardOutput.utf8))
        let fixed = try #require(results.first { $0.policy == "300 s" })
        #expect((280...296).contains(fixed.requestsPerDay))
        #expect(fixed.meanDelay <= 330)
        // Weeks without an update are polled at half the pace.
        let adaptive = try #require(results.first { $0.policy == "adaptive 60/300/600 s" })
        #expect((144...280).contains(adaptive.requestsPerDay))
        #expect(results.allSatisfy { $0.updates > 0 })
        let svg = String(decoding: FileManager.default.contents(atPath: plot) ?? Data(), as: UTF8.self)
        #expect(svg.hasPrefix("<svg") && svg.contains("adaptive 60/300/600 s"))

        let absent = try await Program.run("bench", "polling", folder.path + "/none")
        #expect(absent.ending == .exited(1))
        #expect(absent.standardError == "Error: \(folder.path)/none is no folder that can be read\n")
        let unwritable = try await Program.run("bench", "polling", folder.path, "--draws", "1", "--plot", folder.path + "/none/plot.svg")
        #expect(unwritable.ending == .exited(1))
        #expect(unwritable.standardError == "Error: \(folder.path)/none/plot.svg cannot be written; name a file in a folder that exists\n")
    }

    @Test("opens a TLS connection for each poll where that is asked for", arguments: ["resumed", "full"])
    func connections(_ connection: String) async throws {
        let result = try await Program.run(
            "bench", "--connection", connection, "--scenario", "304", "--scenario", "json", "--level", "engine", "--providers", "10",
            "--in-flight", "5", "--rounds", "2", "--format", "json")
        #expect(result.ending == .exited(0), "\(result.standardError)")
        let results = try JSONDecoder().decode([Result].self, from: Data(result.standardOutput.utf8))
        #expect(results.map(\.scenario) == ["304", "json"])
        #expect(results.allSatisfy { $0.connection == connection && $0.errors == 0 && $0.polls == 20 && $0.connections == 20 })
        #expect(results.map(\.notModified) == [20, 0])
    }

    @Test(
        "refuses a connection that cannot be had",
        arguments: [
            (["--connection", "full", "--scenario", "tls"], "the scenario tls is 304 over resumed connections"),
            (["--connection", "resumed", "--origin", "http://127.0.0.1:9"], "--connection resumed needs an https origin"),
        ])
    func refusedConnections(_ arguments: [String], _ complaint: String) async throws {
        let result = try await Program.start(["bench"] + arguments).end()
        #expect(result.ending == .exited(64))
        #expect(result.standardError.contains(complaint))
    }

    @Test("says that an origin that already runs has no JSON page")
    func noJSONPage() async throws {
        let result = try await Program.run("bench", "--scenario", "json", "--origin", "http://127.0.0.1:9")
        #expect(result.ending == .exited(64))
        #expect(result.standardError.contains("an origin that already runs has no JSON page"))
    }

    private struct ParsingResult: Decodable {
        var entries: Int
        var bytes: Int
        var knownSparedBytes: Int
        var oneNewSparedBytes: Int
        var fullMicroseconds: Double
    }

    @Test("measures the reading of a feed: all of it, with one new entry, with none")
    func parsing() async throws {
        let folder = try TemporaryFolder()
        let feed = try folder.write(Pages.githubAtom([Pages.open, Pages.outage]), as: "history.atom")
        let result = try await Program.run("bench", "parsing", feed, "--rounds", "2", "--format", "json")
        #expect(result.ending == .exited(0), "\(result.standardError)")
        let measured = try #require(try JSONDecoder().decode([ParsingResult].self, from: Data(result.standardOutput.utf8)).first)
        #expect(measured.entries == 2 && measured.fullMicroseconds > 0)
        #expect(measured.oneNewSparedBytes > 0 && measured.oneNewSparedBytes < measured.knownSparedBytes)
        #expect(measured.knownSparedBytes < measured.bytes)

        let page = try folder.write("<html></html>", as: "page.html")
        let refused = try await Program.run("bench", "parsing", page)
        #expect(refused.ending == .exited(1))
        #expect(refused.standardError == "Error: \(page) is no feed with an entry: an HTML page where a feed was due\n")
        let absent = try await Program.run("bench", "parsing", folder.path + "/none")
        #expect(absent.standardError == "Error: \(folder.path)/none cannot be read; name a file that holds a feed\n")
    }

    @Test("says so when nobody answers at the origin's address")
    func absentOrigin() async throws {
        let result = try await Program.run("bench", "--scenario", "304", "--origin", "http://127.0.0.1:9")
        #expect(result.ending == .exited(1))
        #expect(result.standardOutput.isEmpty)
        #expect(result.standardError.contains("the origin does not answer: http://127.0."))
    }
}
