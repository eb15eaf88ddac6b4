/// A time in UTC, as pages write it. The origin has no use for a calendar library.
struct UTCTime: Sendable, Hashable {
    var secondsSinceEpoch: Int

    func adding(seconds: Int) -> UTCTime { UTCTime(secondsSinceEpoch: secondsSinceEpoch + seconds) }

    /// "2026-07-20T04:44:00Z"
    var rfc3339: String {
        let (year, month, day) = date
        return "\(year)-\(padded(month))-\(padded(day))T\(clock):\(padded(secondsSinceEpoch % 60))Z"
    }

    /// "04:44"
    var clock: String {
        let minutes = secondsSinceEpoch / 60 % 1_440
        return "\(padded(minutes / 60)):\(padded(minutes % 60))"
    }

    /// "Jul"
    var monthName: String {
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][date.month - 1]
    }

    var day: Int { date.day }

    /// Days to a date of the proleptic Gregorian calendar, by eras of 400 years that begin on the first of March.
    private var date: (year: Int, month: Int, day: Int) {
        let days = secondsSinceEpoch / 86_400 + 719_468
        let era = days / 146_097
        let dayOfEra = days % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
