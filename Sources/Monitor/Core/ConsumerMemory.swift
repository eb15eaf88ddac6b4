import Synchronization

/// What one consumer remembers between deliveries, and across restarts where there is a journal: short texts by key, such as the
/// message that an incident's later updates are replies to.
///
/// It is a help and no promise: the oldest texts may be forgotten, and a consumer does without what it does not find.
public protocol ConsumerMemory: Sendable {
    /// The text that was kept last for a key; nil when there is none.
    func value(for key: String) async throws -> String?
    /// Keeps a text for a key in place of the one before; nil forgets it. Both are at most 1 KiB.
    func set(_ value: String?, for key: String) async throws
}

/// Remembers as long as the process lives, and no more than so many texts: the one that was set first goes first.
public final class TransientConsumerMemory: ConsumerMemory {
    private struct State {
        var values: [String: (text: String, age: UInt64)] = [:]
        var clock: UInt64 = 0
    }

    private let capacity: Int
    /// Guards the texts; held for one look-up, or one pass when the oldest ones go.
    private let state = Mutex(State())

    public init(capacity: Int = 4096) { self.capacity = max(1, capacity) }

    public func value(for key: String) -> String? { state.withLock { $0.values[key]?.text } }

    public func set(_ value: String?, for key: String) {
        state.withLock { state in
            state.clock += 1
            state.values[key] = value.map { ($0, state.clock) }
            guard state.values.count > capacity else { return }
            // An eighth at once, so that a full memory is not searched each time.
            let oldest = state.values.sorted { $0.value.age < $1.value.age }.prefix(max(1, capacity / 8))
            for entry in oldest { state.values[entry.key] = nil }
        }
    }
}
