/// Decides when each provider is polled. Pure: time and randomness are handed in, and it starts nothing.
///
/// Times are durations since the schedule's start.
struct PollSchedule {
    /// Names a provider within the schedule.
    typealias Slot = Int

    struct Settings: Sendable {
        /// First polls that may be due at once; the others are spread over their interval. So many pages are not held apart either.
        var immediateFirstPolls = 10
        /// Within this time of the first of them; then as many may again.
        var immediatePeriod = Duration.seconds(10)
        /// Each wait is longer or shorter by at most this part.
        var jitter = 0.1
        var longestBackOff = Duration.seconds(3600)
        /// Of what a server may ask for (`Retry-After`, `max-age`).
        var longestRequestedWait = Duration.seconds(24 * 3600)
        /// Waking up later than this means that the machine was suspended or the clock jumped.
        var clockJump = Duration.seconds(30)
        /// Polls that are due within this time are reserved together.
        var reservationWindow = Duration.seconds(5)
        /// How much later a poll comes whose place could not be kept, at least; at most twice that.
        var postponement = Duration.seconds(5)
    }

    /// What the provider's last poll means for the next.
    enum Outcome {
        case success(freshFor: Duration?)
        case failure(retryAfter: Duration?)
        /// Never again.
        case gone
    }

    /// When a provider is to be polled next, as a restart needs to know it.
    struct NextPoll: Sendable, Hashable {
        /// From now; nil for never.
        var wait: Duration?
        /// Failed polls in a row.
        var failures: Int
        /// The interval that holds; nil for the one that the provider was added with.
        var interval: Duration?
    }

    /// How long a page that is gone is left alone across restarts: who gives its new address changes its identity.
    static let goneWait = Duration.seconds(24 * 3600)

    /// There is one a page, so that times are packed.
    private struct Entry {
        @PackedDuration private var packedInterval: Duration?
        /// Where the interval changes: no poll sooner after the one before.
        @PackedDuration var floor: Duration?
        /// As ``pace`` counts the page: longer than the interval where answers may be reused for longer; nil when it is polled no more.
        @PackedDuration var pacedInterval: Duration?
        /// It is kept that no poll goes out before this time but the one that is due now.
        @PackedDuration var reserved: Duration? = nil
        /// When the next poll is due, decided while the last one's outcome is still taken in.
        @PackedDuration var decided: Duration? = nil
        /// When the running poll began; nil when none runs.
        @PackedDuration var started: Duration? = nil
        /// Failures in a row.
        var failures: Int32

        var interval: Duration {
            get { packedInterval ?? .zero }
            set { packedInterval = newValue }
        }

        init(interval: Duration, floor: Duration?, failures: Int) {
            _packedInterval = PackedDuration(wrappedValue: max(interval, .zero))
            _floor = PackedDuration(wrappedValue: floor)
            _pacedInterval = _packedInterval
            self.failures = Int32(clamping: failures)
        }
    }

    private let settings: Settings
    private var random: any RandomNumberGenerator & Sendable
    /// Moves the first polls of two processes with the same providers apart.
    private let spread: UInt64
    private var entries: [Entry] = []
    private var heap = DueHeap()
    private var pace: PollPace
    private var immediateUsed = 0
    private var immediateSince = Duration.zero
    private var lastLook = Duration.zero

    init(settings: Settings = Settings(), random: any RandomNumberGenerator & Sendable) {
        self.settings = settings
        self.random = random
        spread = self.random.next()
        pace = PollPace(unpacedCount: settings.immediateFirstPolls)
    }

    /// When the next poll may begin; nil when none waits.
    var nextDue: Duration? { heap.first.map { pace.beginning($0.due) } }
    /// Who that is.
    var nextSlot: Slot? { heap.first?.slot }
    var waitingCount: Int { heap.count }

