import ArgumentParser
import Consumers
import FoundationEssentials
import Monitor

/// `bench scheduler`: what it costs to know which page is due.
struct BenchScheduler: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scheduler",
        abstract: "Measures the scheduler on simulated time: processor time a poll, and the most polls in one second.",
        discussion: """
            "schedule" is deciding alone: who is due, reserving the next place, when the page is due again. "scheduler" is all of it on a clock that \
            leaps, with a task a worker and pages that answer at once.
            """)

    @Option(help: "How many pages wait; may be given more than once. 100, 1000, 10000 and 100000 when left out.")
    var providers: [Int] = []

    @Option(help: "Polls in each measurement; at least two of each page.")
    var polls = 1_000_000

    @Option(help: "Seconds between two polls of a page.")
    var interval = 300

    @Option(help: "text, json, or line (key=value).")
    var format = BenchCommand.Format.text

    func validate() throws {
        guard providers.allSatisfy({ (1...1_000_000).contains($0) }), (1...1_000_000_000).contains(polls), (1...86_400).contains(interval)
        else {
            throw ValidationError("--providers is 1 to 1000000, --polls 1 to 1000000000, --interval 1 to 86400")
        }
    }

    func run() async throws {
        var results: [SchedulerResult] = []
        for count in providers.isEmpty ? [100, 1000, 10_000, 100_000] : providers {
            var result = SchedulerResult(providers: count, polls: max(polls, 2 * count), meanPerSecond: Double(count) / Double(interval))
            measureSchedule(&result)
            result.schedulerNanoseconds = try await measureScheduler(result)
            results.append(result)
        }
        let text = try format.rendered(results, table: SchedulerResult.table, line: \.line)
        try await FileDescriptorOutput.standardOutput.write(Array(text.utf8))
    }

    /// The schedule alone, and how close together polls come, from the first on.
    private func measureSchedule(_ result: inout SchedulerResult) {
        var rehearsal = ScheduleRehearsal(seed: 1, isReserving: true)
        for number in 0..<result.providers { rehearsal.add("page \(number)", interval: .seconds(interval)) }
        var second = MostInOneSecond()
        for _ in 0..<result.providers {
            guard let slot = rehearsal.begin() else { return }
            second.add(rehearsal.now)
            rehearsal.finish(slot)
        }
        let before = ProcessUsage.now
        for _ in 0..<result.polls {
            guard let slot = rehearsal.begin() else { return }
            second.add(rehearsal.now)
            rehearsal.finish(slot)
        }
        result.scheduleNanoseconds = Self.nanoseconds(since: before, polls: result.polls)
        result.mostInOneSecond = second.most
    }

    private func measureScheduler(_ result: SchedulerResult) async throws -> Double {
        let registry = ProviderRegistry()
        for number in 0..<result.providers {
            try registry.register(IdlePage(name: "page \(number)", pollInterval: .seconds(interval)))
        }
        // A second round of all pages before anything is measured.
        let count = PollCount(first: 2 * result.providers, last: 2 * result.providers + result.polls)
        let scheduler = Scheduler(registry: registry, clock: LeapingClock(), random: SplitMix64(seed: 1)) { _, _ in count.add() }
        let running = Task { await scheduler.run() }
        await count.wait()
        running.cancel()
        await running.value
        return count.nanoseconds
    }

    static func nanoseconds(since before: ProcessUsage, polls: Int) -> Double {
        let now = ProcessUsage.now
        return (now.user + now.system - before.user - before.system) / Double(polls) * 1e9
    }
}

/// The figures for one number of pages.
struct SchedulerResult: Codable, Sendable {
    var providers: Int
    var polls: Int
    /// Polls that the intervals ask for.
    var meanPerSecond: Double
    /// The most that began within any one second.
    var mostInOneSecond = 0
    /// Processor time a poll of the schedule alone.
    var scheduleNanoseconds = 0.0
    /// Processor time a poll of the whole scheduler.
    var schedulerNanoseconds = 0.0

    var line: String {
        """
        scheduler n=\(providers) polls=\(polls) mean/s=\(rounded(meanPerSecond, 2)) most/s=\(mostInOneSecond) \
        schedule_ns=\(rounded(scheduleNanoseconds, 1)) scheduler_ns=\(rounded(schedulerNanoseconds, 1))
        """
    }

    static func table(_ results: [SchedulerResult]) -> String {
        let head = ["pages", "polls/s, mean", "most in 1 s", "schedule ns/poll", "to the first", "scheduler ns/poll", "to the first"]
        let first = results.first
        let rows = results.map { result in
            [
                String(result.providers), rounded(result.meanPerSecond, 2), String(result.mostInOneSecond),
                rounded(result.scheduleNanoseconds, 0), ratio(result.scheduleNanoseconds, first?.scheduleNanoseconds),
                rounded(result.schedulerNanoseconds, 0), ratio(result.schedulerNanoseconds, first?.schedulerNanoseconds),
            ]
        }
        return TextTable.render(head, rows)
    }

    private static func ratio(_ value: Double, _ first: Double?) -> String { first.map { rounded(value / $0, 2) } ?? "" }
}
