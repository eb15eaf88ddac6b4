/// A schedule on simulated time, with no clock, no tasks and no transfers, for measurements: polls take no time, and one runs at a time.
package struct ScheduleRehearsal {
    private var schedule: PollSchedule
    private let isReserving: Bool
    /// When the last poll began, since the start.
    package private(set) var now = Duration.zero

    /// - Parameter isReserving: whether each poll's next place is worked out before it goes out, as for a journal.
    package init(seed: UInt64, isReserving: Bool = false) {
        schedule = PollSchedule(random: SplitMix64(seed: seed))
        self.isReserving = isReserving
    }

    /// Adds a page.
    ///
    /// - Parameter floor: see ``AdaptiveInterval/busy``; nil where the interval does not change.
    package mutating func add(_ name: String, interval: Duration, floor: Duration? = nil) {
        _ = schedule.add(name: name, interval: interval, floor: floor, now: .zero)
    }

    /// Moves to the next poll and begins it; nil when no page waits for one.
    package mutating func begin() -> Int? {
        guard let due = schedule.nextDue else { return nil }
        now = max(now, due)
        guard let slot = schedule.takeDue(now: now) else { return nil }
        if isReserving {
            let wanted = schedule.reservations(for: [slot], now: now)
            if !wanted.isEmpty { schedule.reserved(wanted) }
            schedule.begin(slot, now: now)
        }
        return slot
    }

    /// Ends the poll of a page well.
    ///
    /// - Parameter interval: that holds from now on; nil for the same.
    package mutating func finish(_ slot: Int, interval: Duration? = nil) {
        _ = schedule.decide(slot, .success(freshFor: nil), interval: interval, now: now)
        schedule.putBack(slot, now: now)
    }
}
