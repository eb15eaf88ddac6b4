import Synchronization

/// A clock that leaps: who sleeps on it has slept at once. For measurements and tests with one sleeper at a time, as the
/// scheduler is.
package final class LeapingClock: Clock, Sendable {
    package struct Instant: InstantProtocol {
        package var offset = Duration.zero
        package func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        package func duration(to other: Instant) -> Duration { other.offset - offset }
        package static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    /// Guarded by its own lock.
    private let time = Mutex(Instant())

    package init() {}

    package var now: Instant { time.withLock { $0 } }
    package var minimumResolution: Duration { .zero }
    package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        time.withLock { $0 = max($0, deadline) }
    }
}
