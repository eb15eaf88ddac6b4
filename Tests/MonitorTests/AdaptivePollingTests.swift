import FoundationEssentials
import Monitor
import Support
import Synchronization
import Testing

/// The wall clock stands at minute 1000 when a test begins.
@Suite("Adaptive polling, with a journal", .timeLimit(.minutes(5)))
struct AdaptivePollingTests {
    private let clock = ManualClock()
    private let journal = FailingJournal()
    private let polls = Times()
    private var life: Life { Life(clock: clock, journal: journal) }

    private func provider(
        _ steps: [ScriptedProvider.Step], onPoll: @escaping @Sendable () async -> Void = {}
    ) -> ScriptedProvider {
        ScriptedProvider("Acme", adaptive: AdaptiveInterval(), steps) { [polls, clock] in
            polls.add("Acme", clock.now.offset)
            await onPoll()
        }
    }

    /// Runs until so many polls were made in all.
    private func run(_ steps: [ScriptedProvider.Step], until count: Int) async throws {
        let pipeline = try await life.pipeline([provider(steps)], [KeepingConsumer()])
        let running = Task { await pipeline.run() }
        while polls.all["Acme", default: []].count < count {
            // While the one page is polled nobody waits for it: then the journal's upkeep alone sleeps.
            await clock.waitForSleepers(2)
            if let deadline = clock.nextDeadline { clock.advance(to: deadline) }
        }
        running.cancel()
        await running.value
    }

    private var waits: [Duration] {
        let times = polls.all["Acme", default: []]
        return zip(times.dropFirst(), times).map { $0 - $1 }
    }

    private let unchanged = ScriptedProvider.Step.success(.unchanged(format: "atom"))

    @Test("A page is polled faster from the poll on that finds an incident, through unchanged answers, until half an hour after its end")
    func course() async throws {
        let old = update("old", 0, .resolved, "Over.")
        let steps: [ScriptedProvider.Step] = [
            .success(page([old])), .success(page([old, update("a", 1004)])), unchanged, unchanged,
            .success(page([old, update("a", 1004), update("a", 1008, .resolved, "Over.")])), unchanged,
        ]
        try await run(steps, until: 40)
        #expect(waits[0] >= .seconds(270))
        #expect(waits[1...4].allSatisfy { $0 >= .seconds(60) && $0 <= .seconds(74) })
        let calm = try #require(waits.dropFirst().firstIndex { $0 >= .seconds(270) })
        // Half an hour after minute 1008, at the next poll.
        let time = polls.all["Acme", default: []][calm]
        #expect(time >= .seconds(38 * 60) && time <= .seconds(38 * 60 + 74))
        #expect(waits[calm...].allSatisfy { $0 >= .seconds(270) && $0 <= .seconds(330) })
    }

    @Test("A page that has had nothing new for days is polled seldom")
    func quiet() async throws {
        try await run([.success(page([update("old", -4000, .resolved, "Over.")])), unchanged], until: 4)
        #expect(waits.allSatisfy { $0 >= .seconds(540) && $0 <= .seconds(660) }, "\(waits)")
    }

    @Test("A restart goes on at the pace of before, though the page says nothing new")
    func restart() async throws {
        try await run([.success(page([update("a", 999)])), unchanged], until: 3)
        try await run([unchanged], until: 6)
        #expect(waits.allSatisfy { $0 >= .seconds(60) && $0 <= .seconds(74) })
        let record = try await journal.records()["Acme"]?.schedule
        #expect(record?.interval == .seconds(60))
    }

    @Test("Failures back off from the pace of before")
    func failures() async throws {
        try await run([.success(page([update("a", 999)])), ScriptedProvider.failure()], until: 5)
        for (wait, expected) in zip(waits, [66.6, 66.6, 133.3, 266.6]) {
            #expect(wait >= .seconds(expected * 0.9) && wait <= .seconds(expected * 1.1 + 1))
        }
    }

    @Test("Processes that end without a word in the middle of a poll ask a busy page no more often than the floor")
    func crashLoop() async throws {
        let clock = clock
        for _ in 0..<20 {
            // The first poll of each life finds the incident open, the second never ends: then the process is killed.
            let count = Mutex(0)
            let provider = provider([.success(page([update("a", 1000)]))]) {
                let number = count.withLock { count in
                    count += 1
                    return count
                }
                if number > 1 { try? await Task.sleep(for: .seconds(1000)) }
            }
            let pipeline = try await life.pipeline([provider], [KeepingConsumer()])
            let running = Task { await pipeline.run() }
            for _ in 0..<10 {
                await clock.waitForSleepers()
                clock.advance(by: .seconds(9))
                for _ in 0..<100 { await Task.yield() }
            }
            journal.fail(true)
            running.cancel()
            await running.value
            journal.fail(false)
        }
        #expect(waits.count >= 20)
        #expect(waits.allSatisfy { $0 >= .seconds(60) }, "\(waits.min() ?? .zero)")
    }
}
