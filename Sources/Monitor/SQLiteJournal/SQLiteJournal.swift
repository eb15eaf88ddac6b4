import Dispatch
public import FoundationEssentials
public import Monitor

/// The durable journal: one file of SQLite with a write-ahead log, synchronised at every commit (`synchronous=FULL`).
///
/// All of it runs on a serial queue of its own, so that neither the transfers' queue nor a thread of the pool waits for the disk. Times are
/// kept in milliseconds since 1970, events as the JSON that consumers get.
public final class SQLiteJournal: Journal, @unchecked Sendable {
    // Unchecked: `connection`, `lock`, `nextSequence` and `dataVersion` are touched on `queue` alone.

    /// What the file is opened for.
    public enum Access: Sendable {
        /// To run on it: made where it is missing, brought to the newest format, checked, and locked against a second process.
        case run
        /// To read it, beside a process that runs on it.
        case read
        /// To read it and to mark or drop dead letters, beside a process that runs on it.
        case edit
    }

    public let path: String
    public var isDurable: Bool { true }
    private let queue = DispatchQueue(label: "status-monitor.journal")
    private var connection: Connection?
    private var lock: JournalLock?
    var nextSequence: UInt64 = 1
    private var dataVersion: Int64 = 0

    private init(_ path: String) { self.path = path }

    /// Opens a journal.
    ///
    /// - Throws: ``JournalError``: `in-use`, `damaged`, `too-new`, `read-only`, and `missing` where it is only to be read.
    public static func open(_ path: String, _ access: Access = .run) async throws(JournalError) -> SQLiteJournal {
        let journal = SQLiteJournal(path)
        try await journal.onQueue { () throws(JournalError) in
            switch access {
            case .run: try journal.openToRun()
            case .read, .edit: try journal.openBeside(access == .edit ? .readWrite : .readOnly)
            }
        }
        return journal
    }

    /// Moves a damaged journal aside, so that ``open(_:_:)`` begins a new one.
    ///
    /// - Returns: where it is now; nil when there was none.
    public static func moveAside(_ path: String, at time: Date = Date()) async throws(JournalError) -> String? {
        try await SQLiteJournal(path).onQueue { () throws(JournalError) in try moveAsideLocked(path, time) }
    }

    private static func moveAsideLocked(_ path: String, _ time: Date) throws(JournalError) -> String? {
        let lock = try JournalLock(path)
        let name = try JournalFile.moveAside(path, at: time)
        _ = consume lock
        return name
    }

    // MARK: Opening

    private func openToRun() throws(JournalError) {
        try JournalFile.prepareFolder(path)
        let lock = try JournalLock(path)
        try JournalFile.prepare(path)
        let connection = try Connection(path, .readWrite)
        // Before anything is written: a damaged file is refused and left as it is.
        let answer = try connection.text("PRAGMA quick_check(1)")
        guard answer == "ok" else { throw .damaged(path, answer) }
        // Only a new file takes this over; it has to come before its first page.
        try connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        guard try connection.text("PRAGMA journal_mode = WAL") == "wal" else {
            throw JournalError(.failed, detail: "\(path): its file system cannot hold a write-ahead log; use a local one")
        }
        try connection.execute("PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 8388608; PRAGMA temp_store = MEMORY")
        // Of a file that is written, mostly, a quarter of what SQLite would hold; what is read again is in the system's cache.
        try connection.execute("PRAGMA cache_size = -512")
        try Schema.migrate(connection)
        nextSequence = UInt64(try connection.number("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'events'")) + 1
        dataVersion = try connection.number("PRAGMA data_version")
        self.connection = connection
        self.lock = consume lock
    }

    private func openBeside(_ access: Connection.Access) throws(JournalError) {
        guard JournalFile.exists(path) else {
            throw JournalError(.missing, detail: "\(path): there is no journal yet; \"status-monitor run\" makes it")
        }
        let connection = try Connection(path, access)
        let version = try Schema.check(connection)
        guard version == Schema.newest else {
            throw JournalError(
                .failed, detail: "\(path) has the format of an earlier version; \"status-monitor run\" brings it to the present one")
        }
        nextSequence = UInt64(try connection.number("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'events'")) + 1
        self.connection = connection
    }

    public func close() async {
        try? await onQueue { () throws(JournalError) in
            self.connection?.close()
            self.connection = nil
            self.lock = nil
        }
    }

    // MARK: The queue

    private func onQueue<Value: Sendable>(_ body: @escaping @Sendable () throws(JournalError) -> Value) async throws(JournalError) -> Value
    {
        let result: Result<Value, JournalError> = await withCheckedContinuation { continuation in
            queue.async {
                do throws(JournalError) {
                    continuation.resume(returning: .success(try body()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }

    /// Runs a body with the connection, on the queue.
    func perform<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws(JournalError) -> Value
    ) async throws(JournalError) -> Value {
        try await onQueue { () throws(JournalError) in
            guard let connection = self.connection else {
                throw JournalError(.failed, detail: "\(self.path) is closed")
            }
            return try body(connection)
        }
    }

    // MARK: Journal

    public func commit(
        _ transaction: JournalTransaction, whenDone: @escaping @Sendable (UInt64) -> Void
    ) async throws(JournalError) {
        try await perform { (connection) throws(JournalError) in
            let first = self.nextSequence
            try connection.transaction { () throws(JournalError) in
                try TransactionWriter(connection: connection, transaction: transaction).write(from: first)
            }
            self.nextSequence = first + UInt64(transaction.events.count)
            whenDone(first)
        }
    }

    public func wasChangedElsewhere() async -> Bool {
        let changed = try? await perform { (connection) throws(JournalError) in
            let version = try connection.number("PRAGMA data_version")
            defer { self.dataVersion = version }
            return version != self.dataVersion
        }
        return changed ?? false
    }

    public func byteCount() async -> Int { (try? await perform { _ in JournalFile.byteCount(self.path) }) ?? 0 }
}

extension Date {
    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded(.down)) }
    init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }
}

extension Duration {
    var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
