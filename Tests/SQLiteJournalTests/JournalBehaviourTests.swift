import FoundationEssentials
import Monitor
import SQLiteJournal
import Testing
import Support

/// What every journal does, in memory or in a file.
@Suite("Every journal")
struct JournalBehaviourTests {
    enum Kind: CaseIterable { case memory, file }

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func journal(_ kind: Kind) async throws -> any Journal {
        switch kind {
        case .memory: MemoryJournal()
        case .file: try await SQLiteJournal.open(folder.path + "/journal.db")
        }
    }

    @Test("numbers events without a gap and gives them back as they were", arguments: Kind.allCases)
    func numbers(kind: Kind) async throws {
        let journal = try await journal(kind)
        #expect(try await journal.position() == JournalPosition(nextSequence: 1, cursors: [:]))
        var odd = update("ö\u{1F600}\u{0}", 2, text: "Line\nline \u{2028} \"quoted\" \\")
        odd.revision = 3
        #expect(try await journal.commit([update("a", 1), odd]) == 1)
        #expect(try await journal.commit([update("b", 3)], at: 7) == 3)
        #expect(try await journal.position().nextSequence == 4)
        let events = try await journal.events(from: 1, below: 4, limit: 10)
        #expect(events.map(\.sequence) == [1, 2, 3])
        #expect(events.map(\.event) == [update("a", 1), odd, update("b", 3)])
        #expect(events.last?.recorded == time(7))
        #expect(try await journal.ids(from: 2, limit: 1) == ["\(odd.incident)/2"])
        #expect(try await journal.ids(from: 1, below: 2) == ["a/1"])
        await journal.close()
    }

