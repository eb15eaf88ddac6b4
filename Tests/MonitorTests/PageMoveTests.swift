import FoundationEssentials
import Monitor
import Testing

private func moved(_ events: [StatusEvent], at lastGoodPoll: Int?, format: String = "json", scheme: String? = "incident.io") -> PollResult {
    var result = page(events, format: format)
    result.scheme = scheme
    result.move = PageMove(
        from: "statuspage at https://old.example", to: "incident.io at https://new.example", url: "https://new.example/feed.atom",
        lastGoodPoll: lastGoodPoll.map { time($0) })
    return result
}

private func old(_ events: [StatusEvent], format: String = "json") -> PollResult {
    var result = page(events, format: format)
    result.scheme = "statuspage"
    return result
}

@Suite("A page that is another one now")
struct PageMoveTests {
    /// Three incidents under the old page's ids, the last one open.
    private let before = [
        update("a", 100), update("a", 130, .resolved), update("b", 500), update("b", 560, .resolved), update("c", 900),
    ]
    /// The same under the new page's.
    private let after = [
        update("A", 100), update("A", 130, .resolved), update("B", 500), update("B", 560, .resolved), update("C", 900),
    ]

    private func watched(_ format: String = "json") -> SeenUpdates {
        var seen = SeenUpdates()
        #expect(seen.admit(old(before, format: format), policy: .init(), now: time(1000)).map(\.id) == ["c/900"])
        return seen
    }

    @Test("Nothing that the old page told is announced again, though every id differs", arguments: ["json", "atom"])
    func nothingAgain(format: String) {
        var seen = watched()
        #expect(seen.admit(moved(after, at: 1000, format: format), policy: .init(backlog: .all), now: time(1020)) == [])
        #expect(seen.admit(page(after, format: format), policy: .init(), now: time(1025)) == [])
    }

    @Test("What was made since the old page was last read is announced, once")
    func newAnnounced() {
        var seen = watched()
        let new = after + [update("C", 1005, .monitoring), update("D", 1010)]
        #expect(seen.admit(moved(new, at: 1000), policy: .init(), now: time(1020)).map(\.id) == ["C/1005", "D/1010"])
        #expect(seen.admit(page(new, format: "json"), policy: .init(), now: time(1025)) == [])
    }

    @Test("An incident that is still open is told again when it gets an update, and only that update")
    func openIncident() {
        var seen = watched()
        #expect(seen.admit(moved(after, at: 1000), policy: .init(), now: time(1020)) == [])
        let resolved = after + [update("C", 1100, .resolved)]
        #expect(seen.admit(page(resolved, format: "json"), policy: .init(), now: time(1101)).map(\.id) == ["C/1100"])
    }

    @Test("In the minute of the last reading an update is new unless one of that minute was seen")
    func sameMinute() {
        var seen = SeenUpdates()
        _ = seen.admit(old([update("a", 1000)]), policy: .init(), now: time(1000))
        #expect(seen.admit(moved([update("A", 1000)], at: 1000), policy: .init(), now: time(1010)) == [])
        var other = SeenUpdates()
        _ = other.admit(old([update("a", 900)]), policy: .init(), now: time(1000))
        #expect(other.admit(moved([update("B", 1000)], at: 1000), policy: .init(), now: time(1010)).map(\.id) == ["B/1000"])
    }

    @Test("An old closed incident that the new page lists later, or in another format, is no news")
    func laterListed() {
        var seen = watched()
        #expect(seen.admit(moved(Array(after.suffix(1)), at: 1000), policy: .init(), now: time(1020)) == [])
        #expect(seen.admit(page(after, format: "json"), policy: .init(), now: time(1025)) == [])
        let archive = [update("Z", 50), update("Z", 60, .resolved)] + after
        #expect(seen.admit(page(archive, format: "rss"), policy: .init(), now: time(1030)) == [])
    }

