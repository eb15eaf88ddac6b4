import FoundationEssentials
import Glibc
import Monitor
import SQLiteJournal
import Support
import Testing

@Suite("The journal in a file")
struct SQLiteJournalTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/state/journal.db" }

    init() throws { folder = try TemporaryFolder() }

    /// Runs a body that throws a journal's error, and returns that.
    private func failure(_ body: () async throws -> Void) async -> JournalError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? JournalError
        }
    }

    private func mode(_ path: String) -> UInt32? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
    }

    @Test("is there after the process, with all that was committed, and numbers on")
    func reopens() async throws {
        let first = try await SQLiteJournal.open(path)
        try await first.commit([update("a", 1), update("a", 2)])
        try await first.move("console", to: 2)
        try await first.remember([("bot", "thread/a", "1.0")])
        await first.close()
        let second = try await SQLiteJournal.open(path)
        #expect(try await second.position() == JournalPosition(nextSequence: 3, cursors: ["console": 2]))
        #expect(try await second.ids() == ["a/1", "a/2"])
        #expect(try await second.remembered(for: "thread/a", by: "bot") == "1.0")
        // Even when all was pruned.
        try await second.move("console", to: 3)
        _ = try await second.prune(JournalRetention(keepSince: 99, consumers: ["console"]))
        await second.close()
        let third = try await SQLiteJournal.open(path)
        #expect(try await third.position().nextSequence == 3)
        await third.close()
    }

    @Test("is readable by its owner alone, and so are the files beside it; folders are made")
    func modes() async throws {
        let journal = try await SQLiteJournal.open(path)
        try await journal.commit([update("a", 1)])
        for suffix in ["", "-wal", "-shm", ".lock"] { #expect(mode(path + suffix) == 0o600, "\(suffix)") }
        #expect(mode(folder.path + "/state") == 0o700)
        await journal.close()
    }

    @Test("serves one process: a second is refused and told which has it, until that ends")
    func locks() async throws {
        let first = try await SQLiteJournal.open(path)
        let error = await failure { _ = try await SQLiteJournal.open(path) }
        #expect(error?.code == .inUse)
        #expect(error?.detail.contains("process \(getpid())") == true)
        await first.close()
        let second = try await SQLiteJournal.open(path)
        await second.close()
    }

    @Test("is refused when it is no database, and moved aside on demand")
    func garbage() async throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/state", withIntermediateDirectories: true)
        try Data(repeating: 0x41, count: 5000).write(to: URL(filePath: path))
        let error = await failure { _ = try await SQLiteJournal.open(path) }
        #expect(error?.code == .damaged)
        #expect(error?.detail.contains("--recover") == true)
        let name = try #require(try await SQLiteJournal.moveAside(path, at: time(0)))
        #expect(name == path + ".damaged-20260720T000000Z")
        #expect(FileManager.default.contents(atPath: name)?.count == 5000)
        let journal = try await SQLiteJournal.open(path)
        #expect(try await journal.position().nextSequence == 1)
        await journal.close()
        #expect(try await SQLiteJournal.moveAside(folder.path + "/none.db") == nil)
    }

    @Test("is refused when a page of it was overwritten")
    func corruptPage() async throws {
        let journal = try await SQLiteJournal.open(path)
        for number in 0..<200 { try await journal.commit([update("a", number, text: String(repeating: "words ", count: 50))]) }
        await journal.close()
        var bytes = try #require(FileManager.default.contents(atPath: path))
        #expect(bytes.count > 6 * 4096)
        for index in 4096..<5 * 4096 { bytes[index] = 0x5A }
        try bytes.write(to: URL(filePath: path))
        let error = await failure { _ = try await SQLiteJournal.open(path) }
        #expect(error?.code == .damaged)
        // The refusal leaves the file as it is.
        #expect(FileManager.default.contents(atPath: path) == bytes)
    }

    @Test("of a later format is refused, and says so")
    func tooNew() async throws {
        let journal = try await SQLiteJournal.open(path)
        await journal.close()
        // The user version stands in bytes 60 … 63 of the header (sqlite.org/fileformat2.html, 1.3).
        var bytes = try #require(FileManager.default.contents(atPath: path))
        bytes[62] = 1
        try bytes.write(to: URL(filePath: path))
        let error = await failure { _ = try await SQLiteJournal.open(path) }
        #expect(error?.code == .tooNew)
    }

    @Test("of version 1 is brought to the present format with all that it holds")
    func migrates() async throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/state", withIntermediateDirectories: true)
        try Data(OwnFixtures.bytes("journal/version-1.db")).write(to: URL(filePath: path))
        let beside = await failure { _ = try await SQLiteJournal.open(path, .read) }
        #expect(beside?.detail.contains("earlier version") == true)
        let journal = try await SQLiteJournal.open(path)
        #expect(try await journal.position() == JournalPosition(nextSequence: 4, cursors: ["console": 3]))
        #expect(try await journal.ids() == ["a/1", "a/2", "a/3"])
        let schedule = try await journal.allProviders()["Acme"]?.schedule
        #expect(schedule == ScheduleRecord(due: time(5), interval: .seconds(300), failures: 2, identity: 0))
        let letters = try await journal.deadLetters()
        #expect(letters.map(\.reason) == ["too long"])
        #expect(letters.first?.isMarked == false)
        // A consumer of before counts as present now: it holds back what it has not had.
        #expect(try await journal.prune(JournalRetention(keepSince: 9, forgetBefore: 0)).events == 2)
        await journal.close()
    }

    @Test("of version 2 is brought to the present format with all that it holds")
    func migratesVersion2() async throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/state", withIntermediateDirectories: true)
        try Data(OwnFixtures.bytes("journal/version-2.db")).write(to: URL(filePath: path))
        let journal = try await SQLiteJournal.open(path)
        #expect(mode(path) == 0o600)
        #expect(try await journal.position() == JournalPosition(nextSequence: 4, cursors: ["console": 3, "slack": 4]))
        #expect(try await journal.ids() == ["a/1", "a/2", "a/3"])
        let record = ProviderRecord(
            seen: [1, 2], memory: ProviderMemory(identity: 7, bytes: [3, 4]), health: [5],
            schedule: ScheduleRecord(due: time(5), interval: .seconds(300), failures: 2, identity: 7))
        #expect(try await journal.allProviders() == ["Acme": record])
        #expect(try await journal.markedLetters(of: "slack", limit: 9).map(\.reason) == ["too long"])
        #expect(try await journal.remembered(for: "thread/a", by: "slack") == nil)
        try await journal.remember([("slack", "thread/a", "1.0")])
        #expect(try await journal.remembered(for: "thread/a", by: "slack") == "1.0")
        await journal.close()
    }

    @Test("is read, and its dead letters are marked, while a process runs on it, which notices")
    func beside() async throws {
        let missing = await failure { _ = try await SQLiteJournal.open(path, .read) }
        #expect(missing?.code == .missing)
        let running = try await SQLiteJournal.open(path)
        try await running.commit([update("a", 1), update("b", 2, provider: "Beta"), update("a", 3)])
        var transaction = JournalTransaction(time: time(3))
        let event = JournaledEvent(sequence: 1, recorded: time(0), event: update("a", 1))
        transaction.deadLetters = [DeadLetter(consumer: "slack", event: event, reason: "no", time: time(3), attempts: 1)]
        try await running.commit(transaction)
        #expect(await running.wasChangedElsewhere() == false)

        let reader = try await SQLiteJournal.open(path, .read)
        #expect(try await reader.search(provider: "beta", limit: 10).map(\.event.id) == ["b/2"])
        #expect(try await reader.search(since: time(2), limit: 10).map(\.event.id) == ["b/2", "a/3"])
        #expect(try await reader.search(limit: 1).map(\.event.id) == ["a/3"])
        #expect(await failure { try await reader.commit([update("a", 9)]) }?.code == .readOnly)
        await reader.close()

        let editor = try await SQLiteJournal.open(path, .edit)
        #expect(try await editor.markLetters([1, 7]) == [1])
        await editor.close()
        #expect(await running.wasChangedElsewhere())
        #expect(await running.wasChangedElsewhere() == false)
        #expect(try await running.markedLetters(of: "slack", limit: 10).count == 1)
        let dropper = try await SQLiteJournal.open(path, .edit)
        #expect(try await dropper.dropLetters([1]) == [1])
        #expect(try await dropper.deadLetters().isEmpty)
        await dropper.close()
        await running.close()
    }

    @Test("keeps within its size: the oldest delivered events go, and what was not delivered stays")
    func size() async throws {
        let journal = try await SQLiteJournal.open(path)
        let text = String(repeating: "words ", count: 200)
        for number in 0..<30 { try await journal.commit((0..<100).map { update("a\(number)", $0, text: text) }) }
        try await journal.move("console", to: 2001)
        let pruning = try await journal.prune(JournalRetention(keepSince: -10, consumers: ["console"], maximumBytes: 1 << 20))
        #expect(pruning.events == 2000)
        #expect(pruning.isStillTooLarge)
        try await journal.move("console", to: 3001)
        let second = try await journal.prune(JournalRetention(keepSince: -10, consumers: ["console"], maximumBytes: 1 << 20))
        #expect(second.events == 1000)
        #expect(!second.isStillTooLarge)
        await journal.close()
        let bytes = try #require(FileManager.default.contents(atPath: path)?.count)
        #expect(bytes < 1 << 20)
    }

    @Test(
        "a commit that fails for want of room keeps nothing, and the next succeeds when there is some again",
        .enabled(if: SmallDisk.isPossible))
    func full() async throws {
        let disk = try SmallDisk(bytes: 1 << 20)
        let file = disk.path + "/journal.db"
        let journal = try await SQLiteJournal.open(file)
        try await journal.commit([update("a", 1)])
        let ballast = disk.path + "/ballast"
        disk.fill(ballast)
        let large = (0..<200).map { update("b", $0, text: String(repeating: "words ", count: 100)) }
        let error = await failure { try await journal.commit(large) }
        #expect(error?.code == .full || error?.code == .failed)
        #expect(try await journal.position().nextSequence == 2)
        #expect(try await journal.ids() == ["a/1"])
        try FileManager.default.removeItem(atPath: ballast)
        #expect(try await journal.commit(large) == 2)
        await journal.close()
    }

    @Test("in a file system that is read-only is refused, and says what it needs", .enabled(if: SmallDisk.isPossible))
    func readOnly() async throws {
        let disk = try SmallDisk(bytes: 1 << 20)
        let file = disk.path + "/journal.db"
        let journal = try await SQLiteJournal.open(file)
        await journal.close()
        try disk.makeReadOnly()
        let error = await failure { _ = try await SQLiteJournal.open(file) }
        #expect(error?.code == .readOnly)
        #expect(error?.detail.contains(file) == true)
    }
}
