import FoundationEssentials
@testable import Monitor
import Support
import Testing

@Suite("Pipeline with a journal", .timeLimit(.minutes(5)))
struct JournalPipelineTests {
    private let clock = ManualClock()
    private let journal = FailingJournal()
    private var life: Life { Life(clock: clock, journal: journal) }

    private func pages(_ count: Int) -> [ScriptedProvider.Step] {
        (1...count).map { .success(page((1...$0).map { update("a", 900 + $0) })) }
    }

    @Test("After a restart a consumer goes on behind what it has had, and what was seen is not announced again")
    func restart() async throws {
        let first = KeepingConsumer()
        try await life.run([RememberingProvider("Acme", pages(2))], [first]) { first.delivered.count >= 2 }
        #expect(first.ids == ["a/901", "a/902"])
        let second = KeepingConsumer()
        let provider = RememberingProvider("Acme", [.success(page((1...3).map { update("a", 900 + $0) }))])
        try await life.run([provider], [second]) { second.delivered.count >= 1 }
        #expect(second.ids == ["a/903"])
        #expect(provider.restored == [[7, 2]])
        #expect(try await journal.ids() == ["a/901", "a/902", "a/903"])
    }

    @Test("What was committed and not delivered is delivered after the restart, to each consumer from its own place")
    func undelivered() async throws {
        let gate = Gate()
        let stuck = KeepingConsumer(
            "stuck",
            before: {
                await gate.pass()
                throw CancellationError()
            })
        let quick = KeepingConsumer("quick")
        try await life.run([RememberingProvider("Acme", pages(2))], [stuck, quick]) {
            if quick.delivered.count >= 2 { gate.open() }
            return quick.delivered.count >= 2
        }
        #expect(stuck.ids == [])
        let (late, again) = (KeepingConsumer("stuck"), KeepingConsumer("quick"))
        try await life.run([RememberingProvider("Acme", pages(1))], [late, again]) { late.delivered.count >= 2 }
        #expect(late.ids == ["a/901", "a/902"])
        #expect(again.ids == [])
    }

    @Test("A new consumer begins at the end, and keeps its place although nothing came for it yet")
    func newConsumer() async throws {
        let old = KeepingConsumer("old")
        try await life.run([RememberingProvider("Acme", pages(2))], [old]) { old.delivered.count >= 2 }
        let new = KeepingConsumer("new")
        let third = ScriptedProvider.Step.success(page((1...3).map { update("a", 900 + $0) }))
        // Its place goes along with the commit of the next event, though it gets no further itself.
        let held = KeepingConsumer("new", before: { throw CancellationError() })
        let again = KeepingConsumer("old")
        try await life.run([RememberingProvider("Acme", [third])], [held, again]) { again.delivered.count >= 1 }
        try await life.run([RememberingProvider("Acme", [third])], [new]) { new.delivered.count >= 1 }
        #expect(new.ids == ["a/903"])
    }

    @Test("A consumer that the ring has lapped reads on in the journal and rejoins the ring, without a gap and without a repeat")
    func lapped() async throws {
        let gate = Gate()
        let slow = KeepingConsumer("slow", before: { await gate.pass() })
        let quick = KeepingConsumer("quick")
        var life = life
        life.capacity = 4
        try await life.run([RememberingProvider("Acme", pages(40))], [slow, quick]) {
            if quick.delivered.count == 40 { gate.open() }
            return quick.delivered.count == 40 && slow.delivered.count == 40
        }
        #expect(slow.ids == (1...40).map { "a/\(900 + $0)" })
        #expect(quick.ids == slow.ids)
        #expect(life.log.lines.filter { $0.hasPrefix("missed") } == [])
    }

    @Test("While commits fail nothing is announced, remembered or polled; when they succeed again all comes, once, without a restart")
    func failingJournal() async throws {
        let consumer = KeepingConsumer()
        let provider = RememberingProvider("Acme", pages(2))
        let life = life
        let journal = journal
        try await life.run([provider], [consumer]) {
            if provider.polls == 1, consumer.delivered.count == 1 { journal.fail(true) }
            // It fails for a while, and then no more.
            if journal.refusedCommits.count > 5 { journal.fail(false) }
            return consumer.delivered.count >= 2
        }
        #expect(consumer.ids == ["a/901", "a/902"])
        #expect(try await journal.ids() == ["a/901", "a/902"])
        #expect(life.log.lines.first == "failed full")
        #expect(life.log.lines.last == "recovered")
    }

