import Synchronization

/// Runs one consumer: takes batches off the bus, delivers them in order, and tries again when a delivery fails.
///
/// Nothing is kept but the batch in hand: while a consumer retries, its events wait on the bus, and what the ring had to overwrite is
/// counted and reported.
public final class ConsumerRunner: Sendable {
    public let consumer: any EventConsumer
    private let subscription: Subscription
    private let filter: EventFilter
    private let time: Timekeeper
    private let observer: any PipelineObserver
    private let random: Mutex<any RandomNumberGenerator & Sendable>

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
        observer: any PipelineObserver, random: any RandomNumberGenerator & Sendable
    ) {
        self.consumer = consumer
        self.subscription = subscription
        self.filter = filter
        self.time = time
        self.observer = observer
        self.random = Mutex(random)
    }

    /// Delivers until the bus is closed and all is delivered, the receiver is gone, or the task is cancelled.
    public func run() async {
        while let batch = await subscription.next() {
            if batch.missed > 0 { observer.consumerMissed(consumer.name, count: batch.missed) }
            let events = filter.passing(batch.events)
            guard !events.isEmpty else { continue }
            switch await deliver(events) {
            case .done: continue
            case .ended(let left, let error):
                observer.consumerEnded(consumer.name, undelivered: left + subscription.lag, error: error)
                return
            }
        }
        observer.consumerEnded(consumer.name, undelivered: subscription.lag, error: nil)
    }

    private enum Delivery {
        case done
        /// Cancelled, or the receiver is gone, with so many events of the batch undelivered.
        case ended(left: Int, error: DeliveryError?)
    }

    private func deliver(_ events: ArraySlice<StatusEvent>) async -> Delivery {
        var rest = events
        var failures = 0
        while !rest.isEmpty {
            do {
                try await consumer.deliver(rest)
                return .done
            } catch {
                let known = error as? DeliveryError
                let delivered = min(max(0, known?.delivered ?? 0), rest.count)
                rest = rest.dropFirst(delivered)
                if delivered > 0 { failures = 0 }
                if rest.isEmpty { return .done }
                if let known, known.code == .closed { return .ended(left: rest.count, error: known) }
                if let known, known.code == .refused {
                    let count = min(max(1, known.refused ?? rest.count), rest.count)
                    observer.deliveryRefused(consumer.name, events: count, error: known)
                    rest = rest.dropFirst(count)
                    failures = 0
                    continue
                }
                if Task.isCancelled { return .ended(left: rest.count, error: nil) }
                failures += 1
                let delay = retryDelay(failures, known?.retryAfter)
                observer.deliveryFailed(consumer.name, events: rest.count, error: error, retryIn: delay)
                do { try await time.sleep(for: delay) } catch { return .ended(left: rest.count, error: nil) }
            }
        }
        return .done
    }

    /// Doubles with each failure; the upper half is left to chance, so that consumers of one receiver do not come back together.
    private func retryDelay(_ failures: Int, _ retryAfter: Duration?) -> Duration {
        var delay = Self.shortestRetry
        for _ in 1..<max(1, min(failures, 20)) { delay = min(delay * 2, Self.longestRetry) }
        let part = random.withLock { Double($0.next() >> 11) * 0x1p-53 }
        return max(delay * (0.5 + 0.5 * part), retryAfter ?? .zero)
    }
}
