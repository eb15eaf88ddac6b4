@testable import Platforms
import Testing

@Suite("Years of updates that give none")
struct StatuspageYearsTests {
    private func seconds(_ reference: String, _ headers: String...) throws -> [String] {
        let reference = try #require(EpochSeconds(reference)?.value)
        var times: [StatuspageTime] = []
        for header in headers {
            let time = StatuspageTime(Array(header.utf8).span)
            times.append(try #require(time, "\(header)"))
        }
        return StatuspageYears(reference: reference).seconds(of: times).map { value in
            value.map { CivilTime(epochSeconds: $0).minuteText } ?? "none"
        }
    }

    @Test("The newest lies nearest to the entry's time, each older one before it")
    func newYear() throws {
        #expect(
            try seconds("2026-01-01T00:40:00Z", "Jan  1, 00:40 UTC", "Dec 31, 23:10 UTC", "Dec 30, 08:00 UTC")
                == ["2026-01-01T00:40Z", "2025-12-31T23:10Z", "2025-12-30T08:00Z"])
    }

    @Test("A newest update after the entry's time may lie in the year after it")
    func newestAfterReference() throws {
        #expect(
            try seconds("2025-12-31T23:00:00Z", "Jan  2, 10:00 UTC", "Dec 31, 22:00 UTC") == ["2026-01-02T10:00Z", "2025-12-31T22:00Z"])
    }

    @Test("Eleven months between two updates of one incident are not taken for one")
    func longIncident() throws {
        #expect(
            try seconds("2025-12-20T10:00:00Z", "Dec 20, 10:00 UTC", "Jan 15, 10:00 UTC") == ["2025-12-20T10:00Z", "2025-01-15T10:00Z"])
        #expect(
            try seconds("2026-01-20T10:00:00Z", "Jan 20, 10:00 UTC", "Feb 15, 10:00 UTC") == ["2026-01-20T10:00Z", "2025-02-15T10:00Z"])
    }

    @Test("The 29th of February is in a leap year")
    func leapDay() throws {
        #expect(
            try seconds("2025-01-05T10:00:00Z", "Jan  5, 10:00 UTC", "Feb 29, 10:00 UTC") == ["2025-01-05T10:00Z", "2024-02-29T10:00Z"])
    }

    @Test("Updates a little out of order stay in their year")
    func outOfOrder() throws {
        #expect(
            try seconds("2025-06-05T10:00:00Z", "Jun  5, 10:00 UTC", "Jun  5, 10:30 UTC") == ["2025-06-05T10:00Z", "2025-06-05T10:30Z"])
    }

    @Test(
        "Headers of every template and zone",
        arguments: [
            ("Jul <var data-var='date'>20</var>, <var data-var='time'>04:44</var> UTC", "2026-07-20T04:44Z"),
            ("Jul  <var data-var='date'> 2</var>, <var data-var='time'>04:44</var> PDT", "2026-07-02T11:44Z"),
            ("Jul 20, 04:44 CEST", "2026-07-20T02:44Z"), ("Jul 20, 04:44 +0530", "2026-07-19T23:14Z"),
            ("Jul 20, 04:44 -03", "2026-07-20T07:44Z"), ("Jul 20, 04:00 - 06:00 UTC", "2026-07-20T04:00Z"),
            ("July 20, 2025 04:44 UTC", "2025-07-20T04:44Z"), ("Jul 20, 04:00 - Jul 21, 06:00 PST", "2026-07-20T12:00Z"),
        ])
    func headers(header: String, expected: String) throws {
        #expect(try seconds("2026-07-22T00:00:07Z", header) == [expected])
    }

    @Test(
        "What is no time is no header",
        arguments: ["", "Jul", "Jul 20", "Jul 20, 0444 UTC", "Foo 20, 04:44 UTC", "Jul 32, 04:44", "Jul 20, 24:44", "posted by staff"])
    func refused(header: String) {
        let time = StatuspageTime(Array(header.utf8).span)
        #expect(time == nil)
    }

    @Test("Civil time and seconds are each other's inverse over eight thousand years")
    func civil() throws {
        for day in stride(from: -3_000_000, through: 3_000_000, by: 991) {
            let time = CivilTime(epochSeconds: day * 86_400 + 3_723)
            #expect(time.epochSeconds == day * 86_400 + 3_723)
        }
        #expect(CivilTime(epochSeconds: 951_782_400).secondText == "2000-02-29T00:00:00Z")
        #expect(CivilTime(year: 2025, month: 2, day: 29) == nil)
    }
}
