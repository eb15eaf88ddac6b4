import FoundationEssentials
import Monitor
import Support
import Synchronization

private final class Records: Sendable {
    let kept = Mutex<[String: ProviderRecord]>([:])
}

/// A journal in memory whose commits fail when a test says so.
final class FailingJournal: Journal {
    let inner = MemoryJournal(isDurable: true)
    private let failure = Mutex<JournalError?>(nil)
    let refusedCommits = Tally()
    /// Memories of providers that were asked for.
    let reads = Tally()

    func fail(_ isFailing: Bool) {
        failure.withLock { $0 = isFailing ? JournalError(.full, detail: "the file system is full") : nil }
    }

    var isDurable: Bool { true }
    func position() async throws(JournalError) -> JournalPosition { try await inner.position() }
    func lastUse() async throws(JournalError) -> Date? { try await inner.lastUse() }
    func providers(_ take: @escaping @Sendable (String, ProviderRecord) -> Void) async throws(JournalError) {
        try await inner.providers(take)
    }
    func seen(of provider: String) async throws(JournalError) -> [UInt8]? {
        reads.add()
        if let failure = failure.withLock({ $0 }) { throw failure }
        return try await inner.seen(of: provider)
    }
    func commit(_ transaction: JournalTransaction, whenDone: @escaping @Sendable (UInt64) -> Void) async throws(JournalError) {
        if let failure = failure.withLock({ $0 }) {
            refusedCommits.add()
            throw failure
        }
        try await inner.commit(transaction, whenDone: whenDone)
    }
    func events(from first: UInt64, below end: UInt64, limit: Int) async throws(JournalError) -> [JournaledEvent] {
        try await inner.events(from: first, below: end, limit: limit)
    }
    func markedLetters(of consumer: String, limit: Int) async throws(JournalError) -> [DeadLetter] {
        try await inner.markedLetters(of: consumer, limit: limit)
    }
    func remembered(for key: String, by consumer: String) async throws(JournalError) -> String? {
        try await inner.remembered(for: key, by: consumer)
    }
    func wasChangedElsewhere() async -> Bool { await inner.wasChangedElsewhere() }
    func prune(_ retention: JournalRetention) async throws(JournalError) -> JournalPruning { try await inner.prune(retention) }
    func byteCount() async -> Int { 0 }
    func close() async {}

    func ids() async throws -> [String] { try await inner.events(from: 0, below: .max, limit: 10_000).map(\.event.id) }
    func records() async throws -> [String: ProviderRecord] {
        let found = Records()
        try await inner.providers { name, record in found.kept.withLock { $0[name] = record } }
        return found.kept.withLock { $0 }
    }
}

/// Keeps what it is given, after failing as told.
final class KeepingConsumer: EventConsumer {
    let name: String
    let delivered = Tally()
    private let state: Mutex<(events: [StatusEvent], failures: [any Error])>
    private let refuses: @Sendable (StatusEvent) -> Bool
    private let before: @Sendable () async throws -> Void

    init(
        _ name: String = "keeper", failures: [any Error] = [], refuses: @escaping @Sendable (StatusEvent) -> Bool = { _ in false },
        before: @escaping @Sendable () async throws -> Void = {}
    ) {
        self.name = name
        self.refuses = refuses
        self.before = before
        state = Mutex(([], failures))
    }

    var ids: [String] { state.withLock { $0.events.map(\.id) } }

    func deliver(_ events: ArraySlice<StatusEvent>) async throws {
        try await before()
        if let index = events.firstIndex(where: refuses) {
            let taken = events[..<index]
            state.withLock { $0.events += taken }
            delivered.add(taken.count)
            throw DeliveryError(.refused, detail: "too long", delivered: taken.count, refused: 1)
        }
        try state.withLock { state in
            if !state.failures.isEmpty {
                let failure = state.failures.removeFirst()
                // What it says to have taken, it has.
                if let failure = failure as? DeliveryError { state.events += events.prefix(failure.delivered) }
                throw failure
            }
            state.events += events
        }
        delivered.add(events.count)
    }
}

/// A provider that keeps a memory across restarts, and notes when it is polled.
final class RememberingProvider: StatusProvider {
    let name: String
    let pollInterval: Duration
    let memoryIdentity: UInt64
    private let steps: Mutex<[ScriptedProvider.Step]>
    private let log = Mutex<(polls: Int, restored: [[UInt8]], lastGoodPolls: [Date?], forgotten: Int)>((0, [], [], 0))
    private let onPoll: @Sendable () async -> Void

