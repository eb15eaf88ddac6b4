import Testing

@testable import Monitor

@Suite("Durations in eight bytes")
struct PackedDurationTests {
    private struct Entry {
        @PackedDuration var time: Duration?
    }

    @Test(
        "are what they were, none included",
        arguments: [nil, Duration.zero, Duration.seconds(1), Duration.nanoseconds(-1), Duration.seconds(300), Duration.seconds(-86_400)])
    func same(duration: Duration?) {
        var entry = Entry(time: .seconds(7))
        #expect(entry.time == .seconds(7))
        entry.time = duration
        #expect(entry.time == duration)
        #expect(MemoryLayout<Entry>.size == 8)
    }

    @Test("are never shorter than they were")
    func rounding() {
        #expect(PackedDuration.rounded(Duration(secondsComponent: 3, attosecondsComponent: 1)) == .nanoseconds(3_000_000_001))
        #expect(PackedDuration.rounded(Duration(secondsComponent: -3, attosecondsComponent: -1)) == .seconds(-3))
    }

    @Test("end at 292 years, and the shortest is not taken for none")
    func ends() {
        #expect(Entry(time: .seconds(Int64.max)).time == .nanoseconds(Int64.max))
        #expect(Entry(time: .seconds(Int64.min + 1)).time == .nanoseconds(Int64.min + 1))
        #expect(Entry(time: .nanoseconds(Int64.min)).time != nil)
    }
}