    /// Adds a provider: polled at once when few were added lately, else at a point of its interval that its name chooses.
    ///
    /// - Parameters:
    ///   - floor: where the interval changes with the page's news, the shortest time between two polls.
    ///   - remembered: what ``decide(_:_:interval:now:)`` gave before a restart. A provider that is not due yet waits until it is.
    mutating func add(name: String, interval: Duration, floor: Duration? = nil, now: Duration, remembered: NextPoll? = nil) -> Slot {
        let slot = entries.count
        entries.append(Entry(interval: remembered?.interval ?? interval, floor: floor, failures: remembered?.failures ?? 0))
        pace.add(entries[slot].interval)
        if let wait = remembered?.wait, wait > .zero {
            insert(slot, due: now + wait)
            return slot
        }
        if now - immediateSince >= settings.immediatePeriod {
            immediateSince = now
            immediateUsed = 0
        }
        if immediateUsed < settings.immediateFirstPolls {
            immediateUsed += 1
            heap.insert(slot, due: now)
        } else {
            insert(slot, due: now + entries[slot].interval * Self.fraction(StableHash.of(name, seed: spread)))
        }
        return slot
    }

    /// Puts a provider where it waits for others that are due nearly then.
    private mutating func insert(_ slot: Slot, due: Duration) {
        heap.insert(slot, due: pace.together(due, interval: entries[slot].interval))
    }

    /// Takes out the provider that is due first, if one is due and no more polls have begun lately than may.
    mutating func takeDue(now: Duration) -> Slot? {
        spreadAfterJump(now)
        guard let due = nextDue, due <= now, let item = heap.removeFirst() else { return nil }
        pace.begin(now: now)
        entries[item.slot].started = now
        return item.slot
    }

    /// Takes in what a poll came to, and puts the provider back for its next one.
    mutating func finished(_ slot: Slot, _ outcome: Outcome, now: Duration) {
        _ = decide(slot, outcome, now: now)
        putBack(slot, now: now)
    }

    /// Decides when a provider is due next; it waits for ``putBack(_:now:)``.
    ///
    /// - Parameter interval: the one that holds from now on; nil for the same.
    mutating func decide(_ slot: Slot, _ outcome: Outcome, interval: Duration? = nil, now: Duration) -> NextPoll {
        if let interval { entries[slot].interval = max(interval, .zero) }
        guard let started = entries[slot].started else { return NextPoll(wait: nil, failures: Int(entries[slot].failures)) }
        entries[slot].started = nil
        // What is decided now takes the place of what was kept, and may be earlier.
        entries[slot].reserved = nil
        let due = due(slot, outcome, started: started, now: now)
        entries[slot].decided = due
        return NextPoll(wait: due.map { $0 - now }, failures: Int(entries[slot].failures), interval: entries[slot].interval)
    }

    /// Puts a provider back for the poll that was decided.
    mutating func putBack(_ slot: Slot, now: Duration) {
        // The first to notice a jump may be a poll that was under way.
        spreadAfterJump(now)
        if let due = entries[slot].decided.take() { insert(slot, due: due) }
    }

    private mutating func due(_ slot: Slot, _ outcome: Outcome, started: Duration, now: Duration) -> Duration? {
        let interval = evenInterval(of: slot)
        switch outcome {
        case .gone:
            count(slot, asPolledEvery: nil)
            return nil
        case .success(let freshFor):
            entries[slot].failures = 0
            count(slot, asPolledEvery: max(interval, min(freshFor ?? .zero, settings.longestRequestedWait)))
            // Counted from the start, so that slow answers do not make polls rarer.
            let due = max(now, started + jittered(interval))
            guard let freshFor else { return due }
            return max(due, now + min(freshFor, settings.longestRequestedWait))
        case .failure(let retryAfter):
            entries[slot].failures = min(entries[slot].failures, .max - 1) + 1
            count(slot, asPolledEvery: interval)
            var due = now + backOff(interval, failures: Int(entries[slot].failures))
            if let retryAfter {
                // Never earlier than asked; a little later, so that not all who were told the same come back together.
                let asked = min(retryAfter, settings.longestRequestedWait)
                due = max(due, now + asked + min(asked, .seconds(60)) * (settings.jitter * unit()))
            }
            return due
        }
    }

