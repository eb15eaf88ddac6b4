public import FoundationEssentials

/// Reads dates from text, with no formatter and no locale.
public enum DateParser {
    /// A time exactly as RFC 3339 section 5.6 has it ("2026-07-20T04:44:00.5+02:00"); nil for anything else.
    public static func rfc3339(_ text: some StringProtocol) -> Date? { String(text).withByteView(rfc3339) }

    /// A time exactly as RFC 3339 section 5.6 has it, in UTF-8.
    public static func rfc3339(_ bytes: RawSpan) -> Date? {
        bytes.withByteView(rfc3339)
    }

    /// A date in any of the ways that feeds write it, nil when it is no date.
    ///
    /// ISO 8601 and the W3C's profile of it (a year or a month alone, ordinal days, weeks, basic form), RFC 822, 2822 and 850, asctime, month and day names
    /// of a dozen languages, two-digit years, zone names. A date with no zone is taken as UTC, one with no time as midnight.
    public static func feedDate(_ text: some StringProtocol) -> Date? { String(text).withByteView(feedDate) }

    /// A date in any of the ways that feeds write it, in UTF-8.
    public static func feedDate(_ bytes: RawSpan) -> Date? {
        bytes.withByteView(feedDate)
    }

    static func rfc3339(_ bytes: ByteView) -> Date? {
        var reader = DateReader(bytes)
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"), let day = reader.number(2),
            reader.take("t"), let hour = reader.number(2), reader.take(":"), let minute = reader.number(2), reader.take(":"),
            let second = reader.number(2)
        else { return nil }
        var time = CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        guard hour < 24 else { return nil }
        if reader.take(".") {
            guard let fraction = reader.fraction() else { return nil }
            time.fraction = fraction
        }
        if !reader.take("z") {
            let sign = reader.take("+") ? 1 : reader.take("-") ? -1 : 0
            guard sign != 0, let hours = reader.number(2), reader.take(":"), let minutes = reader.number(2), hours < 24, minutes < 60 else {
                return nil
            }
            time.offset = sign * (hours * 3600 + minutes * 60)
        }
        return reader.isAtEnd ? time.date : nil
    }

    static func feedDate(_ bytes: ByteView) -> Date? {
        var start = 0
        var end = bytes.count
        while start < end, FieldRecord.isBlank(bytes[start]) { start += 1 }
        while end > start, FieldRecord.isBlank(bytes[end - 1]) { end -= 1 }
        guard end - start >= 4, end - start <= 120 else { return nil }
        let text = bytes.view(start..<end)
        if let date = rfc3339(text) { return date }
        if let date = MailDate.parse(text) { return date }
        if let date = ISODate.parse(text) { return date }
        return WordyDate.parse(text.string)
    }
}

/// Walks over the bytes of a date.
@safe struct DateReader {
    private let bytes: ByteView
    private(set) var position = 0

    init(_ bytes: ByteView) { self.bytes = bytes }

    var isAtEnd: Bool { position >= bytes.count }

    /// The next byte, letters in lower case; 0 at the end.
    var peek: UInt8 {
        guard position < bytes.count else { return 0 }
        let byte = bytes[position]
        return byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard !isAtEnd, UInt32(peek) == scalar.value else { return false }
        position += 1
        return true
    }

    mutating func skip() { position += 1 }
    mutating func rewind(to position: Int) { self.position = position }

    mutating func skipBlanks() {
        while !isAtEnd, FieldRecord.isBlank(peek) { position += 1 }
    }

    /// How many digits follow.
    var digitCount: Int {
        var count = 0
        while position + count < bytes.count, bytes[position + count] >= 0x30, bytes[position + count] <= 0x39 { count += 1 }
        return count
    }

    /// Exactly that many digits.
    mutating func number(_ count: Int) -> Int? {
        guard digitCount >= count, count > 0 else { return nil }
        var value = 0
        for _ in 0..<count {
            value = value * 10 + Int(bytes[position] & 0x0F)
            position += 1
        }
        return value
    }

    /// One to `most` digits, all that there are.
    mutating func number(upTo most: Int) -> Int? {
        let count = digitCount
        return count >= 1 && count <= most ? number(count) : nil
    }

    /// The digits behind a decimal sign.
    mutating func fraction() -> Double? {
        guard digitCount > 0 else { return nil }
        var (value, scale) = (0.0, 1.0)
        while digitCount > 0 {
            if scale < 1e9 {
                value = value * 10 + Double(peek & 0x0F)
                scale *= 10
            }
            position += 1
        }
        return value / scale
    }

    /// The rest, as text in lower case.
    var rest: String { position < bytes.count ? String(decoding: bytes[position...], as: UTF8.self).lowercased() : "" }
}