    init(
        _ name: String, interval: Duration = .seconds(300), identity: UInt64 = 1, _ steps: [ScriptedProvider.Step],
        onPoll: @escaping @Sendable () async -> Void = {}
    ) {
        self.name = name
        pollInterval = interval
        memoryIdentity = identity
        self.steps = Mutex(steps)
        self.onPoll = onPoll
    }

    var polls: Int { log.withLock { $0.polls } }
    var restored: [[UInt8]] { log.withLock { $0.restored } }
    var forgotten: Int { log.withLock { $0.forgotten } }

    func fetchEvents() async throws -> [StatusEvent] { try await poll().events }
    func poll() async throws(SourceError) -> PollResult {
        await onPoll()
        log.withLock { $0.polls += 1 }
        var result = try steps.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }.get()
        result.memory = [7, UInt8(truncatingIfNeeded: polls)]
        return result
    }
    var lastGoodPolls: [Date?] { log.withLock { $0.lastGoodPolls } }
    func restore(_ memory: [UInt8], lastGoodPoll: Date?) {
        log.withLock { log in
            log.restored.append(memory)
            log.lastGoodPolls.append(lastGoodPoll)
        }
    }
    func forget() { log.withLock { $0.forgotten += 1 } }
}

/// Keeps what is reported of journal and deliveries, as lines.
final class JournalLog: PipelineObserver {
    private let kept = Mutex<[String]>([])
    var lines: [String] { kept.withLock { $0 } }
    private func add(_ line: String) { kept.withLock { $0.append(line) } }

    func consumerMissed(_ consumer: String, count: Int) { add("missed \(consumer) \(count)") }
    func deliveryRefused(_ consumer: String, events: Int, error: DeliveryError) { add("refused \(consumer) \(events)") }
    func journalFailed(_ failure: JournalHealth.Failure) { add("failed \(failure.error.code)") }
    func journalRecovered(after failure: JournalHealth.Failure) { add("recovered") }
    func recordUnreadable(_ provider: String) { add("unreadable \(provider)") }
}

/// One life of a process, on a journal that outlives it.
struct Life {
    let clock: ManualClock
    let journal: FailingJournal
    let log = JournalLog()
    var options = StatusPipeline.Options()
    var capacity = 1024
    /// Providers whose memory is held beside the journal's.
    var memoryCapacity = Int.max
    /// By how many seconds the wall clock is wrong.
    let error = Tally()

    /// The wall clock moves with the test's own.
    static func now(_ clock: ManualClock) -> Date { time(1000) + Double(clock.now.offset.components.seconds) }

    func pipeline(_ providers: [any StatusProvider], _ consumers: [any EventConsumer]) async throws -> StatusPipeline {
        let registry = ProviderRegistry()
        for provider in providers { try registry.register(provider) }
        let position = try await journal.position()
        let now: @Sendable () -> Date = { [clock, error] in Self.now(clock) + Double(error.count) }
        let pipeline = StatusPipeline(
            registry: registry, deduplication: Deduplication(capacity: memoryCapacity, now: now),
            bus: EventBus(capacity: capacity, firstSequence: position.nextSequence), clock: clock, journal: journal, position: position,
            options: options, observer: log, random: SplitMix64(seed: 1), now: now)
        for consumer in consumers { pipeline.add(consumer) }
        try await pipeline.resume()
        return pipeline
    }

    /// Runs until a condition holds, moving the clock from deadline to deadline, and ends as a shutdown does.
    func run(
        _ providers: [any StatusProvider], _ consumers: [any EventConsumer], until isDone: () async throws -> Bool
    ) async throws {
        let pipeline = try await pipeline(providers, consumers)
        let running = Task { await pipeline.run() }
        while try await !isDone() {
            await clock.waitForSleepers()
            if try await isDone() { break }
            await clock.advanceToNextDeadline()
            for _ in 0..<20 { await Task.yield() }
        }
        running.cancel()
        let ended = Tally()
        let ending = Task {
            await running.value
            ended.add()
        }
        // A delivery that waits for its next try is ended by the shutdown's limit, which is a time of this clock.
        while ended.count == 0 {
            for _ in 0..<500 where ended.count == 0 { await Task.yield() }
            if ended.count == 0, let deadline = clock.nextDeadline { clock.advance(to: deadline) }
        }
        await ending.value
    }
}
