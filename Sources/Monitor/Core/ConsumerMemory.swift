import Synchronization

/// What one consumer remembers between deliveries, and across restarts where there is a journal: short texts by key, such as the
/// message that an incident's later updates are replies to.
///
/// It is a help and no promise: the oldest texts may be forgotten, and a consumer does without what it does not find. It is no place for
/// secrets: a journal keeps keys and texts as they are.
public protocol ConsumerMemory: Sendable {
    /// The text that was kept last for a key; nil when there is none.
    func value(for key: String) async throws -> String?
    /// Keeps a text for a key in place of the one before; nil forgets it, and so does a text that is longer than
    /// ``ConsumerMemoryBounds/longestText``.
    func set(_ value: String?, for key: String) async throws
}

/// What bounds a consumer's memory, wherever it is kept.
public enum ConsumerMemoryBounds {
    /// In bytes. Texts come from receivers, who may send anything.
    public static let longestText = 1024
    /// The most texts of one consumer. One more, and that which was set first goes.
    public static let mostTexts = 4096

    static func isWithin(_ text: String) -> Bool { text.utf8.count <= longestText }
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

    public init(capacity: Int = ConsumerMemoryBounds.mostTexts) { self.capacity = max(1, capacity) }

    public func value(for key: String) -> String? { state.withLock { $0.values[key]?.text } }

    public func set(_ value: String?, for key: String) {
        state.withLock { state in
            state.clock += 1
            state.values[key] = value.flatMap { ConsumerMemoryBounds.isWithin($0) ? ($0, state.clock) : nil }
            guard state.values.count > capacity else { return }
            // An eighth at once, so that a full memory is not searched each time.
            let oldest = state.values.sorted { $0.value.age < $1.value.age }.prefix(max(1, capacity / 8))
            for entry in oldest { state.values[entry.key] = nil }
        }
    }
}
