import FoundationEssentials
import Synchronization

/// Runs one consumer: takes batches, delivers them in order, moves the consumer's cursor, and tries again when a delivery fails.
///
/// Nothing is kept but the batch in hand. With a journal, what comes while a consumer retries waits there, and an event that it refuses for
/// good becomes a dead letter; without one it waits on the bus, and what the ring had to overwrite is counted and reported.
public final class ConsumerRunner: Sendable {
    public let consumer: any EventConsumer
    private let subscription: Subscription
    private let filter: EventFilter
    private let time: Timekeeper
    private let observer: any PipelineObserver
    private let random: Mutex<any RandomNumberGenerator & Sendable>
    private let journal: JournalKeeper?
    /// Where it reads on, as it was when the runner was made: what comes later is not to be missed.
    private let cursor: UInt64?

    /// The first wait after a failed delivery, and the longest; it doubles between them.
    static let shortestRetry = Duration.seconds(1)
    static let longestRetry = Duration.seconds(300)

    public convenience init<C: Clock>(
        _ consumer: any EventConsumer, subscription: Subscription, filter: EventFilter = EventFilter(), clock: C,
        observer: any PipelineObserver = SilentObserver(), random: any RandomNumberGenerator & Sendable = SplitMix64()
    ) where C.Duration == Duration {
        self.init(
            consumer, subscription: subscription, filter: filter, time: Timekeeper(clock), observer: observer, random: random)
    }

    init(
        _ consumer: any EventConsumer, subscription: Subscription, filter: EventFilter, time: Timekeeper,
        observer: any PipelineObserver, random: any RandomNumberGenerator & Sendable, journal: JournalKeeper? = nil
    ) {
        self.consumer = consumer
        self.subscription = subscription
        self.filter = filter
        self.time = time
        self.observer = observer
        self.random = Mutex(random)
        self.journal = journal
        cursor = journal?.cursor(of: consumer.name)
    }

    /// Makes the runner look for dead letters that are to be sent again.
    func nudge() { subscription.nudge() }

    /// Delivers until the bus is closed and all is delivered, the receiver is gone, or the task is cancelled.
    public func run() async {
        var feed = EventFeed(subscription, journal: journal, cursor: cursor)
        var ending = await redeliver()
        while ending == .done, let batch = await feed.next() {
            if batch.missed > 0 { observer.consumerMissed(consumer.name, count: batch.missed) }
            if batch.events.isEmpty && batch.missed == 0 {
                ending = await redeliver()
                continue
            }
            var delivery = Batch(batch, filter)
            ending = await deliver(&delivery)
            guard ending == .done else {
                return report(ending, undelivered: delivery.events.count + feed.lag)
            }
        }
        report(ending, undelivered: feed.lag)
    }

    private func report(_ ending: Ending, undelivered: Int) {
        let error: DeliveryError? = if case .closed(let error) = ending { error } else { nil }
        observer.consumerEnded(consumer.name, undelivered: undelivered, error: error)
    }

    private enum Ending: Equatable {
        case done
        case cancelled
        case closed(DeliveryError)
    }

    /// The events of a batch that are still to be delivered, with their numbers.
    private struct Batch {
        private(set) var events: ArraySlice<StatusEvent>
        private(set) var sequences: ArraySlice<UInt64>
        /// The number after the last of the batch.
        let end: UInt64
        /// Whether any was left out by the filter.
        let isWhole: Bool

        init(_ batch: EventBatch, _ filter: EventFilter) {
            end = batch.firstSequence + UInt64(batch.events.count)
            events = filter.passing(batch.events)
            isWhole = events.count == batch.events.count
            if isWhole {
                sequences = Array(batch.firstSequence..<end)[...]
            } else {
                sequences = zip(batch.firstSequence..<end, batch.events).filter { filter.passes($1) }.map(\.0)[...]
            }
        }

        /// Where the cursor stands when what is left is still to come.
        var cursor: UInt64 { sequences.first ?? end }

        mutating func drop(_ count: Int) {
            events = events.dropFirst(count)
            sequences = sequences.dropFirst(count)
        }
    }

    // MARK: Delivering

