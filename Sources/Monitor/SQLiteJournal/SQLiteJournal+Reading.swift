public import FoundationEssentials
public import Monitor

extension SQLiteJournal {
    public func position() async throws(JournalError) -> JournalPosition {
        try await perform { (connection) throws(JournalError) in
            var position = JournalPosition(nextSequence: self.nextSequence)
            let statement = try connection.statement("SELECT name, cursor FROM consumers")
            defer { statement.reset() }
            while try statement.step() { position.cursors[statement.text(0)] = UInt64(clamping: statement.number(1)) }
            return position
        }
    }

    public func lastUse() async throws(JournalError) -> Date? {
        try await perform { (connection) throws(JournalError) in
            let time = try connection.number("SELECT coalesce(max(last_seen), 0) FROM consumers")
            return time == 0 ? nil : Date(milliseconds: time)
        }
    }

    public func providers(_ take: @escaping @Sendable (String, ProviderRecord) -> Void) async throws(JournalError) {
        try await perform { (connection) throws(JournalError) in
            let statement = try connection.statement(
                """
                SELECT names.name, seen.seen, memory.identity, memory.memory, health.health,
                    schedule.due, schedule.interval, schedule.failures, schedule.identity, schedule.last_good_poll
                FROM (SELECT name FROM seen UNION SELECT name FROM memory UNION SELECT name FROM health UNION SELECT name FROM schedule) AS names
                LEFT JOIN seen USING (name) LEFT JOIN memory USING (name) LEFT JOIN health USING (name) LEFT JOIN schedule USING (name)
                """)
            defer { statement.reset() }
            while try statement.step() { take(statement.text(0), Self.record(statement)) }
        }
    }

    public func seen(of provider: String) async throws(JournalError) -> [UInt8]? {
        try await perform { (connection) throws(JournalError) in
            let statement = try connection.statement("SELECT seen FROM seen WHERE name = ?")
            defer { statement.reset() }
            try statement.bind(1, provider)
            return try statement.step() ? statement.bytes(0) : nil
        }
    }

    private static func record(_ row: Statement) -> ProviderRecord {
        var record = ProviderRecord()
        if !row.isNull(1) { record.seen = row.bytes(1) }
        if !row.isNull(2) { record.memory = ProviderMemory(identity: UInt64(bitPattern: row.number(2)), bytes: row.bytes(3)) }
        if !row.isNull(4) { record.health = row.bytes(4) }
        if !row.isNull(5) {
            record.schedule = ScheduleRecord(
                due: Date(milliseconds: row.number(5)), interval: .milliseconds(row.number(6)), failures: Int(clamping: row.number(7)),
                identity: UInt64(bitPattern: row.number(8)))
        }
        if !row.isNull(9) { record.lastGoodPoll = Date(milliseconds: row.number(9)) }
        return record
    }

    public func events(from first: UInt64, below end: UInt64, limit: Int) async throws(JournalError) -> [JournaledEvent] {
        try await perform { (connection) throws(JournalError) in
            let statement = try connection.statement(
                "SELECT sequence, recorded, event FROM events WHERE sequence >= ? AND sequence < ? ORDER BY sequence LIMIT ?")
            defer { statement.reset() }
            try statement.bind(1, Int64(clamping: first))
            try statement.bind(2, Int64(clamping: end))
            try statement.bind(3, Int64(limit))
            return try Self.events(statement)
        }
    }

    public func remembered(for key: String, by consumer: String) async throws(JournalError) -> String? {
        try await perform { (connection) throws(JournalError) in
            let statement = try connection.statement("SELECT text FROM consumer_memory WHERE consumer = ? AND key = ?")
            defer { statement.reset() }
            try statement.bind(1, consumer)
            try statement.bind(2, key)
            return try statement.step() ? statement.text(0) : nil
        }
    }

    /// Events for a person to look at, oldest first.
    ///
    /// - Parameters:
    ///   - provider: those of this provider, letter case left out of account; nil for all.
    ///   - since: those whose page dated them at or after this time; nil for all.
    ///   - limit: the newest so many.
    public func search(provider: String? = nil, since: Date? = nil, limit: Int) async throws(JournalError) -> [JournaledEvent] {
        try await perform { (connection) throws(JournalError) in
            let statement = try connection.statement(
                """
                SELECT sequence, recorded, event FROM events
                WHERE (?1 = '' OR provider = ?1 COLLATE NOCASE)
                    AND (?2 = '' OR unixepoch(json_extract(event, '$.timestamp')) >= unixepoch(?2))
                ORDER BY sequence DESC LIMIT ?3
                """)
            defer { statement.reset() }
            try statement.bind(1, provider ?? "")
            try statement.bind(2, since.map { RFC3339.string(from: $0) } ?? "")
            try statement.bind(3, Int64(limit))
            return try Self.events(statement).reversed()
        }
    }

    /// Rows that are no events are left out: whoever counts on the numbers sees the gap.
    private static func events(_ statement: Statement) throws(JournalError) -> [JournaledEvent] {
        var events: [JournaledEvent] = []
        while try statement.step() {
            guard let event = EventText.event(statement.bytes(2)) else { continue }
            events.append(
                JournaledEvent(
                    sequence: UInt64(clamping: statement.number(0)), recorded: Date(milliseconds: statement.number(1)), event: event))
        }
        return events
    }
}
