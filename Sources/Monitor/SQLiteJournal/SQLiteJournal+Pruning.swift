import FoundationEssentials
public import Monitor

extension SQLiteJournal {
    /// Dead letters beyond so many go, the oldest first.
    private static let maximumLetters = 10_000
    /// Events that go at a time while the file is too large.
    private static let pieceSize: Int64 = 1000

    public func prune(_ retention: JournalRetention) async throws(JournalError) -> JournalPruning {
        try await perform { (connection) throws(JournalError) in
            var pruning = try connection.transaction { () throws(JournalError) in
                var pruning = JournalPruning()
                pruning.consumers = try Self.forgetConsumers(connection, retention)
                pruning.events = try self.dropOldEvents(connection, retention)
                pruning.deadLetters = try Self.dropOldLetters(connection, retention)
                pruning.providers = try Self.forgetProviders(connection, retention)
                return pruning
            }
            try self.shrink(connection, retention, &pruning)
            try connection.execute("PRAGMA incremental_vacuum")
            return pruning
        }
    }

    private static func forgetConsumers(_ connection: Connection, _ retention: JournalRetention) throws(JournalError) -> [String] {
        for name in retention.consumers {
            let statement = try connection.statement("UPDATE consumers SET last_seen = ? WHERE name = ?")
            try statement.bind(1, retention.now.milliseconds)
            try statement.bind(2, name)
            try statement.run()
        }
        var gone: [String] = []
        let statement = try connection.statement("SELECT name FROM consumers WHERE last_seen < ?")
        try statement.bind(1, retention.forgetConsumersBefore.milliseconds)
        while try statement.step() { gone.append(statement.text(0)) }
        statement.reset()
        gone.removeAll { retention.consumers.contains($0) }
        for name in gone {
            try delete(from: "consumers", name, connection)
            try delete(from: "consumer_memory", where: "consumer", name, connection)
        }
        return gone
    }

    private static func delete(
        from table: String, where column: String = "name", _ name: String, _ connection: Connection
    ) throws(JournalError) {
        let statement = try connection.statement("DELETE FROM \(table) WHERE \(column) = ?")
        try statement.bind(1, name)
        try statement.run()
    }

    /// Every consumer has had the events before this number.
    private func deliveredEnd(_ connection: Connection) throws(JournalError) -> Int64 {
        try connection.number("SELECT coalesce(min(cursor), \(nextSequence)) FROM consumers")
    }

    private func dropOldEvents(_ connection: Connection, _ retention: JournalRetention) throws(JournalError) -> Int {
        let delivered = try deliveredEnd(connection)
        // The oldest come first, so that only what goes is looked at.
        let statement = try connection.statement("SELECT sequence FROM events WHERE recorded >= ? ORDER BY sequence LIMIT 1")
        try statement.bind(1, retention.keepSince.milliseconds)
        let kept = try statement.step() ? statement.number(0) : Int64(clamping: nextSequence)
        statement.reset()
        return try Self.dropEvents(below: min(delivered, kept), connection)
    }

    private static func dropEvents(below end: Int64, _ connection: Connection) throws(JournalError) -> Int {
        let statement = try connection.statement("DELETE FROM events WHERE sequence < ?")
        try statement.bind(1, end)
        try statement.run()
        return connection.changes
    }

    private static func dropOldLetters(_ connection: Connection, _ retention: JournalRetention) throws(JournalError) -> Int {
        let old = try connection.statement("DELETE FROM dead_letters WHERE refused < ? AND marked = 0")
        try old.bind(1, retention.keepSince.milliseconds)
        try old.run()
        let count = connection.changes
        let excess = try connection.statement(
            "DELETE FROM dead_letters WHERE id IN (SELECT id FROM dead_letters ORDER BY id DESC LIMIT -1 OFFSET \(maximumLetters))")
        try excess.run()
        return count + connection.changes
    }

    private static func forgetProviders(_ connection: Connection, _ retention: JournalRetention) throws(JournalError) -> Int {
        var gone: [String] = []
        let statement = try connection.statement("SELECT name FROM schedule WHERE due < ?")
        try statement.bind(1, retention.keepSince.milliseconds)
        while try statement.step() { gone.append(statement.text(0)) }
        statement.reset()
        gone.removeAll { retention.providers.contains($0) }
        for name in gone {
            for table in ["seen", "memory", "health", "schedule"] { try delete(from: table, name, connection) }
        }
        return gone.count
    }

    /// Drops delivered events, the oldest first, while the file holds more than it may.
    private func shrink(
        _ connection: Connection, _ retention: JournalRetention, _ pruning: inout JournalPruning
    ) throws(JournalError) {
        while try Self.usedBytes(connection) > Int64(retention.maximumBytes) {
            let dropped = try connection.transaction { () throws(JournalError) in
                let oldest = try connection.number("SELECT coalesce(min(sequence), \(self.nextSequence)) FROM events")
                return try Self.dropEvents(below: min(oldest + Self.pieceSize, try self.deliveredEnd(connection)), connection)
            }
            pruning.events += dropped
            if dropped == 0 {
                pruning.isStillTooLarge = true
                return
            }
        }
    }

    private static func usedBytes(_ connection: Connection) throws(JournalError) -> Int64 {
        let pages = try connection.number("PRAGMA page_count") - connection.number("PRAGMA freelist_count")
        return try pages * connection.number("PRAGMA page_size")
    }
}
