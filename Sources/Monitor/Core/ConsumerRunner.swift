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
            case .cancelled:
                observer.consumerEnded(consumer.name, undelivered: events.count + subscription.lag, error: nil)
                return
            case .closed(let error):
                observer.consumerEnded(consumer.name, undelivered: events.count + subscription.lag, error: error)
                return
            }
        }
        observer.consumerEnded(consumer.name, undelivered: subscription.lag, error: nil)
    }

    private enum Delivery {
        case done
        case cancelled
        case closed(DeliveryError)
    }

    private func deliver(_ events: ArraySlice<StatusEvent>) async -> Delivery {
        var failures = 0
        while true {
            do {
                try await consumer.deliver(events)
                return .done
            } catch let error as DeliveryError where error.code == .closed {
                return .closed(error)
            } catch let error as DeliveryError where error.code == .refused {
                observer.deliveryRefused(consumer.name, events: events.count, error: error)
                return .done
            } catch {
                if Task.isCancelled { return .cancelled }
                failures += 1
                let delay = retryDelay(failures, (error as? DeliveryError)?.retryAfter)
                observer.deliveryFailed(consumer.name, events: events.count, error: error, retryIn: delay)
                do { try await time.sleep(for: delay) } catch { return .cancelled }
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
