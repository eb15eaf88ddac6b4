import CEpoll
import Glibc
import Synchronization

/// What an origin's thread and its callers share. Everything is guarded by one lock.
final class OriginShared: Sendable {
    private struct State {
        /// An eventfd; -1 once the thread has ended.
        var wakeDescriptor: Int32
        var isStopping = false
        var hasEnded = false
        var statistics = OriginStatistics()
        var requests: [OriginRequest] = []
        var waiters: [UInt64: Waiter] = [:]
        var nextWaiter: UInt64 = 0
    }

    private struct Waiter {
        var isSatisfied: @Sendable (OriginStatistics) -> Bool
        var waitsForEnd: Bool
        var continuation: CheckedContinuation<Void, Never>
    }

    private let state: Mutex<State>
    private let recordedRequests: Int

    init(wakeDescriptor: Int32, recordedRequests: Int) {
        state = Mutex(State(wakeDescriptor: wakeDescriptor))
        self.recordedRequests = recordedRequests
    }

    var statistics: OriginStatistics { state.withLock { $0.statistics } }
    var requests: [OriginRequest] { state.withLock { $0.requests } }
    var isStopping: Bool { state.withLock { $0.isStopping } }

    func wake() {
        // Under the lock, so that the descriptor cannot be closed and reused meanwhile.
        state.withLock { state in
            guard state.wakeDescriptor >= 0 else { return }
            eventfd_write(state.wakeDescriptor, 1)
        }
    }

    func requestStop() {
        state.withLock { $0.isStopping = true }
        wake()
    }

    /// Called by the thread before it answers, so that whoever has the answer finds the request recorded and counted.
    func record(_ request: OriginRequest, _ statistics: OriginStatistics) {
        state.withLock { state in
            state.statistics = statistics
            if state.requests.count < recordedRequests { state.requests.append(request) }
        }
    }

    /// Called by the thread after each turn.
    func publish(_ statistics: OriginStatistics) {
        let satisfied = state.withLock { state in
            state.statistics = statistics
            return Self.takeWaiters(&state) { !$0.waitsForEnd && $0.isSatisfied(statistics) }
        }
        for continuation in satisfied { continuation.resume() }
    }

    /// Called by the thread as the last thing that it does.
    func end(_ statistics: OriginStatistics) {
        let waiting = state.withLock { state in
            state.statistics = statistics
            state.hasEnded = true
            close(state.wakeDescriptor)
            state.wakeDescriptor = -1
            return Self.takeWaiters(&state) { _ in true }
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Waits until the counts satisfy the condition, the origin has ended, or the task is cancelled.
    func wait(forEnd: Bool, until isSatisfied: @escaping @Sendable (OriginStatistics) -> Bool) async {
        let key = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDone = state.withLock { state in
                    if state.hasEnded || Task.isCancelled || (!forEnd && isSatisfied(state.statistics)) { return true }
                    state.waiters[key] = Waiter(isSatisfied: isSatisfied, waitsForEnd: forEnd, continuation: continuation)
                    return false
                }
                if isDone { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: key) }?.continuation.resume()
        }
    }

    private static func takeWaiters(
        _ state: inout State, where isDone: (Waiter) -> Bool
    ) -> [CheckedContinuation<Void, Never>] {
        guard !state.waiters.isEmpty else { return [] }
        let done = state.waiters.filter { isDone($0.value) }
        for key in done.keys { state.waiters.removeValue(forKey: key) }
        return done.values.map(\.continuation)
    }
}
