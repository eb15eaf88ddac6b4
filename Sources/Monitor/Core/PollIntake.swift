import FoundationEssentials
import Synchronization

/// Takes what polls came to: new events to the bus, failures to the observer and, when they last, to the bus too.
final class PollIntake: Sendable {
    private let deduplication: Deduplication
    private let bus: EventBus
    private let observer: any PipelineObserver
    private let now: @Sendable () -> Date
    /// Of the providers whose last poll failed; the others need no entry.
    private let health = Mutex<[String: SourceHealth]>([:])

    init(deduplication: Deduplication, bus: EventBus, observer: any PipelineObserver, now: @escaping @Sendable () -> Date) {
        self.deduplication = deduplication
        self.bus = bus
        self.observer = observer
        self.now = now
    }

    /// Providers whose last poll failed.
    var failing: Int { health.withLock { $0.count } }

    func take(_ provider: any StatusProvider, _ outcome: Result<PollResult, SourceError>) {
        let name = provider.name
        switch outcome {
        case .success(let result):
            var events = deduplication.admit(result, from: name)
            if let change = sourceChange(name, move: result.move) { events.insert(change, at: 0) }
            if !events.isEmpty { events = Array(provider.selection.passing(events[...])) }
            if !events.isEmpty { bus.publish(events) }
            if let move = result.move { observer.pageMoved(name, move) }
            if let url = result.movedTo { observer.sourceMoved(name, to: url) }
            observer.pollSucceeded(name, announced: events.count)
        case .failure(let error):
            observer.pollFailed(error)
            let time = now()
            let event = health.withLock { $0[name, default: SourceHealth()].failed(error, at: time) }
            if let event, provider.selection.passes(event) { bus.publish([event]) }
        }
    }

    /// What the good poll says of the page itself: that it can be read again, that it has moved, or, as one event, both.
    private func sourceChange(_ name: String, move: PageMove?) -> StatusEvent? {
        health.withLock { health in
            if health.isEmpty, move == nil { return nil }
            var entry = health.removeValue(forKey: name) ?? SourceHealth()
            return entry.succeeded(provider: name, move: move, at: now())
        }
    }
}
