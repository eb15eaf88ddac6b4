import FoundationEssentials
@testable import Monitor
import Support
import Testing

@Suite("Memories that the journal alone holds", .timeLimit(.minutes(5)))
struct MemoryCapacityTests {
    private let clock = ManualClock()
    private let journal = FailingJournal()
    private var life: Life { Life(clock: clock, journal: journal) }

    @Test(
        "With room for few memories those of other providers are read from the journal when their page changes, and nothing is told twice")
    func fewMemories() async throws {
        let consumer = KeepingConsumer()
        var life = life
        life.memoryCapacity = 2
        func step(_ provider: Int, _ count: Int) -> ScriptedProvider.Step {
            .success(page((1...count).map { update("p\(provider)", 900 + $0) }))
        }
        let providers = (1...6).map { RememberingProvider("P\($0)", [step($0, 1), step($0, 1), step($0, 2)]) }
        try await life.run(providers, [consumer]) { consumer.delivered.count >= 12 && providers.allSatisfy { $0.polls >= 4 } }
        #expect(consumer.ids.sorted() == (1...6).flatMap { ["p\($0)/901", "p\($0)/902"] })
        #expect(journal.reads.count > 0)

        // After a restart no more are held, either.
        let reads = journal.reads.count
        let again = KeepingConsumer()
        let later = (1...6).map { RememberingProvider("P\($0)", [step($0, 3)]) }
        try await life.run(later, [again]) { again.delivered.count >= 6 }
        #expect(again.ids.sorted() == (1...6).map { "p\($0)/903" })
        #expect(journal.reads.count - reads >= 3)
    }

    @Test("A page that says that nothing changed needs no memory")
    func unchangedPages() async throws {
        let consumer = KeepingConsumer()
        var life = life
        life.memoryCapacity = 1
        let unchanged = ScriptedProvider.Step.success(PollResult(events: [], format: "atom", isPartial: true))
        let providers = (1...4).map { RememberingProvider("P\($0)", [.success(page([update("p\($0)", 901)])), unchanged]) }
        try await life.run(providers, [consumer]) { providers.allSatisfy { $0.polls >= 5 } }
        #expect(consumer.ids.count == 4)
        #expect(journal.reads.count == 0)
    }

    @Test("While a memory cannot be read a poll counts for nothing; the next one that can brings the update")
    func unreadableMemory() async throws {
        let consumer = KeepingConsumer()
        let journal = journal
        var life = life
        life.memoryCapacity = 1
        let others = (1...3).map { RememberingProvider("P\($0)", [.success(page([update("p\($0)", 901)]))]) }
        let polled = Tally()
        let provider = RememberingProvider(
            "Acme", (1...2).map { .success(page((1...$0).map { update("a", 900 + $0) })) },
            onPoll: {
                polled.add()
                // It fails between the reservation and the reading.
                if polled.count == 2 { journal.fail(true) }
            })
        try await life.run([provider] + others, [consumer]) {
            if provider.forgotten == 1 { journal.fail(false) }
            return consumer.delivered.count >= 5
        }
        #expect(provider.forgotten >= 1)
        #expect(consumer.ids.filter { $0.hasPrefix("a/") } == ["a/901", "a/902"])
    }
}