    private func deliver(_ batch: inout Batch) async -> Ending {
        // Nothing was delivered, so that nothing would be repeated: the cursor may wait.
        if batch.events.isEmpty { noteCursor(batch.end) }
        var failures = 0
        while !batch.events.isEmpty {
            let together = min(max(1, consumer.countSentTogether(of: batch.events)), batch.events.count)
            do {
                try await consumer.deliver(batch.events.prefix(together))
                failures = 0
                await delivered(together, of: &batch)
            } catch {
                let known = error as? DeliveryError
                let count = min(max(0, known?.delivered ?? 0), together)
                if count > 0 { failures = 0 }
                await delivered(count, of: &batch)
                if count == together { continue }
                if let known, known.code == .closed { return .closed(known) }
                if let known, known.code == .refused {
                    await refused(known, of: together - count, attempts: failures + 1, &batch)
                    failures = 0
                    continue
                }
                if Task.isCancelled { return .cancelled }
                failures += 1
                guard await wait(after: error, failures: failures, events: batch.events.count) else { return .cancelled }
            }
        }
        return .done
    }

    /// - Returns: false when the task was cancelled.
    private func wait(after error: any Error, failures: Int, events: Int) async -> Bool {
        let delay = retryDelay(failures, (error as? DeliveryError)?.retryAfter)
        observer.deliveryFailed(consumer.name, events: events, error: error, retryIn: delay)
        do { try await time.sleep(for: delay) } catch { return false }
        return true
    }

    private func delivered(_ count: Int, of batch: inout Batch) async {
        guard count > 0 else { return }
        CrashPoint.reach(.afterDelivery)
        batch.drop(count)
        guard let journal else { return }
        var transaction = journal.transaction()
        transaction.cursors[consumer.name] = batch.cursor
        await journal.keep(transaction)
        CrashPoint.reach(.afterCursor)
    }

    /// Makes what was refused, the batch's first events, dead letters, in the same commit as the cursor behind them.
    ///
    /// - Parameter open: How many of the batch were handed in and not delivered.
    private func refused(_ error: DeliveryError, of open: Int, attempts: Int, _ batch: inout Batch) async {
        let count = min(max(1, error.refused ?? open), open)
        observer.deliveryRefused(consumer.name, events: count, error: error)
        let letters = zip(batch.sequences.prefix(count), batch.events.prefix(count))
        batch.drop(count)
        guard let journal else { return }
        var transaction = journal.transaction()
        let time = transaction.time
        transaction.deadLetters = letters.map { sequence, event in
            DeadLetter(
                consumer: consumer.name, event: JournaledEvent(sequence: sequence, recorded: time, event: event), reason: error.detail,
                time: time, attempts: attempts)
        }
        transaction.cursors[consumer.name] = batch.cursor
        await journal.keep(transaction)
    }

    private func noteCursor(_ cursor: UInt64) {
        guard let journal else { return }
        var transaction = journal.transaction()
        transaction.cursors[consumer.name] = cursor
        journal.note(transaction)
    }

    // MARK: Dead letters

    /// Sends again what was marked for it.
    private func redeliver() async -> Ending {
        guard let journal else { return .done }
        var failures = 0
        while let letter = try? await journal.journal.markedLetters(of: consumer.name, limit: 1).first {
            var transaction = journal.transaction()
            do {
                try await consumer.deliver([letter.event.event])
                transaction.deliveredLetters = [letter.id]
            } catch {
                let error = (error as? DeliveryError) ?? DeliveryError(.temporary, detail: String(describing: error))
                if error.code == .closed { return .closed(error) }
                if error.code != .refused {
                    failures += 1
                    if Task.isCancelled { return .cancelled }
                    guard await wait(after: error, failures: failures, events: 1) else { return .cancelled }
                    continue
                }
                observer.deliveryRefused(consumer.name, events: 1, error: error)
                transaction.repeatedRefusals = [.init(id: letter.id, reason: error.detail, time: transaction.time)]
            }
            failures = 0
            guard await settle(transaction, journal) else { return .cancelled }
        }
        return .done
    }

    /// Records what became of a dead letter. Until that is done it would be read and sent again, so all else waits.
    private func settle(_ transaction: JournalTransaction, _ journal: JournalKeeper) async -> Bool {
        while true {
            do throws(JournalError) {
                try await journal.commit(transaction)
                return true
            } catch {
                do { try await time.sleep(for: JournalKeeper.shortestRetry) } catch {
                    journal.note(transaction)
                    return false
                }
            }
        }
    }

    /// Doubles with each failure; the upper half is left to chance, so that consumers of one receiver do not come back together.
    private func retryDelay(_ failures: Int, _ retryAfter: Duration?) -> Duration {
        var delay = Self.shortestRetry
        for _ in 1..<max(1, min(failures, 20)) { delay = min(delay * 2, Self.longestRetry) }
        let part = random.withLock { Double($0.next() >> 11) * 0x1p-53 }
        return max(delay * (0.5 + 0.5 * part), retryAfter ?? .zero)
    }
}