    /// What jitter makes longer or shorter: where there is a floor, so much that no wait comes below it.
    private func evenInterval(of slot: Slot) -> Duration {
        let interval = entries[slot].interval
        return entries[slot].floor.map { max(interval, $0 / (1 - settings.jitter)) } ?? interval
    }

    private mutating func count(_ slot: Slot, asPolledEvery interval: Duration?) {
        // What is taken out later is what is put in now.
        let interval = interval.map(PackedDuration.rounded)
        if entries[slot].pacedInterval == interval { return }
        if let old = entries[slot].pacedInterval { pace.remove(old) }
        if let interval { pace.add(interval) }
        entries[slot].pacedInterval = interval
    }

    // MARK: Reservations

    /// A provider's next place, kept before its poll goes out.
    struct Reservation {
        var slot: Slot
        /// Not before this time again.
        var until: Duration
        var interval: Duration
        var failures: Int
    }

    /// Whether it is kept that the provider is left alone for an interval after a poll that goes out now.
    func isReserved(_ slot: Slot, now: Duration) -> Bool {
        entries[slot].reserved.map { $0 >= now + entries[slot].interval } ?? false
    }

    /// What to keep before polls of `slots` go out: their next places, and those of all that are due soon, so that one commit serves many.
    func reservations(for slots: [Slot], now: Duration) -> [Reservation] {
        var wanted = slots.filter { !isReserved($0, now: now) }.map { reservation($0, due: now) }
        if wanted.isEmpty { return [] }
        let most = pace.most(in: settings.reservationWindow)
        for item in heap.items(dueBefore: now + settings.reservationWindow, atMost: most) where !isReserved(item.slot, now: item.due) {
            wanted.append(reservation(item.slot, due: max(now, item.due)))
        }
        return wanted
    }

    private func reservation(_ slot: Slot, due: Duration) -> Reservation {
        // The longest wait that jitter gives: the request goes out a little later than now.
        let wait = evenInterval(of: slot) * (1 + settings.jitter)
        return Reservation(slot: slot, until: due + wait, interval: entries[slot].interval, failures: Int(entries[slot].failures))
    }

    mutating func reserved(_ reservations: [Reservation]) {
        for reservation in reservations { entries[reservation.slot].reserved = reservation.until }
    }

    /// Notes that the poll of a provider that was taken begins now: its place was being kept until now.
    mutating func begin(_ slot: Slot, now: Duration) { entries[slot].started = now }

    /// Puts a provider that was taken back for a little later: its place could not be kept.
    mutating func postpone(_ slot: Slot, now: Duration) {
        entries[slot].started = nil
        insert(slot, due: now + settings.postponement * (1 + unit()))
    }

    // MARK: Waits

    /// Doubles from the interval with each failure in a row, up to an hour or the interval, whichever is longer.
    private mutating func backOff(_ interval: Duration, failures: Int) -> Duration {
        let longest = max(settings.longestBackOff, interval)
        var wait = max(interval, .seconds(1))
        for _ in 1..<max(2, min(failures, 40)) where failures > 1 && wait < longest { wait = wait * 2 }
        return min(longest, jittered(min(wait, longest)))
    }

    private mutating func jittered(_ wait: Duration) -> Duration {
        wait == .zero ? .zero : wait * (1 - settings.jitter + 2 * settings.jitter * unit())
    }

    /// After a suspension everything is overdue: as many as may start at once do, the others are spread over their interval.
    private mutating func spreadAfterJump(_ now: Duration) {
        defer { lastLook = now }
        guard let first = heap.first, now - max(first.due, lastLook) > settings.clockJump else { return }
        var overdue: [Slot] = []
        while let next = heap.first, next.due <= now, let item = heap.removeFirst() { overdue.append(item.slot) }
        for (rank, slot) in overdue.enumerated() {
            if rank < settings.immediateFirstPolls {
                heap.insert(slot, due: now)
            } else {
                insert(slot, due: now + entries[slot].interval * unit())
            }
        }
    }

    /// From 0 to just below 1.
    private mutating func unit() -> Double { Self.fraction(random.next()) }
    private static func fraction(_ bits: UInt64) -> Double { Double(bits >> 11) * 0x1p-53 }
}
