import FoundationEssentials
import Monitor
import SQLiteJournal
import Support
import Synchronization
import Testing

/// Keeps what happens to deliveries, in order, and lets a test wait for it.
final class DeliveryLog: PipelineObserver {
    enum Entry: Sendable {
        case began(String)
        case delivered(String, [String])
        case failed(String, detail: String, wait: Duration)
        case refused(String)
        case missed(String, Int)
    }

    private struct State {
        var entries: [Entry] = []
        var waiting: [(condition: @Sendable ([Entry]) -> Bool, continuation: CheckedContinuation<Void, Never>)] = []
    }

    /// Guards what happened; nothing resumes under it.
    private let state = Mutex(State())

    var entries: [Entry] { state.withLock { $0.entries } }

    func add(_ entry: Entry) {
        let due = state.withLock { state in
            state.entries.append(entry)
            let entries = state.entries
            let due = state.waiting.filter { $0.condition(entries) }
            state.waiting.removeAll { $0.condition(entries) }
            return due
        }
        for waiter in due { waiter.continuation.resume() }
    }

    /// Waits until what happened satisfies a condition.
    func wait(until condition: @escaping @Sendable ([Entry]) -> Bool) async {
        await withCheckedContinuation { continuation in
            let isSatisfied = state.withLock { state in
                if condition(state.entries) { return true }
                state.waiting.append((condition, continuation))
                return false
            }
            if isSatisfied { continuation.resume() }
        }
    }

    func deliveryFailed(_ consumer: String, events: Int, error: any Error, retryIn delay: Duration) {
        add(.failed(consumer, detail: "\(error)", wait: delay))
    }
    func deliveryRefused(_ consumer: String, events: Int, error: DeliveryError) { add(.refused(consumer)) }
    func consumerMissed(_ consumer: String, count: Int) { add(.missed(consumer, count)) }
}

extension [DeliveryLog.Entry] {
    /// The ids that a consumer was delivered, in order.
    func delivered(_ consumer: String) -> [String] {
        flatMap { entry in if case .delivered(consumer, let ids) = entry { ids } else { [String]() } }
    }

    /// How long a consumer waited after each failure.
    func waits(_ consumer: String) -> [Duration] {
        compactMap { entry in if case .failed(consumer, _, let wait) = entry { wait } else { nil } }
    }

    /// Whether a consumer waits for another try.
    func isWaiting(_ consumer: String) -> Bool {
        for entry in reversed() {
            switch entry {
            case .failed(consumer, _, _): return true
            case .began(consumer), .delivered(consumer, _), .refused(consumer): return false
            default: continue
            }
        }
        return false
    }
}

/// A consumer that tells when it is handed events, and which it took.
private struct LoggedConsumer: EventConsumer {
    let inner: any EventConsumer
    let log: DeliveryLog
    var name: String { inner.name }

    func countSentTogether(of events: ArraySlice<StatusEvent>) -> Int { inner.countSentTogether(of: events) }

    func deliver(_ events: ArraySlice<StatusEvent>) async throws {
        log.add(.began(name))
        do {
            try await inner.deliver(events)
            log.add(.delivered(name, events.map(\.id)))
        } catch {
            let taken = (error as? DeliveryError)?.delivered ?? 0
            if taken > 0 { log.add(.delivered(name, events.prefix(taken).map(\.id))) }
            throw error
        }
    }
}

/// A consumer that takes all, to see that a fault of another one does not hold it up.
private struct Taker: EventConsumer {
    let name = "beside"
    func deliver(_ events: ArraySlice<StatusEvent>) async throws {}
}

/// A page that lists five updates, and one more when a test says so.
private final class GrowingPage: StatusProvider {
    let name = "Acme"
    let pollInterval = Duration.seconds(300)
    private let count = Atomic(5)

    func grow() { count.add(1, ordering: .relaxed) }
    func fetchEvents() async throws -> [StatusEvent] { FaultyLife.events(count.load(ordering: .relaxed)) }
}

/// The whole way from a page through a journal in a file, the bus and a runner to one consumer and another beside it, on a clock that moves
/// only while the consumer waits for another try.
final class FaultyLife: Sendable {
    static let ids = (1...5).map { "incident\($0 / 3)/\($0)" }

    /// The page's updates. Each has a word of its own, by which a receiver is seen to have got it.
    static func events(_ count: Int) -> [StatusEvent] {
        (1...count).map { made("incident\($0 / 3)", $0, text: "We look into Token\($0)x.") }
    }

    let clock = ManualClock()
    let log = DeliveryLog()
    let journal: SQLiteJournal
    let name: String
    private let folder: TemporaryFolder
    private let page = GrowingPage()
    private let pipeline: StatusPipeline
    private let running: Task<Void, Never>

    /// - Parameter make: the consumer under test, on this life's clock.
    init(_ make: (ManualClock) throws -> any EventConsumer) async throws {
        folder = try TemporaryFolder()
        journal = try await SQLiteJournal.open(folder.path + "/journal.db")
        let consumer = try make(clock)
        name = consumer.name
        let registry = ProviderRegistry()
        try registry.register(page)
        let position = try await journal.position()
        let pipeline = StatusPipeline(
            registry: registry, bus: EventBus(firstSequence: position.nextSequence), clock: clock, journal: journal, position: position,
            observer: log, random: SplitMix64(seed: 1), now: { Date(timeIntervalSince1970: 1_784_522_645) })
        pipeline.add(LoggedConsumer(inner: consumer, log: log))
        pipeline.add(LoggedConsumer(inner: Taker(), log: log))
        try await pipeline.resume()
        self.pipeline = pipeline
        running = Task { await pipeline.run() }
    }

    /// What the consumer had, in order.
    var delivered: [String] { log.entries.delivered(name) }
    var waits: [Duration] { log.entries.waits(name) }

    /// The number of the first event that the consumer has not had, as a restart would find it.
    func cursor() async throws -> UInt64? { try await journal.position().cursors[name] }

    /// Lets the page list one more update.
    func growPage() { page.grow() }

    /// Lives on until something holds, moving the clock while the consumer waits.
    func live(until condition: @escaping @Sendable ([DeliveryLog.Entry]) -> Bool) async {
        while !condition(log.entries) {
            if log.entries.isWaiting(name) {
                await moveOn()
            } else {
                await log.wait { [name] entries in condition(entries) || entries.isWaiting(name) }
            }
        }
    }

    /// Moves the clock to the next time at which anything is due.
    func moveOn() async {
        await clock.advanceToNextDeadline()
        for _ in 0..<100 { await Task.yield() }
    }

    /// Waits until the consumer beside has had so many events.
    func besideHas(_ count: Int) async { await log.wait { $0.delivered("beside").count >= count } }

    /// Ends as a shutdown does.
    func end() async {
        running.cancel()
        await running.value
        await journal.close()
    }
}
