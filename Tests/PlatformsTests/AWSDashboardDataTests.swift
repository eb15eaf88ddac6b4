import FoundationEssentials
import Monitor
@testable import Platforms
import Support
import Testing

@Suite("AWS's retired data.json")
struct AWSDashboardDataTests {
    @Test("Each block of the description is an update, with a day and a year from the item's date")
    func updates() throws {
        let reading = try decode("aws/data.json", provider: "AWS")
        #expect(reading.platform == .aws)
        #expect(
            reading.events.map(\.id) == [
                "ec2-eu-central-1/1640995080", "ec2-eu-central-1/1641024180", "kinesis-us-east-1/1656682560",
                "kinesis-us-east-1/1656699780",
            ])
        #expect(reading.events.map(\.status) == [.investigating, .resolved, .investigating, .investigating])
        #expect(reading.events.map(\.severity) == [.minor, .minor, .major, .major])
        #expect(reading.events.map(\.text) == ["Fans are loud.", "Fans are quiet & cool.", "Belts squeak.", "Belts are waxed."])
        #expect(reading.events[1].timestamp == (try time("2022-01-01T08:03:00Z")))
        #expect(reading.events[2].service == "Amazon Kinesis Data Streams (us-east-1)")
        #expect(reading.events[1].title == "Fans are loud")
    }

    @Test("An item's date that moves within its day changes no id, and a grown description adds one")
    func growing() throws {
        let text = try OwnFixtures.text("platforms/aws/data.json")
        let before = try decode(text: text).events.map(\.id)
        let grown = text.replacing("1656700000", with: "1656682560")
            .replacing(
                "waxed.</div>", with: "waxed.</div><div><span class=\\\"yellowfg\\\">Jul 2, 1:00 AM PDT</span>&nbsp;All is quiet.</div>")
        let after = try decode(text: grown).events
        #expect(after.map(\.id) == before + ["kinesis-us-east-1/1656748800"])
    }

    @Test("Nothing in either list is a quiet day; another object with other lists is not this document")
    func quiet() throws {
        let reading = try decode(text: #"{"archive":[],"current":[]}"#)
        #expect(reading.platform == .aws)
        #expect(reading.events.isEmpty)
        #expect(errorDecoding(Array(#"{"archive":[{"title":"x"}],"current":[]}"#.utf8))?.code == .wrongFormat)
    }

    @Test(
        "Times of day, with and without a day",
        arguments: [
            (" 7:50 AM PST", "2020-11-25T15:50:00Z"), ("12:05 AM PST", "2020-11-25T08:05:00Z"), ("12:30 PM PDT", "2020-11-25T19:30:00Z"),
            ("Nov 26, 12:03 AM PST", "2020-11-26T08:03:00Z"), ("Jan 2,  1:00 PM PST", "2021-01-02T21:00:00Z"),
        ])
    func clocks(text: String, expected: String) throws {
        let clock = try #require(AWSClock(text))
        #expect(Date(timeIntervalSince1970: Double(clock.seconds(near: 1_606_336_447))) == (try time(expected)))
    }

    @Test("What is no time of day", arguments: ["", "soon", "25:00 PM PST", "7:50 PST", "Foo 26, 12:03 AM PST"])
    func noClocks(text: String) { #expect(AWSClock(text) == nil) }
}
