internal import FoundationEssentials

/// A time in the proleptic Gregorian calendar, with its distance from UTC.
struct CivilTime {
    var year: Int
    var month = 1
    var day = 1
    var hour = 0
    var minute = 0
    var second = 0
    var fraction = 0.0
    /// Seconds east of UTC.
    var offset = 0

    /// The instant, or nil when there is no such day or time. 24:00:00 is the end of the day; second 60 (a leap second) is the next minute's first.
    var date: Date? {
        guard year >= 1, year <= 9999, month >= 1, month <= 12, day >= 1, day <= Self.days(inMonth: month, of: year) else { return nil }
        guard hour <= 23 || (hour == 24 && minute == 0 && second == 0), hour >= 0, minute >= 0, minute <= 59, second >= 0, second <= 60
        else { return nil }
        guard abs(offset) < 26 * 3600 else { return nil }
        let seconds = Self.days(year: year, month: month, day: day) * 86_400 + hour * 3600 + minute * 60 + second - offset
        return Date(timeIntervalSince1970: Double(seconds) + fraction)
    }

    static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01, from whole eras of 400 years that begin on 1 March.
    static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The day of the calendar that lies `days` after 1970-01-01.
    static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// Sets month and day from the number of a day within its year; false when the year has no such day.
    mutating func setOrdinal(_ ordinal: Int) -> Bool {
        guard ordinal >= 1, ordinal <= (Self.isLeap(year) ? 366 : 365) else { return false }
        (_, month, day) = Self.civil(fromDays: Self.days(year: year, month: 1, day: 1) + ordinal - 1)
        return true
    }

    /// Sets the day from an ISO 8601 week and weekday (Monday is 1).
    mutating func setWeek(_ week: Int, weekday: Int) -> Bool {
        guard week >= 1, week <= 53, weekday >= 1, weekday <= 7 else { return false }
        let january4 = Self.days(year: year, month: 1, day: 4)
        // 1970-01-01 was a Thursday.
        let monday = january4 - ((january4 + 3) % 7 + 7) % 7
        (year, month, day) = Self.civil(fromDays: monday + (week - 1) * 7 + weekday - 1)
        return true
    }
}
