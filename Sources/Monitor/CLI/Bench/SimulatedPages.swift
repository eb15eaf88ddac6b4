import Monitor
import Synchronization

/// A page that answers at once and never has anything new.
struct IdlePage: StatusProvider {
    let name: String
    let pollInterval: Duration
    func fetchEvents() async throws -> [StatusEvent] { [] }
    func poll() async throws(SourceError) -> PollResult { .unchanged(format: "idle") }
}

/// Counts polls, and measures the processor time between two of them.
final class PollCount: Sendable {
    private struct State {
        var count = 0
        var before: ProcessUsage?
        var nanoseconds: Double?
        var waiting: CheckedContinuation<Void, Never>?
    }

    private let first: Int
    private let last: Int
    /// Guards all of it, for a few instructions.
    private let state = Mutex(State())

    init(first: Int, last: Int) {
        self.first = first
        self.last = last
    }

    /// Processor time a poll; 0 before the last.
    var nanoseconds: Double { state.withLock { $0.nanoseconds ?? 0 } }

    func add() {
        state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.count += 1
            if state.count == first { state.before = ProcessUsage.now }
            guard state.count == last, let before = state.before else { return nil }
            state.nanoseconds = BenchScheduler.nanoseconds(since: before, polls: last - first)
            return state.waiting.take()
        }?.resume()
    }

    /// Waits for the last poll.
    func wait() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.nanoseconds == nil { state.waiting = continuation }
                return state.nanoseconds != nil
            }
            if isOver { continuation.resume() }
        }
    }
}

/// The most polls within any one second, wherever it begins.
struct MostInOneSecond {
    private(set) var most = 0
    /// When polls began that are less than a second before the newest, as a queue whose head moves.
    private var times: [Duration] = []
    private var head = 0

    mutating func add(_ time: Duration) {
        times.append(time)
        while time - times[head] >= .seconds(1) { head += 1 }
        if head > 4096 {
            times.removeFirst(head)
            head = 0
        }
        most = max(most, times.count - head)
    }
}
