/// Holds polls apart: in any one second begin at most twice as many as all pages' intervals ask for on average, and two where that is less.
/// Pure: time is handed in.
///
/// Due times keep pages apart in all that is foreseen. This holds for the rest, whatever brought many to be due together: a restart, a clock that
/// jumped, transfers that hung until the network was back, a `Retry-After` that many servers sent. What has to wait goes out at one and a half times the
/// mean at least, so that all pages have had their turn after two thirds of an interval.
///
/// Where polls come thick, they begin together, many at a time: see ``beat``.
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
    /// Polls begin at multiples of this time; zero where each begins when it is due.
    ///
    /// A processor that is woken for one poll finds neither the poll's code nor its data in its caches, and is slow to wake: one poll each 6 ms costs nearly
    /// twice of what it costs among others (docs/performance.md). So those wait for each other that are due within 0.4 s, or a hundredth of
    /// the pages' average interval where that is less. A page whose interval is far shorter than the others' waits as long as they do.
    private var beat = Duration.zero

    init(unpacedCount: Int) { self.unpacedCount = unpacedCount }

    private var isHolding: Bool { pages > unpacedCount && pagesWithoutInterval == 0 }

    /// When a poll begins that is due at `due`.
    func beginning(_ due: Duration) -> Duration {
        guard isHolding else { return due }
        let earliest = max(due, even - lead)
        if beat == .zero { return earliest }
        let beats = (earliest / beat).rounded(.up)
        return max(earliest, beat * beats)
    }

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
        let most = max(2, 2 * Double(demand) / 1e9).rounded(.down)
        // A quarter may come together; what begins in a second is the rest of the flow and those: less than `most` and one.
        let together = max(1, most / 4)
        step = .nanoseconds(Int64(1e9 / (most + 0.95 - together)))
        lead = step * (together - 1)
        beat = Self.beat(polls: Double(demand) / 1e9, interval: Double(pages) / max(Double(demand) / 1e9, 1e-9))
    }

    /// - Parameters:
    ///   - polls: in a second.
    ///   - interval: of a page on average, in seconds.
    private static func beat(polls: Double, interval: Double) -> Duration {
        let seconds = min(0.4, interval / 100)
        return seconds * polls < 2 ? .zero : .seconds(seconds)
    }
}
