/// What one consumer remembers, in the journal.
///
/// A text is committed before the cursor moves over the event that it comes from, so that an incident's thread is known to whoever delivers
/// the next event, after a crash as well. While commits fail it waits, as cursors do, and the consumer goes on.
struct JournalMemory: ConsumerMemory {
    let consumer: String
    let keeper: JournalKeeper

    func value(for key: String) async throws -> String? { try await keeper.remembered(for: key, by: consumer) }

    func set(_ value: String?, for key: String) async throws {
        var transaction = keeper.transaction()
        let text = value.flatMap { ConsumerMemoryBounds.isWithin($0) ? $0 : nil }
        transaction.memories = [.init(consumer: consumer, key: key, text: text)]
        await keeper.keep(transaction)
    }
}
