import Synchronization

/// Counts things that end, and lets one task wait until all have. A countdown from zero never ends.
final class Countdown: Sendable {
    private struct State {
        var remaining: Int
        var waiting: CheckedContinuation<Void, Never>?
    }

    private let state: Mutex<State>

    init(_ count: Int) { state = Mutex(State(remaining: count == 0 ? .max : count)) }

    func countDown() {
        state.withLock { state in
            state.remaining -= 1
            return state.remaining == 0 ? state.waiting.take() : nil
        }?.resume()
    }

    /// Returns when the count has reached zero or the task is cancelled.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    if state.remaining == 0 || Task.isCancelled { return true }
                    state.waiting = continuation
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.take() }?.resume()
        }
    }
}
