internal import CSQLite
import Monitor

/// One connection to one file. Used by one queue at a time; closed by ``close()`` or, failing that, with its last reference.
@safe final class Connection {
    private var handle: OpaquePointer?
    let path: String
    /// Prepared once each, by their text.
    private var statements: [String: Statement] = [:]

    enum Access { case readWrite, readOnly }

    /// - Throws: ``JournalError`` when the file cannot be opened; that it is no database shows at the first statement.
    init(_ path: String, _ access: Access) throws(JournalError) {
        self.path = path
        var opened: OpaquePointer?
        // One queue uses the connection, so that SQLite need not lock it.
        let flags = (access == .readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE
        let code = unsafe sqlite3_open_v2(path, &opened, flags, nil)
        unsafe handle = opened
        guard code == SQLITE_OK else {
            let error = failure(code)
            close()
            throw error
        }
        // Another process writes for moments only: the command that marks dead letters.
        _ = unsafe sqlite3_busy_timeout(handle, 5000)
        _ = unsafe sqlite3_extended_result_codes(handle, 1)
    }

    deinit { close() }

    /// Ends the connection; what is done afterwards fails.
    func close() {
        for statement in statements.values { statement.finalize() }
        statements.removeAll()
        _ = unsafe sqlite3_close_v2(handle)
        unsafe handle = nil
    }

    /// Runs statements that give nothing back.
    func execute(_ sql: String) throws(JournalError) {
        let code = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw failure(code) }
    }

    /// A statement, ready to be bound: prepared at its first use.
    func statement(_ sql: String) throws(JournalError) -> Statement {
        if let known = statements[sql] {
            known.reset()
            return known
        }
        var prepared: OpaquePointer?
        let code = unsafe sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK, let prepared = unsafe prepared else { throw failure(code) }
        let statement = unsafe Statement(prepared, of: self)
        statements[sql] = statement
        return statement
    }

    /// Runs a body in one transaction that takes the right to write at once.
    func transaction<Value>(_ body: () throws(JournalError) -> Value) throws(JournalError) -> Value {
        try execute("BEGIN IMMEDIATE")
        do throws(JournalError) {
            let value = try body()
            try execute("COMMIT")
            return value
        } catch {
            // After some errors SQLite has rolled back by itself, and then this fails.
            if unsafe sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
            throw error
        }
    }

    /// The one number that a statement gives.
    func number(_ sql: String) throws(JournalError) -> Int64 {
        let statement = try statement(sql)
        defer { statement.reset() }
        return try statement.step() ? statement.number(0) : 0
    }

    /// The one text that a statement gives.
    func text(_ sql: String) throws(JournalError) -> String {
        let statement = try statement(sql)
        defer { statement.reset() }
        return try statement.step() ? statement.text(0) : ""
    }

    /// Rows that the last statement changed.
    var changes: Int { unsafe Int(sqlite3_changes(handle)) }

    /// What an error code means, and what to do about it.
    func failure(_ code: Int32) -> JournalError {
        let words = unsafe handle.map { unsafe String(cString: sqlite3_errmsg($0)) } ?? "it is closed"
        switch code & 0xFF {
        case SQLITE_FULL: return JournalError(.full, detail: "\(path): the file system is full; nothing is announced until there is room")
        case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
            return JournalError(
                .readOnly, detail: "\(path) cannot be written to (\(words)); its user needs the right to write file and folder")
        case SQLITE_CORRUPT, SQLITE_NOTADB: return .damaged(path, words)
        case SQLITE_CANTOPEN:
            return JournalError(.readOnly, detail: "\(path) cannot be opened (\(words)); its folder must exist and be writable")
        case SQLITE_BUSY, SQLITE_LOCKED: return JournalError(.failed, detail: "\(path) is locked by another program (\(words))")
        case SQLITE_IOERR: return JournalError(.failed, detail: "\(path): input or output failed (\(words)); is the disk full or broken?")
        default: return JournalError(.failed, detail: "\(path): \(words)")
        }
    }
}

extension JournalError {
    static func damaged(_ path: String, _ reason: String) -> JournalError {
        JournalError(
            .damaged,
            detail:
                "\(path) is damaged (\(reason)). Put back a copy of it, or start once with --recover: that moves the file aside and begins "
                + "a new journal, which announces again what is open now")
    }
}
