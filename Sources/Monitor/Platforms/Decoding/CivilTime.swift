/// Calendar arithmetic in the proleptic Gregorian calendar, UTC, on whole seconds since 1970. (Howard Hinnant, "chrono-Compatible
/// Low-Level Date Algorithms".) Needs no formatter and no allocation beyond the text that it makes.
struct CivilTime: Equatable {
    var year: Int
    /// 1…12
    var month: Int
    /// 1…31
    var day: Int
    var hour = 0
    var minute = 0
    var second = 0

    /// Nil when there is no such day or time.
    init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        guard (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day) else { return nil }
        guard (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second) else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    init(epochSeconds: Int) {
        let days = epochSeconds.flooredDivision(by: 86_400)
        let rest = epochSeconds - days * 86_400
        let shifted = days + 719_468
        let era = shifted.flooredDivision(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        hour = rest / 3600
        minute = rest / 60 % 60
        second = rest % 60
    }

    var epochSeconds: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear.flooredDivision(by: 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return (era * 146_097 + dayOfEra - 719_468) * 86_400 + hour * 3600 + minute * 60 + second
    }

    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    /// "2026-07-20T04:44Z".
    var minuteText: String { text(seconds: false) }
    /// "2026-07-20T04:44:03Z".
    var secondText: String { text(seconds: true) }

    private func text(seconds: Bool) -> String {
        unsafe String(unsafeUninitializedCapacity: 24) { buffer in
            var length = 0
            func put(_ byte: UInt8) {
                unsafe buffer[length] = byte
                length += 1
            }
            func put(_ number: Int, digits: Int) {
                var divisor = 1
                for _ in 1..<digits { divisor *= 10 }
                while divisor > 0 {
                    put(UInt8(truncatingIfNeeded: 48 + number / divisor % 10))
                    divisor /= 10
                }
            }
            put(min(max(year, 0), 9999), digits: 4)
            put(UInt8(ascii: "-"))
            put(month, digits: 2)
            put(UInt8(ascii: "-"))
            put(day, digits: 2)
            put(UInt8(ascii: "T"))
            put(hour, digits: 2)
            put(UInt8(ascii: ":"))
            put(minute, digits: 2)
            if seconds {
                put(UInt8(ascii: ":"))
                put(second, digits: 2)
            }
            put(UInt8(ascii: "Z"))
            return length
        }
    }
}

extension Int {
    func flooredDivision(by divisor: Int) -> Int {
        let quotient = self / divisor
        return self % divisor != 0 && (self < 0) != (divisor < 0) ? quotient - 1 : quotient
    }
}