    @Test("A poll whose commit fails is not admitted: the provider forgets its validators, and the next poll brings the same events")
    func notAdmitted() async throws {
        let consumer = KeepingConsumer()
        let journal = journal
        // The journal fails between the reservation and the commit of the second poll.
        let polled = Tally()
        let provider = RememberingProvider(
            "Acme", pages(2),
            onPoll: {
                polled.add()
                if polled.count == 2 { journal.fail(true) }
            })
        try await life.run([provider], [consumer]) {
            if provider.forgotten == 1, journal.refusedCommits.count > 2 { journal.fail(false) }
            return consumer.delivered.count >= 2
        }
        #expect(provider.forgotten >= 1)
        #expect(consumer.ids == ["a/901", "a/902"])
    }

    @Test(
        "A refused event becomes a dead letter together with its cursor, the others of its batch are delivered; retried, it is sent again")
    func deadLetters() async throws {
        let three = ScriptedProvider.Step.success(page((1...3).map { update("a", 900 + $0) }))
        let journal = journal
        let strict = KeepingConsumer("strict", refuses: { $0.id == "a/902" })
        try await life.run([RememberingProvider("Acme", [three])], [strict]) {
            journal.inner.deadLetters.count == 1 && strict.delivered.count == 2
        }
        #expect(strict.ids == ["a/901", "a/903"])
        let letter = try #require(journal.inner.deadLetters.first)
        #expect(letter.event.event.id == "a/902" && letter.event.sequence == 2)
        #expect(letter.reason == "too long" && letter.attempts == 1)
        #expect(try await journal.position().cursors["strict"] == 4)

        // Refused again it stays; accepted it goes. A running process notices the mark by itself.
        let still = KeepingConsumer("strict", refuses: { _ in true })
        journal.inner.mark([letter.id])
        try await life.run([RememberingProvider("Acme", [three])], [still]) { journal.inner.deadLetters.first?.attempts == 2 }
        #expect(journal.inner.deadLetters.first?.isMarked == false)
        let patient = KeepingConsumer("strict")
        let begun = Tally()
        try await life.run([RememberingProvider("Acme", [three], onPoll: { begun.add() })], [patient]) {
            if begun.count == 1, journal.inner.deadLetters.first?.isMarked == false { journal.inner.mark([letter.id]) }
            return journal.inner.deadLetters.isEmpty
        }
        #expect(patient.ids == ["a/902"])
    }

    @Test("What a failed delivery says to have taken is not handed in again")
    func partialDelivery() async throws {
        let three = ScriptedProvider.Step.success(page((1...3).map { update("a", 900 + $0) }))
        let consumer = KeepingConsumer(failures: [DeliveryError(.temporary, detail: "busy", delivered: 2)])
        try await life.run([RememberingProvider("Acme", [three])], [consumer]) { consumer.delivered.count >= 1 }
        #expect(consumer.ids == ["a/901", "a/902", "a/903"])
        #expect(try await journal.position().cursors["keeper"] == 4)
    }

    @Test("A consumer that tells how far it is in a batch goes on there after a crash")
    func progress() async throws {
        let three = ScriptedProvider.Step.success(page((1...3).map { update("a", 900 + $0) }))
        let reached = Tally()
        let journal = journal
        let slow = SteppingConsumer {
            reached.add()
            // The third event is under way for ever.
            if reached.count >= 3 { throw CancellationError() }
        }
        try await life.run([RememberingProvider("Acme", [three])], [slow]) { reached.count >= 3 }
        #expect(try await journal.position().cursors["stepping"] == 3)
        let after = KeepingConsumer("stepping")
        try await life.run([RememberingProvider("Acme", [three])], [after]) { after.delivered.count == 1 }
        #expect(after.ids == ["a/903"])
    }

