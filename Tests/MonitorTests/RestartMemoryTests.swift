import FoundationEssentials
@testable import Monitor
import Support
import Testing

@Suite("Memory across restarts", .timeLimit(.minutes(5)))
struct RestartMemoryTests {
    private let clock = ManualClock()
    private let journal = FailingJournal()
    private var life: Life { Life(clock: clock, journal: journal) }

    @Test("What a consumer remembers is in the journal before its cursor moves, and each consumer has its own")
    func memory() async throws {
        let pipeline = try await life.pipeline([], [])
        let bot = pipeline.memory(of: "bot")
        try await bot.set("1.0", for: "thread/a")
        try await bot.set(String(repeating: "x", count: ConsumerMemoryBounds.longestText + 1), for: "thread/b")
        #expect(try await journal.remembered(for: "thread/a", by: "bot") == "1.0")
        #expect(try await bot.value(for: "thread/b") == nil)
        let again = try await life.pipeline([], [])
        #expect(try await again.memory(of: "bot").value(for: "thread/a") == "1.0")
        #expect(try await again.memory(of: "other").value(for: "thread/a") == nil)
    }

    @Test("While commits fail a consumer goes on with what it remembers, and that is kept as soon as it can be")
    func failingMemory() async throws {
        let life = life
        let pipeline = try await life.pipeline([], [])
        let bot = pipeline.memory(of: "bot")
        try await bot.set("closed", for: "a")
        journal.fail(true)
        try await bot.set(nil, for: "a")
        for number in 0...ConsumerMemoryBounds.mostTexts { try await bot.set("\(number)", for: "k\(number)") }
        try await bot.set("2.0", for: "b")
        #expect(try await bot.value(for: "b") == "2.0")
        #expect(try await journal.remembered(for: "b", by: "bot") == nil)
        // The oldest of what waits was given up: memory is bounded.
        #expect(try await bot.value(for: "k0") == nil)
        journal.fail(false)
        clock.advance(by: JournalKeeper.longestRetry)
        try await pipeline.memory(of: "other").set("3.0", for: "c")
        #expect(try await journal.remembered(for: "b", by: "bot") == "2.0")
        #expect(try await journal.remembered(for: "c", by: "other") == "3.0")
        #expect(life.log.lines == ["failed full", "recovered"])
    }

    @Test("When a page was last read well outlives a restart, though that poll found nothing new and later ones failed")
    func lastGoodPoll() async throws {
        let (clock, polls) = (clock, Times())
        let quiet = ScriptedProvider.Step.success(.unchanged(format: "atom"))
        let first = RememberingProvider(
            "Acme", [.success(page([update("a", 901)])), quiet, ScriptedProvider.failure()], onPoll: { polls.add("Acme", clock.now.offset) }
        )
        try await life.run([first], [KeepingConsumer()]) { first.polls >= 4 }
        let times = try #require(polls.all["Acme"])
        #expect(times[1] > times[0] && times[2] > times[1])

        let again = RememberingProvider("Acme", [quiet])
        try await life.run([again], [KeepingConsumer()]) { again.polls >= 1 }
        // The second poll, whenever the clock went on between its beginning and its end.
        let told = try #require(again.lastGoodPolls.first ?? nil)
        let (second, third) = (times[1].components.seconds, times[2].components.seconds)
        #expect(again.lastGoodPolls.count == 1)
        #expect((time(1000) + Double(second)..<time(1000) + Double(third)).contains(told))
        // Of another address nothing is known.
        let moved = RememberingProvider("Acme", identity: 2, [quiet])
        try await life.run([moved], [KeepingConsumer()]) { moved.polls >= 1 }
        #expect(moved.lastGoodPolls == [])
    }
}
