import Processes
import Synchronization

/// Counts polls and their latencies, from any number of tasks. The first poll of each page warms up; what is measured begins when the last of
/// these has ended, for a quick page may be polled again before a slow one was polled at all.
final class BenchTally: Sendable {
    private struct State {
        var begun = 0
        /// Pages whose first poll has ended.
        var warmedUp = 0
        /// Measured polls that have ended.
        var ended = 0
        var errors = 0
        var firstError: String?
        var notModified = 0
        var connections = 0
        var bytes = 0
        var announced = 0
        /// In microseconds, of the measured polls.
        var latencies: [Float] = []
        var start: Snapshot?
        var end: Snapshot?
        var waiter: CheckedContinuation<Void, Never>?
    }

    struct Snapshot {
        var instant: ContinuousClock.Instant
        var usage: ProcessUsage
        static var now: Snapshot { Snapshot(instant: .now, usage: .now) }
    }

    /// First polls after which what only the start needed leaves the memory, as some seconds after the start of `run`.
    private static let pagesReadAtStart = 20

    let warmUp: Int
    let measured: Int
    /// Guarded by its own lock.
    private let state: Mutex<State>

    init(warmUp: Int, measured: Int) {
        self.warmUp = warmUp
        self.measured = measured
        var initial = State()
        initial.latencies.reserveCapacity(measured)
        state = Mutex(initial)
    }

    /// The ordinal of the next poll; nil when all that is measured has ended.
    func next() -> Int? {
        state.withLock { state in
            guard state.end == nil else { return nil }
            state.begun += 1
            return state.begun - 1
        }
    }

    /// Takes in the end of one poll. The last of the warm-up starts the measurement, the last of all ends it; what lies between the first
    /// polls is neither.
    ///
    /// - Parameter isFirst: Whether it was its page's first.
    func ended(
        _ latency: Duration, isFirst: Bool, notModified: Bool = false, connections: Int = 0, bytes: Int = 0, error: String? = nil
    ) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.end == nil else { return nil }
            if let error {
                state.errors += 1
                state.firstError = state.firstError ?? error
            }
            if isFirst {
                state.warmedUp += 1
                if state.warmedUp == Self.pagesReadAtStart || state.warmedUp == warmUp { ProgramText.drop() }
                if state.warmedUp == warmUp { state.start = .now }
                return nil
            }
            guard state.start != nil else { return nil }
            state.ended += 1
            let (seconds, attoseconds) = latency.components
            state.latencies.append(Float(seconds) * 1e6 + Float(attoseconds) / 1e12)
            if notModified { state.notModified += 1 }
            state.connections += connections
            state.bytes += bytes
            guard state.ended == measured else { return nil }
            state.end = .now
            return state.waiter.take()
        }
        waiter?.resume()
    }

    func announced(_ count: Int) { state.withLock { $0.announced += count } }

    /// Returns when all polls have ended.
    func wait() async {
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                if state.end == nil { state.waiter = continuation }
                return state.end != nil
            }
            if isDone { continuation.resume() }
        }
    }

    /// The figures; nil before the end.
    func result(
        _ scenario: BenchScenario, _ connection: BenchConnection, _ level: BenchLevel, providers: Int, inFlight: Int, note: String
    ) -> BenchResult? {
        state.withLock { state in
            guard let start = state.start, let end = state.end, !state.latencies.isEmpty else { return nil }
            let polls = Double(measured)
            let sorted = state.latencies.sorted()
            let wall = start.instant.duration(to: end.instant) / .seconds(1)
            let user = end.usage.user - start.usage.user
            let system = end.usage.system - start.usage.system
            return BenchResult(
                scenario: scenario, connection: connection, level: level, measured: note, providers: providers, inFlight: inFlight,
                polls: measured,
                pollsPerSecond: polls / wall, cpuMicroseconds: (user + system) / polls * 1e6, userMicroseconds: user / polls * 1e6,
                systemMicroseconds: system / polls * 1e6, p50Milliseconds: Double(sorted[sorted.count / 2]) / 1e3,
                p99Milliseconds: Double(sorted[sorted.count * 99 / 100]) / 1e3, peakKilobytes: ProcessUsage.peakKilobytes ?? 0,
                switchesPerPoll: Double(end.usage.switches - start.usage.switches) / polls, notModified: state.notModified,
                connections: state.connections, bytes: state.bytes, eventsAnnounced: state.announced, errors: state.errors,
                firstError: state.firstError)
        }
    }
}
