import FoundationEssentials
import Monitor

/// Writes one transaction's rows; the caller begins and commits.
struct TransactionWriter {
    let connection: Connection
    let transaction: JournalTransaction

    /// - Parameter first: the number of the first event.
    func write(from first: UInt64) throws(JournalError) {
        try writeEvents(from: first)
        for (name, update) in transaction.providers { try write(update, of: name) }
        for (name, cursor) in transaction.cursors { try write(cursor: cursor, of: name) }
        for letter in transaction.deadLetters { try write(letter) }
        for id in transaction.deliveredLetters {
            let statement = try connection.statement("DELETE FROM dead_letters WHERE id = ?")
            try statement.bind(1, id)
            try statement.run()
        }
        for refusal in transaction.repeatedRefusals { try write(refusal) }
        for change in transaction.memories { try write(change) }
    }

    private func writeEvents(from first: UInt64) throws(JournalError) {
        for (offset, event) in transaction.events.enumerated() {
            let statement = try connection.statement("INSERT INTO events (sequence, recorded, provider, event) VALUES (?, ?, ?, ?)")
            try statement.bind(1, Int64(first) + Int64(offset))
            try statement.bind(2, transaction.time.milliseconds)
            try statement.bind(3, event.provider)
            try statement.bind(4, EventText.of(event))
            try statement.run()
        }
    }

    private func write(_ update: JournalTransaction.ProviderUpdate, of name: String) throws(JournalError) {
        if let seen = update.seen {
            let statement = try connection.statement("INSERT OR REPLACE INTO seen (name, seen, updated) VALUES (?, ?, ?)")
            try statement.bind(1, name)
            try statement.bind(2, seen)
            try statement.bind(3, transaction.time.milliseconds)
            try statement.run()
        }
        if let memory = update.memory {
            let statement = try connection.statement("INSERT OR REPLACE INTO memory (name, identity, memory) VALUES (?, ?, ?)")
            try statement.bind(1, name)
            try statement.bind(2, Int64(bitPattern: memory.identity))
            try statement.bind(3, memory.bytes)
            try statement.run()
        }
        if let health = update.health { try write(health: health, of: name) }
        if let schedule = update.schedule { try write(schedule, update.lastGoodPoll, of: name) }
    }

    private func write(health: [UInt8], of name: String) throws(JournalError) {
        let sql = health.isEmpty ? "DELETE FROM health WHERE name = ?" : "INSERT OR REPLACE INTO health (name, health) VALUES (?, ?)"
        let statement = try connection.statement(sql)
        try statement.bind(1, name)
        if !health.isEmpty { try statement.bind(2, health) }
        try statement.run()
    }

    private func write(_ schedule: ScheduleRecord, _ lastGoodPoll: Date?, of name: String) throws(JournalError) {
        let statement = try connection.statement(
            """
            INSERT INTO schedule (name, due, interval, failures, identity, last_good_poll) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (name) DO UPDATE SET
                due = ?2, interval = ?3, failures = ?4, identity = ?5, last_good_poll = coalesce(?6, last_good_poll)
            """)
        try statement.bind(1, name)
        try statement.bind(2, schedule.due.milliseconds)
        try statement.bind(3, schedule.interval.milliseconds)
        try statement.bind(4, Int64(schedule.failures))
        try statement.bind(5, Int64(bitPattern: schedule.identity))
        if let lastGoodPoll { try statement.bind(6, lastGoodPoll.milliseconds) }
        try statement.run()
    }

    private func write(cursor: UInt64, of name: String) throws(JournalError) {
        let statement = try connection.statement(
            """
            INSERT INTO consumers (name, cursor, last_seen) VALUES (?1, ?2, ?3)
            ON CONFLICT (name) DO UPDATE SET cursor = ?2, last_seen = ?3
            """)
        try statement.bind(1, name)
        try statement.bind(2, Int64(clamping: cursor))
        try statement.bind(3, transaction.time.milliseconds)
        try statement.run()
    }

    private func write(_ letter: DeadLetter) throws(JournalError) {
        let statement = try connection.statement(
            """
            INSERT INTO dead_letters (consumer, sequence, recorded, event, reason, refused, attempts, marked) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        try statement.bind(1, letter.consumer)
        try statement.bind(2, Int64(clamping: letter.event.sequence))
        try statement.bind(3, letter.event.recorded.milliseconds)
        try statement.bind(4, EventText.of(letter.event.event))
        try statement.bind(5, letter.reason)
        try statement.bind(6, letter.time.milliseconds)
        try statement.bind(7, Int64(letter.attempts))
        try statement.bind(8, letter.isMarked ? 1 : 0)
        try statement.run()
    }

    private func write(_ refusal: JournalTransaction.RepeatedRefusal) throws(JournalError) {
        let statement = try connection.statement(
            "UPDATE dead_letters SET reason = ?, refused = ?, attempts = attempts + 1, marked = 0 WHERE id = ?")
        try statement.bind(1, refusal.reason)
        try statement.bind(2, refusal.time.milliseconds)
        try statement.bind(3, refusal.id)
        try statement.run()
    }

    private func write(_ change: JournalTransaction.MemoryChange) throws(JournalError) {
        guard let text = change.text else {
            let statement = try connection.statement("DELETE FROM consumer_memory WHERE consumer = ? AND key = ?")
            try statement.bind(1, change.consumer)
            try statement.bind(2, change.key)
            return try statement.run()
        }
        // What is replaced gets the highest id, and counts as set now.
        let statement = try connection.statement("INSERT OR REPLACE INTO consumer_memory (consumer, key, text) VALUES (?, ?, ?)")
        try statement.bind(1, change.consumer)
        try statement.bind(2, change.key)
        try statement.bind(3, text)
        try statement.run()
        let excess = try connection.statement(
            """
            DELETE FROM consumer_memory WHERE consumer = ?1 AND id <= (
                SELECT id FROM consumer_memory WHERE consumer = ?1 ORDER BY id DESC LIMIT 1 OFFSET \(ConsumerMemoryBounds.mostTexts))
            """)
        try excess.bind(1, change.consumer)
        try excess.run()
    }
}

/// Events as the journal keeps them: the JSON that consumers get.
enum EventText {
    static func of(_ event: StatusEvent) -> String { String(decoding: JSONLines.encode(event).dropLast(), as: UTF8.self) }

    /// Nil for what is no event.
    static func event(_ text: [UInt8]) -> StatusEvent? { try? JSONDecoder().decode(StatusEvent.self, from: Data(text)) }
}
