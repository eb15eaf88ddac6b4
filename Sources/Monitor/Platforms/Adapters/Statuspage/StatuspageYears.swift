/// Gives the updates of one entry the years and the offset from UTC that their headers leave out.
///
/// The newest update lies nearest to the entry's own time; each older one lies before the one above it. (In 1,075 captured entries the
/// newest update's minute is that of `published`, or of `pubDate`.)
struct StatuspageYears {
    /// The entry's time in seconds since 1970.
    var reference: Int

    /// Updates may be listed a little out of order, and a zone's offset may change between two of them.
    private static let slack = 36 * 3600

    /// Seconds since 1970 for each time, in the given order, newest first; nil where the day does not exist.
    func seconds(of times: [StatuspageTime]) -> [Int?] {
        guard let newest = times.first else { return [] }
        let anchor = nearest(newest)
        let derived = anchor.flatMap { derivedOffset(local: $0) }
        var above: Int?
        return times.map { time in
            let local = above.flatMap { latest(time, notAfter: $0 + Self.slack) } ?? nearest(time)
            guard let local else { return nil }
            above = local
            return local - offset(of: time.zone, newest: newest.zone, derived: derived)
        }
    }

    /// As if the time were UTC, in the year in which it lies nearest to the reference.
    private func nearest(_ time: StatuspageTime) -> Int? {
        if let year = time.year { return time.secondsAsUTC(inYear: year) }
        let year = CivilTime(epochSeconds: reference).year
        return (year - 1...year + 1).compactMap { time.secondsAsUTC(inYear: $0) }
            .min { abs($0 - reference) < abs($1 - reference) }
    }

    /// As if the time were UTC, in the latest year in which it does not lie after `limit`.
    private func latest(_ time: StatuspageTime, notAfter limit: Int) -> Int? {
        if let year = time.year { return time.secondsAsUTC(inYear: year) }
        let year = CivilTime(epochSeconds: limit).year
        guard let seconds = time.secondsAsUTC(inYear: year) else { return nil }
        return seconds <= limit ? seconds : time.secondsAsUTC(inYear: year - 1)
    }

    /// The page's offset as the newest update and the entry's time show it, where they are the same minute.
    private func derivedOffset(local: Int) -> Int? {
        let difference = local - reference.flooredDivision(by: 60) * 60
        return abs(difference) <= 14 * 3600 && difference % 900 == 0 ? difference : nil
    }

    private func offset(of zone: String, newest: String, derived: Int?) -> Int {
        if let known = ZoneName.offset(zone) { return known }
        if zone == newest, let derived { return derived }
        return ZoneName.likeliestOffset(zone) ?? derived ?? 0
    }
}
