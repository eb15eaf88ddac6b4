import Monitor
import Support
import Synchronization
import Testing

@Suite("Scheduler", .timeLimit(.minutes(5)))
struct SchedulerTests {
    private let clock = ManualClock()
    private let registry = ProviderRegistry()
    private let polled = Tally()

    private func scheduler(concurrency: Int = 32) -> Scheduler {
        Scheduler(registry: registry, clock: clock, maximumConcurrentPolls: concurrency, random: SplitMix64(seed: 1)) { [polled] _, _ in
            polled.add()
        }
    }

    /// Moves the clock from deadline to deadline, and not on before each has led to a poll.
    private func advance(untilPolled count: Int) async {
        while polled.count < count {
            let next = polled.count + 1
            await clock.advanceToNextDeadline()
            await polled.wait(for: next)
        }
    }

    @Test("The default few providers are polled without the clock moving, and again an interval later")
    func pollsAgain() async throws {
        for number in 0..<3 { try registry.register(ScriptedProvider("p\(number)")) }
        let running = Task { [scheduler = scheduler()] in await scheduler.run() }
        await polled.wait(for: 3)
        #expect(clock.now == ManualClock.Instant())
        await advance(untilPolled: 6)
        #expect(clock.now.offset >= .seconds(270) && clock.now.offset <= .seconds(330))
        running.cancel()
        await running.value
        #expect(clock.sleeperCount == 0)
    }

    @Test("However many providers wait, one task sleeps")
    func oneSleeper() async throws {
        for number in 0..<10_000 { try registry.register(ScriptedProvider("p\(number)")) }
        let running = Task { [scheduler = scheduler()] in await scheduler.run() }
        await polled.wait(for: 10)
        await clock.waitForSleepers()
        #expect(clock.sleeperCount == 1)
        running.cancel()
        await running.value
    }

    @Test("Of 10,000 providers no more are polled in a second than twice the mean, and each in its turn")
    func manyProviders() async throws {
        let clock = LeapingClock()
        let begun = Mutex<[Int: Int]>([:])
        for number in 0..<10_000 {
            try registry.register(
                ScriptedProvider("p\(number)") { begun.withLock { $0[Int(clock.now.offset.components.seconds), default: 0] += 1 } })
        }
        let scheduler = Scheduler(registry: registry, clock: clock, maximumConcurrentPolls: 20, random: SplitMix64(seed: 1)) {
            [polled] _, _ in
            polled.add()
        }
        let running = Task { await scheduler.run() }
        await polled.wait(for: 11_000)
        running.cancel()
        await running.value
        // The clock leaps on while polls that were taken have yet to begin: as many as may be under way count a second late.
        #expect(begun.withLock { $0.values.max() ?? 0 } <= 66 + 20)
        #expect(clock.now.offset >= .seconds(300))
    }

    @Test("A provider registered while the scheduler sleeps is polled")
    func lateRegistration() async throws {
        try registry.register(ScriptedProvider("first"))
        let running = Task { [scheduler = scheduler()] in await scheduler.run() }
        await polled.wait(for: 1)
        await clock.waitForSleepers()
        try registry.register(ScriptedProvider("second", interval: .seconds(10)))
        await polled.wait(for: 2)
        // The second is due long before the first: the timer is set anew.
        while (clock.nextDeadline?.offset ?? .seconds(1000)) > .seconds(11) { await Task.yield() }
        await advance(untilPolled: 3)
        #expect(clock.now.offset <= .seconds(11))
        running.cancel()
        await running.value
    }

    @Test("A slow poll delays no other provider, though its worker was the one that finished last")
    func slowNeighbour() async throws {
        let gate = Gate()
        let quick = Tally()
        try registry.register(ScriptedProvider("quick", interval: .seconds(10)) { quick.add() })
        try registry.register(ScriptedProvider("slow") { await gate.pass() })
        let running = Task { [scheduler = scheduler()] in await scheduler.run() }
        while quick.count < 5 {
            let next = quick.count + 1
            await quick.wait(for: min(next, 1))
            await clock.advanceToNextDeadline()
            await quick.wait(for: next)
        }
        #expect(clock.now.offset <= .seconds(55))
        gate.open()
        running.cancel()
        await running.value
    }

    @Test("No more polls run at a time than allowed, and the others follow")
    func concurrency() async throws {
        let gate = Gate()
        let begun = Tally()
        for number in 0..<10 {
            try registry.register(
                ScriptedProvider("p\(number)") {
                    begun.add()
                    await gate.pass()
                })
        }
        let running = Task { [scheduler = scheduler(concurrency: 4)] in await scheduler.run() }
        await begun.wait(for: 4)
        #expect(begun.count == 4)
        gate.open()
        await polled.wait(for: 10)
        running.cancel()
        await running.value
    }

    @Test("Cancelling ends polls under way and hands on no error that the cancellation made")
    func cancellation() async throws {
        let begun = Tally()
        let clock = clock
        try registry.register(
            ScriptedProvider("slow", [ScriptedProvider.failure()]) {
                begun.add()
                try? await clock.sleep(until: clock.now.advanced(by: .seconds(1000)))
            })
        let running = Task { [scheduler = scheduler()] in await scheduler.run() }
        await begun.wait(for: 1)
        await clock.waitForSleepers()
        running.cancel()
        await running.value
        #expect(polled.count == 0)
    }

    @Test("With no interval providers are polled without pause, each as often as the others")
    func noInterval() async throws {
        let counts = (0..<5).map { _ in Tally() }
        for number in 0..<5 {
            try registry.register(
                ScriptedProvider("p\(number)", interval: .zero) {
                    counts[number].add()
                    await Task.yield()
                })
        }
        let running = Task { [scheduler = scheduler(concurrency: 3)] in await scheduler.run() }
        await polled.wait(for: 300)
        running.cancel()
        await running.value
        let all = counts.map(\.count)
        // A poll whose thread the system holds up falls behind by some; none is passed over.
        #expect((all.min() ?? 0) * 2 > (all.max() ?? 0))
    }

    @Test("Two providers of one name are refused")
    func duplicateName() throws {
        try registry.register(ScriptedProvider("Acme"))
        #expect(throws: ProviderRegistry.DuplicateName.self) { try registry.register(ScriptedProvider("Acme")) }
        #expect(registry.providers.count == 1)
    }
}
