import FoundationEssentials
import Monitor
import Platforms
import Support
import Testing

@Suite("incident.io in each of its formats")
struct IncidentIOTests {
    @Test("The feeds tell each incident's newest update, its status, text and components", arguments: ["feed.atom", "feed.rss"])
    func feeds(name: String) throws {
        let reading = try decode("incidentio/" + name)
        #expect(reading.platform == .incidentIO)
        #expect(reading.granularity == .updates)
        #expect(
            reading.events.map(\.id) == [
                "01M0A1D2K7TQYH3N4V5W6X8Z9B/2026-08-17T08:15:30Z", "01M0B4WSV41BCFZ9VDWKSMQVSP/2026-08-18T19:26:38Z",
            ])
        let event = try #require(reading.events.last)
        #expect(event.status == .monitoring)
        #expect(event.title == "Elevated errors in replies")
        #expect(even(event.text) == "A fix is out & we watch it. Replies recover.")
        #expect(event.components == ["Replies", "Log-in"])
        #expect(event.service == "Replies, Log-in")
        #expect(event.severity == .major)
        #expect(event.url == "https://status.initech.example/incidents/01M0B4WSV41BCFZ9VDWKSMQVSP")
        #expect(event.timestamp == (try time("2026-08-18T19:26:38Z")))
        #expect(reading.events.first?.status == .resolved)
    }

    @Test("The compatible JSON gives the feeds' updates the same ids, statuses, times and links, though its bodies are empty")
    func json() throws {
        let feed = try decode("incidentio/feed.atom").events
        let reading = try decode("incidentio/incidents.json")
        #expect(reading.platform == .incidentIO)
        #expect(reading.events.count == 5)
        #expect(Set(feed.map(Essence.init)).isSubset(of: Set(reading.events.map(Essence.init))))
        #expect(Set(feed.map(\.url)) == Set(reading.events.map(\.url)))
        #expect(reading.events.allSatisfy { $0.text.isEmpty })
        #expect(reading.events.last?.message == "Elevated errors in replies: Monitoring")
    }

    @Test("Two updates of one minute stay two")
    func sameMinute() throws {
        let ids = try decode("incidentio/summary.json").events.map(\.id)
        #expect(Set(ids).count == 3)
        #expect(ids.last == "01M0B4WSV41BCFZ9VDWKSMQVSP/2026-08-18T19:26:38Z")
    }

    @Test("A quiet summary without a list of incidents is no error")
    func quiet() throws { #expect(try decode("incidentio/summary-quiet.json").events.isEmpty) }
}
