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

    func take(_ provider: any StatusProvider, _ outcome: Result<PollResult, SourceError>) {
        let name = provider.name
        switch outcome {
        case .success(let result):
            var events = deduplication.admit(result, from: name)
            if let recovery = recovered(name) { events.insert(recovery, at: 0) }
            if !events.isEmpty { bus.publish(events) }
            if let url = result.movedTo { observer.sourceMoved(name, to: url) }
            observer.pollSucceeded(name, announced: events.count)
        case .failure(let error):
            observer.pollFailed(error)
            let time = now()
            if let event = health.withLock({ $0[name, default: SourceHealth()].failed(error, at: time) }) { bus.publish([event]) }
        }
    }

    private func recovered(_ name: String) -> StatusEvent? {
        health.withLock { health in
            if health.isEmpty { return nil }
            var entry = health.removeValue(forKey: name)
            return entry?.succeeded(provider: name, at: now())
        }
    }
}
