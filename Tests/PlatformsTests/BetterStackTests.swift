import Monitor
@testable import Platforms
import Support
import Testing

@Suite("Better Stack in each of its formats")
struct BetterStackTests {
    @Test("Each update of a report, with the page's ids, what it affects and how badly")
    func json() throws {
        let reading = try decode("better-stack/index.json")
        #expect(reading.platform == .betterStack)
        #expect(reading.pageName == "Kramerica")
        let incident = reading.events.filter { $0.kind == .incident }
        #expect(incident.map(\.id) == ["900/5001", "900/5002", "900/5003"])
        #expect(incident.map(\.status) == [.investigating, .update, .resolved])
        #expect(incident.map(\.severity) == [.critical, .minor, .minor])
        #expect(incident.allSatisfy { $0.service == "Industries - Oil tanker" && $0.title == "Bladder leaks" })
        #expect(incident[0].url == "https://status.kramerica.example/incident/900")
        #expect(incident[0].timestamp == (try time("2026-09-04T13:50:00Z")))
        let maintenance = try #require(reading.events.first { $0.kind == .maintenance })
        #expect(maintenance.id == "901/5010")
        #expect(maintenance.status == .scheduled)
    }

    @Test("The feed gives its updates the ids, times, titles and words that JSON gives them")
    func feed() throws {
        let json = try decode("better-stack/index.json").events
        let feed = try decode("better-stack/feed.rss")
        #expect(feed.platform == .betterStack)
        #expect(feed.events.map(\.id) == ["900/5001", "900/5002"])
        for event in feed.events {
            let same = try #require(json.first { $0.id == event.id })
            #expect(event.timestamp == same.timestamp)
            #expect(event.title == same.title)
            #expect(event.text == same.text)
            #expect(event.url == same.url)
        }
    }

    @Test("A page without reports is quiet; JSON:API of something else is wrong")
    func quiet() throws {
        #expect(try decode("better-stack/index-quiet.json").events.isEmpty)
        let other = #"{"data":{"id":"1","type":"articles","attributes":{},"relationships":{}},"included":[]}"#
        #expect(errorDecoding(Array(other.utf8))?.code == .wrongFormat)
    }

    @Test("Updates whose text or resources are missing are told all the same; one without a time is an error")
    func lenient() throws {
        let text = try OwnFixtures.text("platforms/better-stack/index.json")
        let bare = text.replacing(#""message": "It leaks.", "#, with: "")
        #expect(try decode(text: bare).events.map(\.id).contains("900/5001"))
        let timeless = text.replacing(#""published_at": "2026-09-04T13:50:00.000Z", "#, with: "")
        let error = try #require(errorDecoding(Array(timeless.utf8)))
        #expect(error.code == .malformed)
        #expect(error.detail.contains("5001"))
    }
}
