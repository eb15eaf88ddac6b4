import FoundationEssentials
public import Monitor

extension SQLiteJournal {
    private static let columns = "id, consumer, sequence, recorded, event, reason, refused, attempts, marked"

    public func markedLetters(of consumer: String, limit: Int) async throws(JournalError) -> [DeadLetter] {
        try await perform { (connection) throws(JournalError) in
            let statement = try connection.statement(
                "SELECT \(Self.columns) FROM dead_letters WHERE consumer = ? AND marked = 1 ORDER BY id LIMIT ?")
            defer { statement.reset() }
            try statement.bind(1, consumer)
            try statement.bind(2, Int64(limit))
            return try Self.letters(statement)
        }
    }

    /// Dead letters, oldest first.
    ///
    /// - Parameter consumer: of this one alone; nil for all.
    public func deadLetters(of consumer: String? = nil) async throws(JournalError) -> [DeadLetter] {
        try await perform { (connection) throws(JournalError) in
            let statement = try connection.statement(
                "SELECT \(Self.columns) FROM dead_letters WHERE ?1 = '' OR consumer = ?1 ORDER BY id")
            defer { statement.reset() }
            try statement.bind(1, consumer ?? "")
            return try Self.letters(statement)
        }
    }

    private static func letters(_ statement: Statement) throws(JournalError) -> [DeadLetter] {
        var letters: [DeadLetter] = []
        while try statement.step() {
            guard let event = EventText.event(statement.bytes(4)) else { continue }
            letters.append(
                DeadLetter(
                    id: statement.number(0), consumer: statement.text(1),
                    event: JournaledEvent(
                        sequence: UInt64(clamping: statement.number(2)), recorded: Date(milliseconds: statement.number(3)), event: event),
                    reason: statement.text(5), time: Date(milliseconds: statement.number(6)), attempts: Int(clamping: statement.number(7)),
                    isMarked: statement.number(8) != 0))
        }
        return letters
    }

    /// Marks dead letters to be sent again: by the process that runs on the journal within seconds, else when one starts.
    ///
    /// - Returns: the numbers of those that exist.
    public func markLetters(_ ids: [Int64]) async throws(JournalError) -> [Int64] {
        try await change(ids, "UPDATE dead_letters SET marked = 1 WHERE id = ?")
    }

    /// Deletes dead letters.
    ///
    /// - Returns: the numbers of those that existed.
    public func dropLetters(_ ids: [Int64]) async throws(JournalError) -> [Int64] {
        try await change(ids, "DELETE FROM dead_letters WHERE id = ?")
    }

    private func change(_ ids: [Int64], _ sql: String) async throws(JournalError) -> [Int64] {
        try await perform { (connection) throws(JournalError) in
            try connection.transaction { () throws(JournalError) in
                var found: [Int64] = []
                for id in ids {
                    let statement = try connection.statement(sql)
                    try statement.bind(1, id)
                    try statement.run()
                    if connection.changes > 0 { found.append(id) }
                }
                return found
            }
        }
    }
}
