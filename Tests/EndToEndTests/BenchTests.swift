import FoundationEssentials
import Support
import Testing

@Suite("bench")
struct BenchTests {
    private struct Result: Decodable {
        var scenario: String
        var errors: Int
        var notModified: Int
    }

    @Test("measures every scenario against an origin of its own, with no failed poll")
    func ownOrigin() async throws {
        let result = try await Program.run("bench", "--providers", "10", "--rounds", "2", "--format", "json")
        #expect(result.ending == .exited(0), "\(result.standardError)")
        let results = try JSONDecoder().decode([Result].self, from: Data(result.standardOutput.utf8))
        #expect(results.map(\.scenario) == ["304", "200", "full", "unchanged", "tls"])
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

    @Test("says so when nobody answers at the origin's address")
    func absentOrigin() async throws {
        let result = try await Program.run("bench", "--scenario", "304", "--origin", "http://127.0.0.1:9")
        #expect(result.ending == .exited(1))
        #expect(result.standardOutput.isEmpty)
        #expect(result.standardError.contains("the origin does not answer: http://127.0."))
    }
}
