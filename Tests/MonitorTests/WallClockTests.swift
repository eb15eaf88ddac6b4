import FoundationEssentials
@testable import Monitor
import Support
import Testing

@Suite("A wall clock that is set", .timeLimit(.minutes(5)))
struct WallClockTests {
    private let clock = ManualClock()
    private let journal = FailingJournal()
    private static let day = 86_400

    private func pages(_ count: Int) -> [ScriptedProvider.Step] {
        (1...count).map { .success(page((1...$0).map { update("a", 900 + $0) })) }
    }

    @Test("by a day between two runs delays no page beyond its interval, and loses and repeats nothing", arguments: [day, -day])
    func betweenRuns(change: Int) async throws {
        let life = Life(clock: clock, journal: journal)
        let first = KeepingConsumer()
        let before = RememberingProvider("Acme", pages(2))
        try await life.run([before], [first]) { first.delivered.count == 2 }
        #expect(first.ids == ["a/901", "a/902"])

        life.error.add(change)
        let began = clock.now
        let second = KeepingConsumer()
        let after = RememberingProvider("Acme", [.success(page((1...3).map { update("a", 900 + $0) }))])
        try await life.run([after], [second]) { second.delivered.count == 1 }
        #expect(second.ids == ["a/903"])
        #expect(began.duration(to: clock.now) <= .seconds(340), "\(began.duration(to: clock.now))")
        #expect(try await journal.ids() == ["a/901", "a/902", "a/903"])
    }

    @Test("by a day while a run goes on changes no poll, and loses and repeats nothing", arguments: [day, -day])
    func duringRun(change: Int) async throws {
        let life = Life(clock: clock, journal: journal)
        let consumer = KeepingConsumer()
        let times = Times()
        let clock = clock
        let provider = RememberingProvider(
            "Acme", pages(6),
            onPoll: {
                times.add("Acme", clock.now.offset)
                if times.all["Acme"]?.count == 3 { life.error.add(change) }
            })
        try await life.run([provider], [consumer]) { consumer.delivered.count == 6 }
        #expect(consumer.ids == (1...6).map { "a/\(900 + $0)" })
        let polls = try #require(times.all["Acme"])
        for (earlier, later) in zip(polls, polls.dropFirst()) { #expect((270...330).contains((later - earlier).components.seconds)) }
    }

    @Test("back does not undo what a page asked for when it was not set")
    func requestedWait() async throws {
        let life = Life(clock: clock, journal: journal)
        let long = ScriptedProvider.Step.success(.unchanged(format: "atom", freshFor: .seconds(7_200)))
        let first = RememberingProvider("Acme", [long])
        try await life.run([first], [KeepingConsumer()]) { first.polls == 1 }
        let began = clock.now
        let second = RememberingProvider("Acme", [long])
        try await life.run([second], [KeepingConsumer()]) { second.polls == 1 }
        #expect(began.duration(to: clock.now) >= .seconds(7_000))
    }
}
