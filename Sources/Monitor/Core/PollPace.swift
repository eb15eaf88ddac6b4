/// Holds polls apart: in any one second begin at most twice as many as all pages' intervals ask for on average, and two where that is less.
/// Pure: time is handed in.
///
/// Due times keep pages apart in all that is foreseen. This holds for the rest, whatever brought many to be due together: a restart, a clock that
/// jumped, transfers that hung until the network was back, a `Retry-After` that many servers sent. What has to wait goes out at four thirds of the
/// mean at least, so that all pages have had their turn after three quarters of an interval.
///
/// Where polls come thick, they are due together, many at a time: see ``together(_:interval:)``.
struct PollPace {
    /// So few pages may be polled at once.
    private let unpacedCount: Int
    private var pages = 0
    /// Pages without an interval. Where there is one nothing is held apart.
    private var pagesWithoutInterval = 0
    /// Polls that the intervals ask for, in a thousand million seconds. A whole number: what is taken out is exactly what was put in.
    private var demand: Int64 = 0
    /// Between two polls when one waits for the other.
    private var step = Duration.zero
    /// How far polls may run ahead of an even flow.
    private var lead = Duration.zero
    /// When the next poll would begin in an even flow.
    private var even = Duration.zero

    init(unpacedCount: Int) { self.unpacedCount = unpacedCount }

    private var isHolding: Bool { pages > unpacedCount && pagesWithoutInterval == 0 }

    /// When a poll begins that is due at `due`.
    func beginning(_ due: Duration) -> Duration { isHolding ? max(due, even - lead) : due }

    /// When a poll is due that is to wait for others: the next multiple of 0.4 s, or of half, a quarter … of that where it is more than a
    /// hundredth of the page's interval. So a page that is polled each second among thousands that are polled each minute waits for none of them.
    ///
    /// A processor that is woken for one poll finds neither the poll's code nor its data in its caches, and is slow to wake: one poll each 6 ms costs nearly
    /// twice of what it costs among others (docs/performance.md). Where fewer than two come in that time none waits.
    func together(_ due: Duration, interval: Duration) -> Duration {
        guard isHolding else { return due }
        let longest = interval / .seconds(100)
        var beat = 0.4
        while beat > longest, beat * polls >= 2 { beat /= 2 }
        if beat * polls < 2 { return due }
        let whole = Duration.nanoseconds(Int64(beat * 1e9))
        return whole * Int64((due / whole).rounded(.up))
    }

    /// How many the intervals ask for in a second.
    private var polls: Double { Double(demand) / 1e9 }

    /// Takes note that a poll begins.
    mutating func begin(now: Duration) {
        if isHolding { even = max(even, now) + step }
    }

    /// How many polls can begin within a time.
    func most(in time: Duration) -> Int { isHolding ? 2 + Int((time + lead) / step) : .max }

    /// Takes a page in that is polled once in an interval.
    mutating func add(_ interval: Duration) {
        count(interval, 1)
        update()
    }

    /// Takes a page out.
    mutating func remove(_ interval: Duration) {
        count(interval, -1)
        update()
    }

    private mutating func count(_ interval: Duration, _ sign: Int) {
        pages += sign
        if interval <= .zero {
            pagesWithoutInterval += sign
        } else {
            demand += Int64(sign) * Int64(1e9 / max(interval / .seconds(1), 1e-3))
        }
    }

    private mutating func update() {
        let most = max(2, 2 * polls).rounded(.down)
        // A third may come together; what begins in a second is the rest of the flow and those: less than `most` and one.
        let together = max(1, (most / 3).rounded(.down))
        step = .nanoseconds(Int64(1e9 / (most + 0.95 - together)))
        lead = step * (together - 1)
    }
}
