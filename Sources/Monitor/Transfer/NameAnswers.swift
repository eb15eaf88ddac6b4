/// The names that a shard's libcurl has answers for, oldest first, so that those that serve no more are taken out. libcurl would go through all of
/// its answers at each transfer's end (a third of a 304's cost with thousands of hosts): that is switched off.
///
/// Confined to the engine's queue.
struct NameAnswers {
    /// How many are taken out when a transfer begins, at most: more than one comes in, so that none pile up.
    static let mostAtOnce = 2

    private var entries: [(origin: Origin, since: UInt64)] = []
    /// Those before it are taken out.
    private var first = 0

    /// A name was answered now.
    mutating func add(_ origin: Origin, at now: UInt64) { entries.append((origin, now)) }

    /// Takes out the oldest one of those that are older than `lifetime` nanoseconds.
    mutating func removeOld(_ lifetime: UInt64, at now: UInt64) -> Origin? {
        guard first < entries.count, now - entries[first].since >= lifetime else { return nil }
        defer {
            first += 1
            // Half of the array at the least is moved for as many that were taken out.
            if first * 2 > entries.count {
                entries.removeFirst(first)
                first = 0
            }
        }
        return entries[first].origin
    }

    mutating func removeAll() {
        entries = []
        first = 0
    }
}
