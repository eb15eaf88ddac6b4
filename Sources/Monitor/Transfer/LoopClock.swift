internal import CEpoll

/// The time that all steps of one round share. Confined to the engine's queue.
final class LoopClock {
    /// Nanoseconds of the monotonic clock, as of the beginning of the round.
    private(set) var now: UInt64 = 0

    init() { update() }

    func update() {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        now = UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// Seconds since 1970, for the one thing that comes as a date.
    static func wallClock() -> Int {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
        return time.tv_sec
    }
}

extension Duration {
    /// Whole nanoseconds, held to what a clock can add up.
    var clampedNanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        if seconds < 0 { return 0 }
        return UInt64(min(seconds, 1_000_000_000)) * 1_000_000_000 + UInt64(max(0, attoseconds) / 1_000_000_000)
    }

    /// Whole milliseconds, rounded up, at least 1.
    var clampedMilliseconds: Int { max(1, Int((clampedNanoseconds + 999_999) / 1_000_000)) }
}