    @Test("After a restart another platform's ids are known for what they are, without being told of a move")
    func restart() throws {
        let kept = try JSONEncoder().encode(watched())
        var seen = try JSONDecoder().decode(SeenUpdates.self, from: kept)
        var result = page(after + [update("D", 1010)], format: "json")
        result.scheme = "incident.io"
        #expect(seen.admit(result, policy: .init(), now: time(1020)).map(\.id) == ["D/1010"])
    }

    @Test("A memory that was kept before there were schemes is read, and announces nothing old")
    func olderMemory() throws {
        let kept = String(decoding: try JSONEncoder().encode(watched()), as: UTF8.self)
        #expect(kept.contains("\"scheme\":\"statuspage\""))
        let older = kept.replacing("\"scheme\":\"statuspage\",", with: "").replacing(",\"scheme\":\"statuspage\"", with: "")
            .replacing(/"lastTold":\d+,/, with: "").replacing(/,"lastTold":\d+/, with: "")
        #expect(!older.contains("scheme") && !older.contains("lastTold"))
        var seen = try JSONDecoder().decode(SeenUpdates.self, from: Data(older.utf8))
        #expect(seen.admit(old(before), policy: .init(), now: time(1010)) == [])
        #expect(seen.admit(moved(after + [update("D", 1015)], at: nil), policy: .init(), now: time(1020)).map(\.id) == ["D/1015"])
    }

    @Test("A first poll has nothing that it could have moved from")
    func firstPoll() {
        var seen = SeenUpdates()
        #expect(seen.admit(moved(after, at: 1000), policy: .init(), now: time(1020)).map(\.id) == ["C/900"])
    }

    @Test("The same ids at another place are the same updates")
    func sameIds() {
        var seen = watched()
        let listed = before + [update("c", 1010, .resolved)]
        #expect(seen.admit(moved(listed, at: 1000, scheme: "statuspage"), policy: .init(), now: time(1020)).map(\.id) == ["c/1010"])
    }

    @Test("A page of states that takes the place of one of incidents tells what began since")
    func states() {
        var seen = watched()
        var result = moved([], at: 1000, scheme: "gatus")
        result.granularity = .states
        result.states = [
            ComponentState(provider: "Acme", id: "old", name: "Old", condition: .majorOutage, since: time(900)),
            ComponentState(provider: "Acme", id: "new", name: "New", condition: .majorOutage, since: time(1010)),
        ]
        #expect(seen.admit(result, policy: .init(), now: time(1020)).map(\.title) == ["New"])
    }
}

@Suite("What is said of a page that has moved")
struct MovedSourceTests {
    private let move = PageMove(from: "statuspage at https://old.example", to: "aws at https://new.example", url: "https://new.example/a")
    private let failure = SourceError(.wrongFormat, provider: "Acme", url: "https://old.example/a", detail: "HTML")

    @Test("A move is one event of the source, an update")
    func oneEvent() throws {
        var health = SourceHealth()
        #expect(health.failed(failure, at: time(1)) == nil)
        let told = health.succeeded(provider: "Acme", move: move, at: time(2))
        let event = try #require(told)
        #expect(event.kind == .source)
        #expect(event.status == .update)
        #expect(
            event.text.contains(
                "moved from statuspage at https://old.example to aws at https://new.example, now read at https://new.example/a"))
        #expect(event.url == "https://new.example/a")
        #expect(health.isClear)
    }

    @Test("When the page was called unreadable, the event of the move also ends that")
    func afterUnreadable() throws {
        var health = SourceHealth()
        let events = (0..<4).compactMap { health.failed(failure, at: time($0)) }
        let told = health.succeeded(provider: "Acme", move: move, at: time(5))
        let event = try #require(told)
        #expect(events.map(\.status) == [.unreadable])
        #expect(event.status == .readable)
        #expect(event.incident == events[0].incident)
        #expect(event.text.contains("moved from"))
    }
}
