internal import FoundationEssentials

/// The one form in which nearly all RSS feeds write their dates (RFC 822 with RFC 2822's year): "Wed, 01 Jan 2014 09:09:00 -0800". What differs from it
/// in anything is for ``WordyDate``, at thirty times the cost.
enum MailDate {
    private static let weekdays: [StaticString] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    private static let months: [StaticString] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    static func parse(_ text: ByteView) -> Date? {
        guard text.count > 8, text[3] == UInt8(ascii: ","), text[4] == 0x20 else { return nil }
        let weekday = text.head(3)
        guard weekdays.contains(where: { weekday.equals($0) }) else { return nil }
        // The day may have one digit.
        let shift = text[6] == 0x20 ? 1 : 0
        let rest = text.view(from: 7 - shift)
        guard rest.count >= 20, let day = number(text, 5, 2 - shift), rest[0] == 0x20, rest[4] == 0x20, rest[9] == 0x20,
            rest[12] == UInt8(ascii: ":"), rest[15] == UInt8(ascii: ":"), rest[18] == 0x20,
            let year = number(rest, 5, 4), let hour = number(rest, 10, 2), let minute = number(rest, 13, 2),
            let second = number(rest, 16, 2),
            let month = months.firstIndex(where: { rest.view(1..<4).equals($0) }), year >= 1000, hour < 24, minute < 60, second < 60,
            let offset = offset(rest.view(from: 19))
        else { return nil }
        return CivilTime(year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second, offset: offset).date
    }

    private static func offset(_ zone: ByteView) -> Int? {
        if zone.equals("gmt") || zone.equals("utc") || zone.equals("z") { return 0 }
        guard zone.count == 5, zone[0] == UInt8(ascii: "+") || zone[0] == UInt8(ascii: "-"), let hours = number(zone, 1, 2),
            let minutes = number(zone, 3, 2), hours <= 14, minutes < 60
        else { return nil }
        return (zone[0] == UInt8(ascii: "+") ? 1 : -1) * (hours * 3600 + minutes * 60)
    }

    private static func number(_ text: ByteView, _ start: Int, _ digits: Int) -> Int? {
        var value = 0
        for index in start..<start + digits {
            guard text[index] >= 0x30, text[index] <= 0x39 else { return nil }
            value = value * 10 + Int(text[index] - 0x30)
        }
        return value
    }
}
