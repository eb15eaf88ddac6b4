import Monitor
@testable import Platforms
import Testing

@Suite("Cachet, versions 2 and 3")
struct CachetTests {
    private static let guid = "0e8b7a52-6f3d-4b1c-9a53-2b9f0f6f1a01"

    @Test("Version 2 tells an incident's report and its updates under their own ids, in the order that the page gives those of one second")
    func versionTwo() throws {
        let reading = try decode("cachet/v2-incidents.json")
        #expect(reading.platform == .cachet)
        #expect(reading.granularity == .updates)
        #expect(reading.events.map(\.id) == ["6/0", "7/0", "7/11", "7/12"])
        #expect(reading.events.map(\.status) == [.scheduled, .investigating, .monitoring, .resolved])
        #expect(reading.events.map(\.kind) == [.maintenance, .incident, .incident, .incident])
        #expect(reading.events[1].timestamp == (try time("2026-05-02T09:00:10Z")))
        #expect(reading.events[3].message == "Slow search: Resolved - It is fast again.")
        #expect(reading.events[3].url == "https://status.acme.example/incidents/7")
    }

    @Test("A schedule tells each state that it has come to, and is a maintenance", arguments: ["cachet/v2-schedules.json"])
    func schedules(name: String) throws {
        let events = try decode(name).events
        #expect(events.map(\.id) == ["schedule-3/0", "schedule-3/1", "schedule-3/2"])
        #expect(events.map(\.status) == [.scheduled, .inProgress, .completed])
        #expect(events.allSatisfy { $0.kind == .maintenance && $0.severity == .none })
        #expect(events[2].timestamp == (try time("2026-06-01T22:40:00Z")))
        #expect(try decode("cachet/v3-schedules.json").events.map(\.id) == ["schedule-2/0", "schedule-2/1"])
    }

    @Test("Version 3 finds updates and components among what is included, and is as bad as its components' states")
    func versionThree() throws {
        let events = try decode("cachet/v3-incidents.json").events
        #expect(events.map(\.id) == ["0", "20", "21"].map { "\(Self.guid)/\($0)" })
        #expect(events.map(\.status) == [.update, .identified, .resolved])
        #expect(events.allSatisfy { $0.components == ["Log-in"] && $0.severity == .major })
        #expect(events[0].url == "https://status.acme.example/incidents/\(Self.guid)")
    }

    @Test("The feed tells the report under the id that the JSON gives it")
    func feed() throws {
        let reading = try decode("cachet/v3.rss")
        #expect(reading.platform == .cachet)
        #expect(reading.events.map(Essence.init) == [Essence(try #require(decode("cachet/v3-incidents.json").events.first))])
        #expect(announced(try decode("cachet/v3-incidents.json"), reading)[1].isEmpty)
    }

    @Test("An update that is new at the next reading is announced alone")
    func change() throws {
        let before = try decode("cachet/v2-incidents.json", replacing: "\"id\": 12,", with: "\"id\": 11,")
        let told = announced(before, try decode("cachet/v2-incidents.json"))
        #expect(told[0].map(\.id) == ["6/0", "7/0", "7/11"])
        #expect(told[1].map(\.id) == ["7/12"])
    }

    @Test("Both versions are looked for, and a page is found by its assets or its footer")
    func addresses() throws {
        let urls = Platform.cachet.sources(ofPage: "https://status.acme.example/").flatMap(\.endpoints).map(\.url)
        #expect(urls.first == "https://status.acme.example/api/incidents?include=updates,components&per_page=50")
        #expect(urls.last == "https://status.acme.example/rss")
        #expect(located(.cachet, "<link href=\"/vendor/cachethq/cachet/favicon.ico\">")?.base == "https://status.acme.example")
        #expect(located(.cachet, "<p>Powered by <a href=\"https://cachethq.io\">Cachet</a></p>") != nil)
        #expect(located(.cachet, "<p>We once used <a href=\"https://cachethq.io\">Cachet</a></p>") == nil)
    }
}
