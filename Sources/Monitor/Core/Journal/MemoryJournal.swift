public import FoundationEssentials
import Synchronization

/// A journal that ends with the process, for `--ephemeral` and tests. It holds a bounded number of events: a consumer that falls further
/// behind loses the oldest, and is told how many.
public final class MemoryJournal: Journal {
    private struct State {
        var position = JournalPosition()
        var events: [JournaledEvent] = []
        var providers: [String: ProviderRecord] = [:]
        var lastSeen: [String: Date] = [:]
        var memories: [String: TransientConsumerMemory] = [:]
        var letters: [DeadLetter] = []
        var nextLetter: Int64 = 1
        var isChangedElsewhere = false
    }

    public let isDurable: Bool
    private let maximumEvents: Int
    private let maximumLetters = 10_000
    /// Guards all of it. `whenDone` runs under it, so that what it publishes is in the order of the numbers.
    private let state = Mutex(State())

    /// - Parameters:
    ///   - maximumEvents: the most events that are held.
    ///   - isDurable: whether it is to be treated as if it outlived the process, as a test of what is kept wants it.
    public init(maximumEvents: Int = 16_384, isDurable: Bool = false) {
        self.maximumEvents = max(1, maximumEvents)
        self.isDurable = isDurable
    }

    /// A copy of what another journal holds: the newest events, all that is remembered of providers, the cursors.
    public convenience init(copying other: any Journal, maximumEvents: Int = 16_384) async throws(JournalError) {
        self.init(maximumEvents: maximumEvents)
        let position = try await other.position()
        let oldest = max(position.cursors.values.min() ?? .max, position.nextSequence - min(position.nextSequence, UInt64(maximumEvents)))
        let events = try await other.events(from: oldest, below: position.nextSequence, limit: maximumEvents)
        try await other.providers { name, record in self.state.withLock { $0.providers[name] = record } }
        state.withLock { state in
            state.position = position
            state.events = events
        }
    }

    public func position() async throws(JournalError) -> JournalPosition { state.withLock { $0.position } }

    public func lastUse() async throws(JournalError) -> Date? { state.withLock { $0.lastSeen.values.max() } }

    public func providers(_ take: @escaping @Sendable (String, ProviderRecord) -> Void) async throws(JournalError) {
        for (name, record) in state.withLock({ $0.providers }) { take(name, record) }
    }

    public func seen(of provider: String) async throws(JournalError) -> [UInt8]? { state.withLock { $0.providers[provider]?.seen } }

    public func commit(
        _ transaction: JournalTransaction, whenDone: @escaping @Sendable (UInt64) -> Void
    ) async throws(JournalError) {
        state.withLock { state in
            let first = state.position.nextSequence
            for (offset, event) in transaction.events.enumerated() {
                state.events.append(JournaledEvent(sequence: first + UInt64(offset), recorded: transaction.time, event: event))
            }
            state.position.nextSequence += UInt64(transaction.events.count)
            if state.events.count > maximumEvents { state.events.removeFirst(state.events.count - maximumEvents * 3 / 4) }
            for (name, update) in transaction.providers { Self.apply(update, to: &state.providers[name, default: ProviderRecord()]) }
            for (name, cursor) in transaction.cursors {
                state.position.cursors[name] = cursor
                state.lastSeen[name] = transaction.time
            }
            Self.apply(transaction, &state, maximumLetters)
            whenDone(first)
        }
    }

    private static func apply(_ update: JournalTransaction.ProviderUpdate, to record: inout ProviderRecord) {
        record.seen = update.seen ?? record.seen
        record.memory = update.memory ?? record.memory
        if let health = update.health { record.health = health.isEmpty ? nil : health }
        record.schedule = update.schedule ?? record.schedule
        record.lastGoodPoll = update.lastGoodPoll ?? record.lastGoodPoll
    }

    private static func apply(_ transaction: JournalTransaction, _ state: inout State, _ maximumLetters: Int) {
        for var letter in transaction.deadLetters {
            letter.id = state.nextLetter
            state.nextLetter += 1
            state.letters.append(letter)
        }
        state.letters.removeAll { transaction.deliveredLetters.contains($0.id) }
        for refusal in transaction.repeatedRefusals {
            guard let index = state.letters.firstIndex(where: { $0.id == refusal.id }) else { continue }
            state.letters[index].reason = refusal.reason
            state.letters[index].time = refusal.time
            state.letters[index].attempts += 1
            state.letters[index].isMarked = false
        }
        for change in transaction.memories {
            let memory = state.memories[change.consumer] ?? TransientConsumerMemory()
            memory.set(change.text, for: change.key)
            state.memories[change.consumer] = memory
        }
        if state.letters.count > maximumLetters { state.letters.removeFirst(state.letters.count - maximumLetters) }
    }

    public func events(from first: UInt64, below end: UInt64, limit: Int) async throws(JournalError) -> [JournaledEvent] {
        state.withLock { state in
            let start = state.events.partitioningIndex { $0.sequence >= first }
            return Array(state.events[start...].prefix(limit).prefix { $0.sequence < end })
        }
    }

    public func markedLetters(of consumer: String, limit: Int) async throws(JournalError) -> [DeadLetter] {
        state.withLock { Array($0.letters.filter { $0.isMarked && $0.consumer == consumer }.prefix(limit)) }
    }

    public func remembered(for key: String, by consumer: String) async throws(JournalError) -> String? {
        state.withLock { $0.memories[consumer] }?.value(for: key)
    }

    public func wasChangedElsewhere() async -> Bool {
        state.withLock { state in
            defer { state.isChangedElsewhere = false }
            return state.isChangedElsewhere
        }
    }

    public func prune(_ retention: JournalRetention) async throws(JournalError) -> JournalPruning {
        state.withLock { state in
            var pruning = JournalPruning()
            for name in retention.consumers { state.lastSeen[name] = retention.now }
            for (name, seen) in state.lastSeen where !retention.consumers.contains(name) && seen < retention.forgetConsumersBefore {
                state.lastSeen[name] = nil
                state.position.cursors[name] = nil
                state.memories[name] = nil
                pruning.consumers.append(name)
            }
            let delivered = state.position.cursors.values.min() ?? state.position.nextSequence
            let before = state.events.count
            state.events.removeAll { $0.sequence < delivered && $0.recorded < retention.keepSince }
            pruning.events = before - state.events.count
            let letters = state.letters.count
            state.letters.removeAll { $0.time < retention.keepSince && !$0.isMarked }
            pruning.deadLetters = letters - state.letters.count
            let gone = state.providers.filter { name, record in
                !retention.providers.contains(name) && (record.schedule?.due ?? .distantPast) < retention.keepSince
            }
            for name in gone.keys { state.providers[name] = nil }
            pruning.providers = gone.count
            return pruning
        }
    }

    public func byteCount() async -> Int { 0 }
    public func close() async {}

    /// The dead letters, oldest first.
    public var deadLetters: [DeadLetter] { state.withLock { $0.letters } }

    /// Marks dead letters to be sent again, as the command does.
    public func mark(_ ids: Set<Int64>) {
        state.withLock { state in
            for index in state.letters.indices where ids.contains(state.letters[index].id) { state.letters[index].isMarked = true }
            state.isChangedElsewhere = true
        }
    }
}

extension Array {
    /// The first index whose element, and all after it, satisfy the condition.
    func partitioningIndex(where condition: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
