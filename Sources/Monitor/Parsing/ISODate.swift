internal import FoundationEssentials

/// Dates that begin with the year: ISO 8601, W3CDTF, SQL, and the same with slashes or dots.
enum ISODate {
    static func parse(_ bytes: ByteView) -> Date? {
        var reader = DateReader(bytes)
        guard var time = day(&reader) else { return nil }
        guard timeAndZone(&reader, &time) else { return nil }
        return time.date
    }

    private static func day(_ reader: inout DateReader) -> CivilTime? {
        switch reader.digitCount {
        case 4: return separated(&reader)
        case 2: return shortYear(&reader)
        case 6:
            guard let year = reader.number(2), let month = reader.number(2), let day = reader.number(2),
                reader.isAtEnd || reader.peek == 0x74
            else { return nil }
            return CivilTime(year: ZoneNames.fullYear(year, digits: 2), month: month, day: day)
        case 7:
            guard let year = reader.number(4), let ordinal = reader.number(3) else { return nil }
            var time = CivilTime(year: year)
            return time.setOrdinal(ordinal) ? time : nil
        case 8:
            guard let year = reader.number(4), let month = reader.number(2), let day = reader.number(2) else { return nil }
            return CivilTime(year: year, month: month, day: day)
        case 12, 14:
            guard let year = reader.number(4), let month = reader.number(2), let day = reader.number(2) else { return nil }
            return CivilTime(year: year, month: month, day: day)
        default: return nil
        }
    }

    private static func separated(_ reader: inout DateReader) -> CivilTime? {
        guard let year = reader.number(4) else { return nil }
        var time = CivilTime(year: year)
        if reader.isAtEnd || reader.peek == UInt8(ascii: "z") { return time }
        if reader.take("w") { return week(&reader, &time) }
        let mark = reader.peek
        guard mark == UInt8(ascii: "-") || mark == UInt8(ascii: "/") || mark == UInt8(ascii: ".") else { return nil }
        reader.skip()
        if reader.take("w") { return week(&reader, &time) }
        if reader.digitCount == 3, mark == UInt8(ascii: "-"), let ordinal = reader.number(3) {
            return time.setOrdinal(ordinal) ? time : nil
        }
        guard let month = reader.number(upTo: 2) else { return nil }
        time.month = month
        guard reader.peek == mark else { return reader.isAtEnd || reader.peek == UInt8(ascii: "z") ? time : nil }
        reader.skip()
        guard let day = reader.number(upTo: 2) else { return nil }
        time.day = day
        return time
    }

    private static func week(_ reader: inout DateReader, _ time: inout CivilTime) -> CivilTime? {
        guard let week = reader.number(2) else { return nil }
        var weekday = 1
        let start = reader.position
        if reader.take("-") || reader.digitCount == 1 {
            guard reader.digitCount == 1, let number = reader.number(1) else { reader.rewind(to: start); return nil }
            weekday = number
        }
        return time.setWeek(week, weekday: weekday) ? time : nil
    }

    /// "03-12-31": the order of ISO 8601 with the century left out.
    private static func shortYear(_ reader: inout DateReader) -> CivilTime? {
        guard let year = reader.number(2), reader.take("-"), reader.digitCount == 2, let month = reader.number(2), reader.take("-"),
            reader.digitCount == 2, let day = reader.number(2), month <= 12
        else { return nil }
        return CivilTime(year: ZoneNames.fullYear(year, digits: 2), month: month, day: day)
    }

    /// False when what follows the day is no time.
    private static func timeAndZone(_ reader: inout DateReader, _ time: inout CivilTime) -> Bool {
        reader.skipBlanks()
        if reader.take("t") || reader.take("_") || reader.take(",") {
            reader.skipBlanks()
            if reader.isAtEnd { return false }
        }
        if reader.isAtEnd { return true }
        if reader.digitCount > 0 {
            guard clock(&reader, &time) else { return false }
        }
        reader.skipBlanks()
        if reader.isAtEnd { return true }
        return ZoneNames.read(reader.rest, into: &time)
    }

    private static func clock(_ reader: inout DateReader, _ time: inout CivilTime) -> Bool {
        switch reader.digitCount {
        case 1, 2:
            time.hour = reader.number(upTo: 2)!
            guard reader.take(":") || reader.take(".") else { return true }
            guard let minute = reader.number(upTo: 2) else { return false }
            time.minute = minute
            if reader.take(":") || (reader.peek == 0x2E && reader.position > 0 && reader.take(".")) {
                guard let second = reader.number(upTo: 2) else { return false }
                time.second = second
            }
        case 4:
            (time.hour, time.minute) = (reader.number(2)!, reader.number(2)!)
        case 6:
            (time.hour, time.minute, time.second) = (reader.number(2)!, reader.number(2)!, reader.number(2)!)
        default: return false
        }
        if reader.peek == UInt8(ascii: ".") || reader.peek == UInt8(ascii: ",") || reader.peek == UInt8(ascii: ":") {
            reader.skip()
            guard let fraction = reader.fraction() else { return reader.isAtEnd }
            time.fraction = fraction
        }
        return true
    }
}
