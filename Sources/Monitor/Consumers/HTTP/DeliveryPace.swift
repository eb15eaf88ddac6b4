import Monitor
import Synchronization

/// Lets no more deliveries begin than a receiver takes: never more than its count in any stretch of its period.
final class DeliveryPace: Sendable {
    private struct State {
        /// When the last deliveries began, oldest first; no more than the rate's count.
        var starts: [Duration] = []
        var heldUntil = Duration.zero
    }

    private let rate: DeliveryRate
    private let time: Timekeeper
    /// Guards the times; held for one look at them.
    private let state = Mutex(State())

    init(_ rate: DeliveryRate, time: Timekeeper) {
        self.rate = rate
        self.time = time
    }

    /// Waits for the next delivery's turn.
    ///
    /// - Throws: `CancellationError`.
    func turn() async throws {
        while let due = state.withLock({ take(&$0, at: time.now()) }) { try await time.sleep(due) }
    }

    /// Lets none begin for so long, because the receiver said so.
    func hold(for duration: Duration) {
        let until = time.now() + duration
        state.withLock { $0.heldUntil = max($0.heldUntil, until) }
    }

    /// Takes a turn now, or tells when to ask again.
    private func take(_ state: inout State, at now: Duration) -> Duration? {
        state.starts.removeAll { $0 + rate.period <= now }
        if state.heldUntil > now { return state.heldUntil }
        if state.starts.count >= rate.count, let oldest = state.starts.first { return oldest + rate.period }
        state.starts.append(now)
        return nil
    }
}