    @Test("Pages are polled after a restart when they were due, and at once where the address is another")
    func dueTimes() async throws {
        let quiet = ScriptedProvider.Step.success(.unchanged(format: "atom"))
        let first = RememberingProvider("Acme", [quiet])
        try await life.run([first], [KeepingConsumer()]) { first.polls == 1 }
        let began = clock.now
        let again = RememberingProvider("Acme", [quiet])
        try await life.run([again], [KeepingConsumer()]) { again.polls == 1 }
        let waited = began.duration(to: clock.now)
        #expect(waited >= .seconds(250) && waited <= .seconds(340), "\(waited)")
        let moved = RememberingProvider("Acme", identity: 2, [quiet])
        let now = clock.now
        try await life.run([moved], [KeepingConsumer()]) { moved.polls == 1 }
        #expect(now.duration(to: clock.now) < .seconds(60))
        #expect(moved.restored == [])
    }

    @Test("Processes that end without a word in the middle of a poll, 20 in a row, ask no page more often than its interval")
    func crashLoop() async throws {
        let clock = clock
        let polls = Times()
        for _ in 0..<20 {
            // Killed while it polls: the poll never ends, and the journal is copied as it is at that moment.
            let providers = (0..<5).map { number in
                ScriptedProvider("p\(number)", interval: .seconds(300)) {
                    polls.add("p\(number)", clock.now.offset)
                    try? await Task.sleep(for: .seconds(1000))
                }
            }
            let life = Life(clock: clock, journal: journal)
            let pipeline = try await life.pipeline(providers, [KeepingConsumer()])
            let running = Task { await pipeline.run() }
            await clock.waitForSleepers()
            clock.advance(by: .seconds(40))
            for _ in 0..<200 { await Task.yield() }
            // From here on it writes nothing.
            journal.fail(true)
            running.cancel()
            await running.value
            journal.fail(false)
        }
        #expect(polls.all.values.allSatisfy { $0.count >= 2 })
        for times in polls.all.values {
            for (earlier, later) in zip(times, times.dropFirst()) { #expect(later - earlier >= .seconds(270)) }
        }
    }

    @Test("A page's health outlives a restart: failures go on counting, and the recovery belongs to the incident of before")
    func health() async throws {
        let failure = ScriptedProvider.failure()
        let first = KeepingConsumer()
        let failing = RememberingProvider("Acme", [failure])
        try await life.run([failing], [first]) { failing.polls == 2 }
        #expect(first.ids == [])
        let second = KeepingConsumer()
        try await life.run([RememberingProvider("Acme", [failure])], [second]) { second.delivered.count == 1 }
        let third = KeepingConsumer()
        try await life.run([RememberingProvider("Acme", [.success(page([]))])], [third]) { third.delivered.count == 1 }
        let name = try #require(second.ids.first?.split(separator: "/").first)
        #expect(second.ids == ["\(name)/unreadable"])
        #expect(third.ids == ["\(name)/readable"])
    }

    @Test("What is kept of a provider and cannot be read is reported, and the provider begins anew")
    func unreadableRecord() async throws {
        var transaction = JournalTransaction(time: time(0))
        transaction.providers["Acme"] = .init(seen: [1, 2, 3], memory: ProviderMemory(identity: 1, bytes: [1]))
        try await journal.commit(transaction) { _ in }
        let life = life
        let consumer = KeepingConsumer()
        let provider = RememberingProvider("Acme", pages(1))
        try await life.run([provider], [consumer]) { consumer.delivered.count == 1 }
        #expect(life.log.lines.contains("unreadable Acme"))
        #expect(provider.restored == [])
    }
}

/// Delivers one event after another, and stands still when its step fails.
private struct SteppingConsumer: EventConsumer {
    let name = "stepping"
    let step: @Sendable () async throws -> Void

    func countSentTogether(of events: ArraySlice<StatusEvent>) -> Int { 1 }
    func deliver(_ events: ArraySlice<StatusEvent>) async throws { for _ in events { try await step() } }
}

@Suite("A place on the bus")
struct SubscriptionPositionTests {
    @Test("is told right while others publish")
    func position() async {
        let bus = EventBus(capacity: 64, firstSequence: 1)
        let subscription = bus.subscribe()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for _ in 0..<2000 { bus.publish([update("a", 1), update("a", 2), update("a", 3)]) } }
            group.addTask { for _ in 0..<2000 { #expect(subscription.position == 1) } }
        }
    }
}
