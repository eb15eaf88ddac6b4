internal import CSQLite
import Monitor

/// A prepared statement: bound, stepped and reset by the queue of its connection, which also ends it.
@safe final class Statement {
    private var handle: OpaquePointer?
    // The connection owns the statement and outlives it.
    private unowned let connection: Connection

    init(_ handle: OpaquePointer, of connection: Connection) {
        unsafe self.handle = unsafe handle
        self.connection = connection
    }

    /// Ends it, once; only its connection does.
    func finalize() {
        _ = unsafe sqlite3_finalize(handle)
        unsafe handle = nil
    }

    /// Makes it ready to run again, with nothing bound.
    func reset() {
        _ = unsafe sqlite3_reset(handle)
        _ = unsafe sqlite3_clear_bindings(handle)
    }

    // MARK: Parameters, counted from 1

    func bind(_ index: Int32, _ number: Int64) throws(JournalError) { try check(unsafe sqlite3_bind_int64(handle, index, number)) }

    func bind(_ index: Int32, _ text: String) throws(JournalError) {
        try check(unsafe status_bind_text(handle, index, text, Int32(clamping: text.utf8.count)))
    }

    func bind(_ index: Int32, _ bytes: [UInt8]) throws(JournalError) {
        try check(unsafe bytes.withUnsafeBytes { unsafe status_bind_blob(handle, index, $0.baseAddress, Int32(clamping: $0.count)) })
    }

    // MARK: Running

    /// Moves to the next row.
    ///
    /// - Returns: false at the end.
    func step() throws(JournalError) -> Bool {
        let code = unsafe sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            let error = connection.failure(code)
            reset()
            throw error
        }
    }

    /// Runs a statement that gives no rows.
    func run() throws(JournalError) {
        defer { reset() }
        while try step() {}
    }

    // MARK: Columns, counted from 0

    func number(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(handle, column) }
    func isNull(_ column: Int32) -> Bool { unsafe sqlite3_column_type(handle, column) == SQLITE_NULL }
    func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

    func bytes(_ column: Int32) -> [UInt8] {
        // The blob first: asking for it settles the form that the length is counted in.
        let start = unsafe sqlite3_column_blob(handle, column)
        let count = Int(unsafe sqlite3_column_bytes(handle, column))
        guard let start = unsafe start, count > 0 else { return [] }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    private func check(_ code: Int32) throws(JournalError) {
        guard code == SQLITE_OK else { throw connection.failure(code) }
    }
}