    @Test("tells of commits in the order of their numbers, though they come from many tasks", arguments: Kind.allCases)
    func order(kind: Kind) async throws {
        let journal = try await journal(kind)
        let told = Kept<[UInt64]>([])
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<50 {
                group.addTask {
                    var transaction = JournalTransaction(time: time(0))
                    transaction.events = [update("a\(number)", 0), update("a\(number)", 1)]
                    try? await journal.commit(transaction) { first in told.change { $0.append(first) } }
                }
            }
        }
        let expected = (0..<50).map { UInt64($0 * 2 + 1) }
        #expect(told.value == expected)
        await journal.close()
    }

    @Test("changes the parts of a provider's record that an update names, and leaves the others", arguments: Kind.allCases)
    func records(kind: Kind) async throws {
        let journal = try await journal(kind)
        let schedule = ScheduleRecord(due: time(5), interval: .seconds(300), failures: 2, identity: .max)
        let memory = ProviderMemory(identity: .max - 1, bytes: [9, 0, 9])
        var transaction = JournalTransaction(time: time(0))
        transaction.providers["Acme"] = .init(seen: [1, 2], memory: memory, health: [3], schedule: schedule)
        transaction.providers["Other"] = .init(schedule: schedule)
        try await journal.commit(transaction)
        var later = JournalTransaction(time: time(1))
        later.providers["Acme"] = .init(seen: [4], health: [])
        try await journal.commit(later)
        let found = try await journal.allProviders()
        #expect(found["Acme"] == ProviderRecord(seen: [4], memory: memory, health: nil, schedule: schedule))
        #expect(found["Other"] == ProviderRecord(schedule: schedule))
        #expect(found.count == 2)
        await journal.close()
    }

    @Test("keeps when a page was last read well, whatever polls after that come to", arguments: Kind.allCases)
    func lastGoodPoll(kind: Kind) async throws {
        let journal = try await journal(kind)
        for (minute, lastGoodPoll) in [(1, nil), (2, time(2)), (3, nil)] {
            var transaction = JournalTransaction(time: time(minute))
            let schedule = ScheduleRecord(due: time(minute + 5), interval: .seconds(300), failures: 0, identity: 7)
            transaction.providers["Acme"] = .init(schedule: schedule, lastGoodPoll: lastGoodPoll)
            try await journal.commit(transaction)
            let record = try await journal.allProviders()["Acme"]
            #expect(record == ProviderRecord(schedule: schedule, lastGoodPoll: minute == 1 ? nil : time(2)))
        }
        await journal.close()
    }

    @Test("moves cursors along with the dead letters before them; letters are marked, sent again and settled", arguments: Kind.allCases)
    func letters(kind: Kind) async throws {
        let journal = try await journal(kind)
        try await journal.commit([update("a", 1), update("a", 2)])
        var transaction = JournalTransaction(time: time(3))
        transaction.cursors["slack"] = 2
        for number in [1, 2] {
            let event = JournaledEvent(sequence: UInt64(number), recorded: time(0), event: update("a", number))
            transaction.deadLetters.append(
                DeadLetter(consumer: "slack", event: event, reason: "too long", time: time(3), attempts: 1, isMarked: true))
        }
        try await journal.commit(transaction)
        #expect(try await journal.position().cursors == ["slack": 2])
        #expect(try await journal.markedLetters(of: "console", limit: 10).isEmpty)
        let letters = try await journal.markedLetters(of: "slack", limit: 10)
        #expect(letters.map(\.event.event.id) == ["a/1", "a/2"])
        #expect(letters.first?.reason == "too long")

        var settled = JournalTransaction(time: time(9))
        settled.deliveredLetters = [try #require(letters.first).id]
        settled.repeatedRefusals = [.init(id: try #require(letters.last).id, reason: "still too long", time: time(9))]
        try await journal.commit(settled)
        #expect(try await journal.markedLetters(of: "slack", limit: 10).isEmpty)
        await journal.close()
    }

    @Test("prunes what is old and was delivered to all, and nothing that a consumer has not had", arguments: Kind.allCases)
    func prunes(kind: Kind) async throws {
        let journal = try await journal(kind)
        for number in 1...10 { try await journal.commit([update("a", number)], at: number) }
        try await journal.move("fast", to: 11)
        try await journal.move("slow", to: 4)
        let pruning = try await journal.prune(JournalRetention(keepSince: 8, consumers: ["fast", "slow"]))
        #expect(pruning.events == 3)
        let kept = (4...10).map { "a/\($0)" }
        #expect(try await journal.ids() == kept)
        try await journal.move("slow", to: 11)
        #expect(try await journal.prune(JournalRetention(keepSince: 8, consumers: ["fast", "slow"])).events == 4)
        #expect(try await journal.ids() == ["a/8", "a/9", "a/10"])
        // The numbers go on.
        #expect(try await journal.commit([update("a", 11)]) == 11)
        await journal.close()
    }

    @Test("lets a consumer that is gone hold nothing back after a while, and forgets it", arguments: Kind.allCases)
    func forgetsConsumers(kind: Kind) async throws {
        let journal = try await journal(kind)
        try await journal.commit([update("a", 1), update("a", 2)])
        try await journal.move("console", to: 3, at: 50)
        try await journal.move("removed", to: 1, at: 10)
        let early = try await journal.prune(JournalRetention(keepSince: 60, consumers: ["console"], forgetBefore: 9))
        #expect(early.events == 0 && early.consumers.isEmpty)
        let late = try await journal.prune(JournalRetention(keepSince: 60, consumers: ["console"], forgetBefore: 11))
        #expect(late.consumers == ["removed"])
        #expect(late.events == 2)
        #expect(try await journal.position().cursors == ["console": 3])
        await journal.close()
    }

    @Test("keeps what each consumer remembers, the last text of a key", arguments: Kind.allCases)
    func memories(kind: Kind) async throws {
        let journal = try await journal(kind)
        #expect(try await journal.remembered(for: "thread/a", by: "bot") == nil)
        try await journal.remember([("bot", "thread/a", "1.0"), ("bot", "thread/b", "2.0"), ("other", "thread/a", "9.0")])
        try await journal.remember([("bot", "thread/a", "3.0"), ("bot", "thread/b", nil), ("bot", "never", nil)])
        #expect(try await journal.remembered(for: "thread/a", by: "bot") == "3.0")
        #expect(try await journal.remembered(for: "thread/b", by: "bot") == nil)
        #expect(try await journal.remembered(for: "thread/a", by: "other") == "9.0")
        await journal.close()
    }

    @Test("keeps no more texts of a consumer than are allowed: those that were set last", arguments: Kind.allCases)
    func boundedMemory(kind: Kind) async throws {
        let journal = try await journal(kind)
        let most = ConsumerMemoryBounds.mostTexts
        try await journal.remember([("other", "0", "x"), ("bot", "0", "x"), ("bot", "1", "x"), ("bot", "2", "x")])
        try await journal.remember([("bot", "1", "set again")] + (3..<most + 1).map { ("bot", "\($0)", "x") })
        #expect(try await journal.remembered(for: "0", by: "bot") == nil)
        #expect(try await journal.remembered(for: "\(most)", by: "bot") == "x")
        #expect(try await journal.remembered(for: "0", by: "other") == "x")
        var kept = 0
        for number in 0...most where try await journal.remembered(for: "\(number)", by: "bot") != nil { kept += 1 }
        #expect((most * 3 / 4...most).contains(kept))
        await journal.close()
    }

    @Test("forgets a consumer that is gone with all that it remembered, never one that exists", arguments: Kind.allCases)
    func forgetsMemories(kind: Kind) async throws {
        let journal = try await journal(kind)
        for name in ["here", "gone"] { try await journal.move(name, to: 1, at: 10) }
        try await journal.remember([("here", "a", "1"), ("gone", "a", "2")])
        _ = try await journal.prune(JournalRetention(keepSince: 60, consumers: ["here"], forgetBefore: 9))
        #expect(try await journal.remembered(for: "a", by: "gone") == "2")
        _ = try await journal.prune(JournalRetention(keepSince: 60, consumers: ["here"], forgetBefore: 11))
        #expect(try await journal.remembered(for: "a", by: "gone") == nil)
        #expect(try await journal.remembered(for: "a", by: "here") == "1")
        await journal.close()
    }

    @Test("forgets what was seen of a provider that is not watched any more, never of one that is", arguments: Kind.allCases)
    func forgetsProviders(kind: Kind) async throws {
        let journal = try await journal(kind)
        var transaction = JournalTransaction(time: time(0))
        let schedule = ScheduleRecord(due: time(5), interval: .seconds(300), failures: 0, identity: 0)
        for name in ["watched", "gone"] { transaction.providers[name] = .init(seen: [1], schedule: schedule) }
        try await journal.commit(transaction)
        #expect(try await journal.prune(JournalRetention(keepSince: 4, providers: ["watched"])).providers == 0)
        #expect(try await journal.prune(JournalRetention(keepSince: 6, providers: ["watched"])).providers == 1)
        #expect(try await journal.allProviders().keys.sorted() == ["watched"])
        await journal.close()
    }
}
