public import FoundationEssentials

/// Times as RFC 3339 writes them ("2026-07-20T04:44:05Z"), always in UTC.
public enum RFC3339 {
    /// Writes a time; with a fraction (three digits, or six) only when it is not on a whole second. Years are held to 0000–9999.
    public static func string(from date: Date) -> String { String(decoding: bytes(from: date), as: UTF8.self) }

    static func bytes(from date: Date) -> [UInt8] {
        let seconds = date.timeIntervalSince1970
        let lowest = -62_167_219_200.0
        let highest = 253_402_300_799.0
        let held = seconds.isNaN ? 0 : min(max(seconds, lowest), highest)
        let microseconds = Int64((held * 1_000_000).rounded())
        let (days, ofDay) = floorDivide(microseconds, 86_400_000_000)
        let (year, month, day) = civil(days)
        let second = ofDay / 1_000_000
        let fraction = ofDay % 1_000_000

        var out: [UInt8] = []
        out.reserveCapacity(27)
        append(year, digits: 4, to: &out)
        out.append(UInt8(ascii: "-"))
        append(month, digits: 2, to: &out)
        out.append(UInt8(ascii: "-"))
        append(day, digits: 2, to: &out)
        out.append(UInt8(ascii: "T"))
        append(second / 3600, digits: 2, to: &out)
        out.append(UInt8(ascii: ":"))
        append(second / 60 % 60, digits: 2, to: &out)
        out.append(UInt8(ascii: ":"))
        append(second % 60, digits: 2, to: &out)
        if fraction != 0 {
            out.append(UInt8(ascii: "."))
            if fraction % 1000 == 0 {
                append(fraction / 1000, digits: 3, to: &out)
            } else {
                append(fraction, digits: 6, to: &out)
            }
        }
        out.append(UInt8(ascii: "Z"))
        return out
    }

    /// Reads a time with its offset, or nil when the text is no RFC 3339 time. A leap second is the second after.
    public static func date(from text: String) -> Date? {
        var reader = Reader(bytes: Array(text.utf8))
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
            let day = reader.number(2), reader.take("T", or: "t", " "), let hour = reader.number(2), reader.take(":"),
            let minute = reader.number(2), reader.take(":"), let second = reader.number(2),
            (1...12).contains(month), day >= 1, day <= daysIn(month, of: year), hour < 24, minute < 60, second <= 60
        else { return nil }
        guard let fraction = reader.fraction(), let offset = reader.offset(), reader.isAtEnd else { return nil }
        let seconds = days(year, month, day) * 86_400 + Int64(hour * 3600 + minute * 60 + second) - offset
        return Date(timeIntervalSince1970: Double(seconds) + fraction)
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0
        var isAtEnd: Bool { position == bytes.count }

        mutating func number(_ digits: Int) -> Int? {
            var value = 0
            for _ in 0..<digits {
                guard let digit = digit() else { return nil }
                value = value * 10 + digit
            }
            return value
        }

        mutating func digit() -> Int? {
            guard position < bytes.count, (0x30...0x39).contains(bytes[position]) else { return nil }
            defer { position += 1 }
            return Int(bytes[position] - 0x30)
        }

        mutating func take(_ character: Unicode.Scalar, or others: Unicode.Scalar...) -> Bool {
            guard position < bytes.count, ([character] + others).contains(Unicode.Scalar(bytes[position])) else { return false }
            position += 1
            return true
        }

        /// The fraction of the second, 0 when none is written, nil when a point has no digit.
        mutating func fraction() -> Double? {
            guard take(".", or: ",") else { return 0 }
            var value = 0.0
            var scale = 1.0
            guard let first = digit() else { return nil }
            value = Double(first)
            scale = 10
            while let next = digit() {
                if scale < 1e15 {
                    value = value * 10 + Double(next)
                    scale *= 10
                }
            }
            return value / scale
        }

        /// Seconds east of UTC.
        mutating func offset() -> Int64? {
            if take("Z", or: "z") { return 0 }
            let sign: Int64 = take("+") ? 1 : -1
            if sign < 0 && !take("-") { return nil }
            guard let hour = number(2), take(":"), let minute = number(2), hour < 24, minute < 60 else { return nil }
            return sign * Int64(hour * 3600 + minute * 60)
        }
    }

    private static func append(_ value: Int64, digits: Int, to out: inout [UInt8]) {
        var divisor: Int64 = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            out.append(0x30 + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    private static func daysIn(_ month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970 of a date of the Gregorian calendar, in eras of 400 years that begin in March.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
        let year = Int64(month <= 2 ? year - 1 : year)
        let era = floorDivide(year, 400).quotient
        let yearOfEra = year - era * 400
        let dayOfYear = Int64((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1)
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = floorDivide(days + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}
