internal import Dispatch

/// Messages that are sent together and waited for together. Confined to the producer's queue.
final class KafkaBatch {
    /// Finds the batch of a task that is cancelled, though it may not have begun. Confined to the producer's queue.
    final class Number: @unchecked Sendable {
        // Unchecked: touched on the producer's queue alone.
        var value: UInt = 0
        var isCancelled = false
    }

    private let messages: [KafkaMessage]
    private let number: Number
    private let continuation: CheckedContinuation<[KafkaFailure?], Never>
    private var failures: [KafkaFailure?]
    private var isSettled: [Bool]
    private var unsettled: Int
    private var next = 0
    /// Whether nothing more of it is sent.
    private(set) var isHeld = false

    init(_ messages: [KafkaMessage], _ number: Number, _ continuation: CheckedContinuation<[KafkaFailure?], Never>) {
        self.messages = messages
        self.number = number
        self.continuation = continuation
        failures = Array(repeating: nil, count: messages.count)
        isSettled = Array(repeating: false, count: messages.count)
        unsettled = messages.count
    }

    func nextUnsent() -> (Int, KafkaMessage)? { next < messages.count && !isHeld ? (next, messages[next]) : nil }

    func sent(_ index: Int) { next = index + 1 }

    func settle(_ index: Int, _ failure: KafkaFailure?) {
        guard failures.indices.contains(index), !isSettled[index] else { return }
        isSettled[index] = true
        failures[index] = failure
        unsettled -= 1
        next = max(next, index + 1)
    }

    /// Sends nothing more of it.
    func hold() {
        isHeld = true
        for index in next..<max(next, messages.count) { settle(index, .heldBack) }
    }

    var isComplete: Bool { unsettled == 0 }
    var hasFailure: Bool { failures.contains { $0 != nil } }
    var hasFatalFailure: Bool { failures.contains { $0?.meaning == .fatal } }

    /// Ends it with what is known.
    func finish() { continuation.resume(returning: failures) }

    /// Ends it at once: what is not settled has failed like this.
    func fail(_ failure: KafkaFailure) {
        for index in messages.indices { settle(index, failure) }
        finish()
    }
}
