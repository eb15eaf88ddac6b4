import FoundationEssentials
import Monitor
import Testing

@Suite("RFC 3339")
struct RFC3339Tests {
    @Test(
        "Times are written in UTC, with a fraction only where there is one",
        arguments: [
            (0.0, "1970-01-01T00:00:00Z"), (1_784_522_645, "2026-07-20T04:44:05Z"), (1_784_522_645.25, "2026-07-20T04:44:05.250Z"),
            (951_782_399, "2000-02-28T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (-0.5, "1969-12-31T23:59:59.500Z"),
            (1_000_000.000_123, "1970-01-12T13:46:40.000123Z"), (0.999_999_9, "1970-01-01T00:00:01Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"), (1e30, "9999-12-31T23:59:59Z"), (-1e30, "0000-01-01T00:00:00Z"),
        ])
    func written(seconds: Double, text: String) { #expect(RFC3339.string(from: Date(timeIntervalSince1970: seconds)) == text) }

    @Test(
        "Times are read with any offset and fraction",
        arguments: [
            ("2026-07-20T04:44:05Z", 1_784_522_645.0), ("2026-07-20t04:44:05.25z", 1_784_522_645.25),
            ("2026-07-20T06:44:05+02:00", 1_784_522_645), ("2026-07-19T21:14:05-07:30", 1_784_522_645),
            ("1969-12-31T23:59:59Z", -1), ("2016-12-31T23:59:60Z", 1_483_228_800), ("2000-02-29 00:00:00Z", 951_782_400),
        ])
    func read(text: String, seconds: Double) { #expect(RFC3339.date(from: text)?.timeIntervalSince1970 == seconds) }

    @Test(
        "What is no time is refused",
        arguments: [
            "", "2026-07-20", "2026-07-20T04:44:05", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-10T00:00:00Z",
            "2026-07-20T24:00:00Z", "2026-07-20T04:60:05Z", "2026-07-20T04:44:61Z", "2026-07-20T04:44:05.Z", "2026-07-20T04:44:05+0200",
            "2026-07-20T04:44:05Zx", "26-07-20T04:44:05Z", "２０２６-07-20T04:44:05Z",
        ])
    func refused(text: String) { #expect(RFC3339.date(from: text) == nil) }

    @Test("Days from 1600 to 2400 read back as they were written, in their order")
    func days() {
        var previous = ""
        var second = -11_676_096_000.0
        while second < 13_569_465_600 {
            let date = Date(timeIntervalSince1970: second)
            let text = RFC3339.string(from: date)
            guard text > previous, RFC3339.date(from: text) == date else {
                Issue.record("\(previous) → \(text)")
                return
            }
            previous = text
            second += 86_400 * 7
        }
        #expect(previous.hasPrefix("2399-12"))
    }
}
