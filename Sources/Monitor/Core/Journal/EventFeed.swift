/// What one consumer reads: events in the order of their numbers, each once, from the journal what the bus no longer has, else from the bus.
///
/// The ring of the bus is a cache and a wake-up. A consumer that was away, or that the ring has lapped, reads from its cursor in the
/// journal up to where the ring goes on, and goes on there. Without a journal what the ring had to overwrite is counted.
///
/// A value of the one task that reads.
struct EventFeed {
    private let subscription: Subscription
    private let journal: JournalKeeper?
    /// The number of the next event to hand out.
    private(set) var position: UInt64
    /// What lies before this is read from the journal.
    private var horizon: UInt64
    /// A batch of the bus that comes after what the journal has.
    private var held: EventBatch?

    /// - Parameter cursor: the number of the first event to read, at most that of the bus's next.
    init(_ subscription: Subscription, journal: JournalKeeper?, cursor: UInt64?) {
        self.subscription = subscription
        self.journal = journal
        horizon = subscription.position
        position = min(cursor ?? horizon, horizon)
    }

    /// How many events are published and not handed out.
    var lag: Int {
        let end = subscription.end
        return Int(end - min(position, end))
    }

    /// The next batch; nil at the end of the bus, or when the task is cancelled. An empty one means that there may be dead letters to
    /// be sent again.
    mutating func next(limit: Int = 64) async -> EventBatch? {
        while !Task.isCancelled {
            if position < horizon, let journal {
                guard let batch = await read(journal, limit: limit) else { continue }
                return batch
            }
            if let batch = held.take() { return advance(batch) }
            guard let batch = await subscription.next(limit: limit) else { return nil }
            if batch.events.isEmpty { return batch }
            guard journal != nil, batch.firstSequence > position else { return advance(batch) }
            horizon = batch.firstSequence
            held = batch
        }
        return nil
    }

    private mutating func advance(_ batch: EventBatch) -> EventBatch {
        var batch = batch
        // What the journal had is not missed.
        if journal != nil { batch.missed = 0 }
        position = batch.firstSequence + UInt64(batch.events.count)
        horizon = position
        return batch
    }

    /// The next events of the journal; nil when it cannot be read now, after a wait.
    private mutating func read(_ keeper: JournalKeeper, limit: Int) async -> EventBatch? {
        let events: [JournaledEvent]
        do throws(JournalError) {
            events = try await keeper.journal.events(from: position, below: horizon, limit: limit)
        } catch {
            try? await keeper.time.sleep(for: JournalKeeper.longestRetry)
            return nil
        }
        guard let first = events.first else {
            // All of it was pruned, for the consumer was away too long.
            let batch = EventBatch(missed: Int(horizon - position), firstSequence: horizon, events: [])
            position = horizon
            return batch
        }
        var run: [StatusEvent] = []
        run.reserveCapacity(events.count)
        for event in events {
            guard event.sequence == first.sequence + UInt64(run.count) else { break }
            run.append(event.event)
        }
        let batch = EventBatch(missed: Int(first.sequence - position), firstSequence: first.sequence, events: run[...])
        position = first.sequence + UInt64(run.count)
        return batch
    }
}
