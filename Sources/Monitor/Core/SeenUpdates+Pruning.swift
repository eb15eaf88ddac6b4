extension SeenUpdates {
    /// Readings are forgotten only beyond this many, or four times what the page lists.
    static let comfortableCount = 2048
    /// Where every result is partial, so that nobody knows what the page still lists, the oldest are forgotten beyond this many.
    static let maximumCountWithoutListing = 8192

    /// Forgets what the page has not listed for the longest time, and never what it is known to list. The horizon moves up, so
    /// that a forgotten closed incident that comes back is no news.
    mutating func prune() {
        guard readings.count > Self.comfortableCount else { return }
        // Partial results leave out what is listed and unchanged: only since the last full one is known what is not.
        var unlisted = readings.indices.filter { readings[$0].turn < fullTurn }
        var limit = max(Self.comfortableCount, 4 * (readings.count - unlisted.count))
        if unlisted.isEmpty && turn > fullTurn && readings.count > Self.maximumCountWithoutListing {
            unlisted = readings.indices.filter { readings[$0].turn < turn }
            limit = Self.maximumCountWithoutListing
        }
        guard readings.count > limit, !unlisted.isEmpty else { return }
        // A quarter more than needed, so that this is rare.
        let excess = min(unlisted.count, readings.count - limit * 3 / 4)
        let oldestFirst = unlisted.sorted { (readings[$0].turn, readings[$0].minute) < (readings[$1].turn, readings[$1].minute) }
        var isForgotten = [Bool](repeating: false, count: readings.count)
        for index in oldestFirst.prefix(excess) {
            isForgotten[index] = true
            words.abandon(readings[index].words)
            forgotten = max(forgotten ?? .min, readings[index].minute)
        }
        horizon = max(horizon ?? .min, forgotten ?? .min)
        var kept: [Reading] = []
        kept.reserveCapacity(readings.count - excess)
        for index in readings.indices where !isForgotten[index] { kept.append(readings[index]) }
        readings = kept
    }

    /// Moves the words together when more than a fifth of the room is that of texts that are gone, or was reserved by doubling.
    mutating func compactWords() {
        let used = words.usedCount
        guard words.bytes.capacity > used + used / 4 + 256 else { return }
        var compacted = PackedWordSets()
        compacted.reserve(used)
        for index in readings.indices {
            readings[index].words = compacted.append(readings[index].words, of: words)
        }
        words = compacted
    }
}
