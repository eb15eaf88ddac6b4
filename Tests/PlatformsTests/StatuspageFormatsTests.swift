import FoundationEssentials
import Monitor
import Platforms
import Testing

@Suite("Statuspage in each of its formats")
struct StatuspageFormatsTests {
    @Test("Each update inside an entry is an event of its own, oldest first")
    func updates() throws {
        let reading = try decode("statuspage/history.atom")
        #expect(reading.platform == .statuspage)
        #expect(reading.format == "atom")
        #expect(reading.granularity == .updates)
        #expect(
            reading.events.map(\.id) == [
                "p7d3x0n5t1rc/2025-12-18T09:30Z", "p7d3x0n5t1rc/2025-12-18T09:30Z.2", "p7d3x0n5t1rc/2025-12-18T09:31Z",
                "p7d3x0n5t1rc/2025-12-20T11:00Z", "h2k9vq4z8wlm/2025-12-31T22:58Z", "h2k9vq4z8wlm/2025-12-31T23:10Z",
                "h2k9vq4z8wlm/2025-12-31T23:10Z.2", "h2k9vq4z8wlm/2026-01-01T00:40Z", "m4s8k2b6y0qj/2026-01-02T14:05Z",
                "u1f5j9c3v7ae/2026-01-03T08:00Z", "m4s8k2b6y0qj/2026-01-05T04:00Z", "m4s8k2b6y0qj/2026-01-05T05:20Z",
            ])
        let first = try #require(reading.events.first)
        #expect(first.provider == "Acme")
        #expect(first.status == .identified)
        #expect(first.kind == .incident)
        #expect(first.severity == .unknown)
        #expect(first.message == "Webhooks delayed: Identified - A full queue delays webhooks.")
        #expect(first.url == "https://status.acme.example/incidents/p7d3x0n5t1rc")
        #expect(first.timestamp == (try time("2025-12-18T09:30:00Z")))
    }

    @Test("The text of an update is what stands between its header and the next, paragraphs and entities read")
    func texts() throws {
        let events = try decode("statuspage/history.atom").events
        #expect(events.map { even($0.text) }[6] == "A fix is in place. We keep watching it.")
        #expect(events.map { even($0.text) }[7] == "Search & API are back to normal.")
    }

    @Test("A change of the template changes no event", arguments: ["statuspage/history-2022-template.atom", "statuspage/history.rss"])
    func templates(other: String) throws {
        let new = try decode("statuspage/history.atom").events
        let old = try decode(other).events
        #expect(old.map(Essence.init) == new.map(Essence.init))
        #expect(old.map { even($0.text) } == new.map { even($0.text) })
        #expect(old.map(\.url) == new.map(\.url))
    }

    @Test("JSON gives the same ids, statuses, times, kinds and links as the feeds, and adds components and impact")
    func json() throws {
        let feed = try decode("statuspage/history.atom").events
        let incidents = try decode("statuspage/incidents.json")
        let maintenances = try decode("statuspage/scheduled-maintenances.json")
        #expect(incidents.format == "json")
        let events = (incidents.events + maintenances.events).sorted { $0.timestamp < $1.timestamp }
        #expect(Set(events.map(Essence.init)) == Set(feed.map(Essence.init)))
        #expect(Set(events.map(\.url)) == Set(feed.map(\.url)))
        let texts = Dictionary(uniqueKeysWithValues: feed.map { ($0.id, even($0.text)) })
        for event in events { #expect(even(event.text) == texts[event.id]) }

        let update = try #require(events.first { $0.id == "h2k9vq4z8wlm/2025-12-31T23:10Z" })
        #expect(update.components == ["Search", "API"])
        #expect(update.service == "Search, API")
        #expect(update.severity == .minor)
        let maintenance = try #require(events.first { $0.kind == .maintenance })
        #expect(maintenance.severity == StatusEvent.Severity.none)
    }

    @Test("An update that names no components affects the incident's, with the group's name before theirs")
    func groups() throws {
        let events = try decode("statuspage/summary.json").events.filter { $0.kind == .incident }
        #expect(events.count == 3)
        #expect(events.allSatisfy { $0.components == ["Core - Search", "Core - API"] })
    }

    @Test("One incident's own document reads as its list does")
    func single() throws {
        let listed = try decode("statuspage/incidents.json").events.filter { $0.incident == "h2k9vq4z8wlm" }
        #expect(try decode("statuspage/incident.json").events == listed)
    }

    @Test("Documents without a list of incidents are empty and no error", arguments: ["status", "components"])
    func empty(name: String) throws { #expect(try decode("statuspage/\(name).json").events.isEmpty) }

    @Test("Times in a page's own zone, and the hour that the clocks repeat, come out in UTC")
    func zones() throws {
        let events = try decode("statuspage/pacific.rss").events
        #expect(
            events.map(\.id) == [
                "b5n8q2w4x6z0/2025-11-02T06:59Z", "b5n8q2w4x6z0/2025-11-02T08:45Z", "b5n8q2w4x6z0/2025-11-02T09:15Z",
            ])
        #expect(events.map(\.status) == [.investigating, .update, .resolved])
    }

    @Test("A zone name of several meanings means what the entry's own time shows")
    func ambiguousZone() throws {
        func feed(_ pubDate: String) -> String {
            """
            <rss version="2.0"><channel><title>t</title><item><title>T</title>
            <description>&lt;p&gt;&lt;small&gt;Feb  3, 10:00 CST&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - x&lt;/p&gt;</description>
            <pubDate>\(pubDate)</pubDate><link>https://a.example/incidents/abc</link></item></channel></rss>
            """
        }
        #expect(try decode(text: feed("Mon, 03 Feb 2025 10:00:30 +0800")).events.map(\.id) == ["abc/2025-02-03T02:00Z"])
        #expect(try decode(text: feed("Mon, 03 Feb 2025 10:00:30 -0600")).events.map(\.id) == ["abc/2025-02-03T16:00Z"])
        // Where it shows nothing, the likeliest.
        #expect(try decode(text: feed("Mon, 03 Feb 2025 11:07:30 +0000")).events.map(\.id) == ["abc/2025-02-03T16:00Z"])
    }

    @Test("An entry whose body has no update headers is one event, with the state that it begins with")
    func noHeaders() throws {
        let reading = try decode(
            text: """
                <feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><id>x</id><entry><id>tag:a.example,2005:Incident/1</id>
                <published>2025-02-03T10:00:30Z</published><updated>2025-02-04T10:00:00Z</updated>
                <link rel="alternate" href="https://a.example/incidents/abc"/><title>T</title>
                <content type="html">&lt;p&gt;&lt;strong&gt;Monitoring&lt;/strong&gt; - x&lt;/p&gt;</content></entry></feed>
                """)
        #expect(reading.platform == .statuspage)
        #expect(reading.events.map(\.id) == ["abc/2025-02-03T10:00Z"])
        #expect(reading.events.map(\.status) == [.monitoring])
    }

    @Test("Lists that are null or absent are empty; an incident without updates tells its state")
    func sparse() throws {
        let reading = try decode(
            text: """
                {"page":{"id":"p"},"scheduled_maintenances":null,"incidents":[
                {"id":"abc","name":"T","status":"resolved","impact":"none","created_at":"2025-02-03T10:00:00Z","resolved_at":"2025-02-03T11:30:59.9-05:00","incident_updates":[]}]}
                """)
        #expect(reading.events.map(\.id) == ["abc/2025-02-03T16:30Z"])
        #expect(reading.events.map(\.status) == [.resolved])
        #expect(reading.events.map(\.severity) == [StatusEvent.Severity.none])
        #expect(reading.events.map(\.message) == ["T: Resolved"])
    }

    @Test("What an event cannot do without is an error that names its path")
    func missing() throws {
        func error(_ incident: String) -> String {
            errorDecoding([UInt8]("{\"page\":{},\"incidents\":[\(incident)]}".utf8)).map { "\($0.code) \($0.detail)" } ?? "none"
        }
        #expect(error(#"{"name":"T","incident_updates":[]}"#).contains("incidents[0].id"))
        #expect(
            error(#"{"id":"a","incident_updates":[{"status":"resolved","body":"x"}]}"#).contains(
                "incidents[0].incident_updates[0].display_at"))
        #expect(error(#"{"id":"a","incident_updates":[{"display_at":"soon"}]}"#).contains("\"soon\" is no time"))
        #expect(error(#"{"id":"a","incident_updates":{}}"#).hasPrefix("malformed"))
        #expect(error(#"7"#).hasPrefix("malformed"))
    }
}
