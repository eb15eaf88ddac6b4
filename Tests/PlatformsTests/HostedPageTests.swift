import Monitor
@testable import Platforms
import Testing

/// Where an adapter finds a page in HTML that was read at "https://status.acme.example/".
func located(_ platform: Platform, _ html: String, url: String = "https://status.acme.example/") -> PageLocation? {
    PlatformAdapters.of(platform)?.locate(in: HTMLPage(url: url, source: Array(html.utf8)))
}

/// The addresses of an adapter's documents, best first.
func addresses(_ platform: Platform, _ page: PageLocation) -> [[String]] {
    PlatformAdapters.of(platform)?.sources(of: page).map { $0.endpoints.map(\.url) } ?? []
}

@Suite("Statuspal")
struct StatuspalTests {
    @Test("The summary tells updates under their ids, services within their zones, and maintenances as such")
    func summary() throws {
        let reading = try decode("statuspal/summary.json")
        #expect(reading.platform == .statuspal)
        #expect(reading.pageName == "Acme")
        #expect(reading.events.map(\.id) == ["902/3003", "901/3001", "901/3002"])
        #expect(reading.events.map(\.status) == [.scheduled, .investigating, .update])
        #expect(reading.events.map(\.kind) == [.maintenance, .incident, .incident])
        #expect(reading.events.map(\.severity) == [.none, .major, .major])
        #expect(reading.events[1].components == ["Zone A - Network", "Console"])
        #expect(reading.events[1].url == "https://acme.statuspal.io/incidents/901")
        #expect(reading.events[1].text == "We look at lost packets.")
        #expect(reading.events[1].timestamp == (try time("2026-04-01T07:00:00Z")))
    }

    @Test("The list of incidents tells the end under the ids of the summary, and nothing twice")
    func list() throws {
        let told = announced(try decode("statuspal/summary.json"), try decode("statuspal/incidents.json"))
        #expect(told[1].map(\.id) == ["901/3004"])
        #expect(told[1].map(\.status) == [.resolved])
    }

    @Test("The subdomain comes from the hosted address or from the page; without one there is nothing to ask")
    func addresses() {
        let base = "https://statuspal.eu/api/v2/status_pages/acme"
        #expect(
            PlatformsTests.addresses(.statuspal, PageLocation("https://acme.statuspal.eu"))
                == [["\(base)/summary", "\(base)/incidents"], ["\(base)/summary"]])
        #expect(located(.statuspal, "<script src=\"https://statuspal.eu/api/v2/status_pages/acme/x\">")?.identifier == "acme.statuspal.eu")
        #expect(located(.statuspal, "<script src=\"https://statuspal.io/api/v2/status_pages/acme/x\">")?.identifier == "acme")
        #expect(PlatformsTests.addresses(.statuspal, PageLocation("https://status.acme.example")) == [])
        #expect(located(.statuspal, "<p>nothing</p>") == nil)
        #expect(StatuspalAdapter.owns(host: "acme.statuspal.io"))
        #expect(!StatuspalAdapter.owns(host: "www.statuspal.io"))
    }
}

@Suite("Sorry")
struct SorryTests {
    @Test("The newest update carries the notice's state, and an end without a word is one of its own")
    func notices() throws {
        let events = try decode("sorry/notices.json").events
        #expect(
            events.map(\.id) == [
                "204501/51000000", "204501/ended", "204500/51028010", "204499/51028044", "204499/51028046", "204500/51028050",
            ])
        #expect(events.map(\.status) == [.investigating, .resolved, .scheduled, .investigating, .resolved, .inProgress])
        #expect(events.map(\.kind) == [.incident, .incident, .maintenance, .incident, .incident, .maintenance])
        #expect(events[4].components == ["Reports"])
        #expect(events[4].url == "https://status.acme.example/notices/m3y9-reports-are-late")
    }

    @Test("A notice that ends announces the end alone")
    func change() throws {
        let open = try decode("sorry/notices.json", replacing: "\"ended_at\": \"2026-01-01T01:00:00.000Z\"", with: "\"ended_at\": null")
        #expect(announced(open, try decode("sorry/notices.json"))[1].map(\.id) == ["204501/ended"])
    }

    @Test("The page's id stands in its HTML")
    func addresses() {
        let page = located(.sorry, "<script src='https://code.sorryapp.com/status-bar/4/status-bar.min.js' data-for=\"946f5b28\"></script>")
        #expect(page?.identifier == "946f5b28")
        #expect(
            page.map { PlatformsTests.addresses(.sorry, $0) }
                == [["https://api.sorryapp.com/v1/pages/946f5b28/notices?include=updates,components"]])
        #expect(located(.sorry, "<p data-for=\"946f5b28\">") == nil)
    }
}

@Suite("Zendesk")
struct ZendeskTests {
    @Test("Both documents tell the same updates, whichever way their names are written")
    func both() throws {
        let reading = try decode("zendesk/ssp-incidents.json")
        #expect(reading.platform == .zendesk)
        #expect(reading.events.map(\.id) == ["500/0", "500/resolved", "501/9001", "501/9002"])
        #expect(reading.events.map(\.status) == [.investigating, .resolved, .investigating, .identified])
        #expect(reading.events.map(\.severity) == [.major, .major, .minor, .minor])
        #expect(reading.events.last?.components == ["Support"])
        let documented = try decode("zendesk/active.json")
        #expect(documented.events.map(Essence.init) == reading.events.map(Essence.init))
        #expect(documented.events.last?.severity == .major)
        #expect(documented.events.last?.components == ["Support"])
    }

    @Test("A maintenance is its own kind")
    func maintenance() throws {
        let events = try decode("zendesk/maintenance.json").events
        #expect(events.map(\.kind) == [.maintenance])
        #expect(events.map(\.status) == [.scheduled])
    }

    @Test("Its host is its own")
    func host() { #expect(ZendeskAdapter.owns(host: "status.zendesk.com") && !ZendeskAdapter.owns(host: "acme.zendesk.com")) }
}

@Suite("Rootly")
struct RootlyTests {
    @Test("Incidents without ids are told by their links, updates by their times, the same in both documents")
    func both() throws {
        let reading = try decode("rootly/incidents.json")
        #expect(reading.platform == .rootly)
        #expect(
            reading.events.map(\.id) == ["def456/2026-03-18T10:30:00Z", "abc123/2026-03-19T10:35:00Z", "abc123/2026-03-19T10:50:00Z"])
        #expect(reading.events.map(\.status) == [.scheduled, .investigating, .identified])
        #expect(reading.events.map(\.kind) == [.maintenance, .incident, .incident])
        #expect(reading.events[1].severity == .minor)
        #expect(reading.events[1].url == "https://status.acme.example/incidents/abc123")
        #expect(try decode("rootly/status.json").events.map(Essence.init) == reading.events.dropFirst().map(Essence.init))
    }

    @Test("Statuspage's documents, whose page has an id, are not its")
    func statuspage() throws {
        #expect(try decode("statuspage/incidents.json").platform == .statuspage)
        #expect(try decode("incidentio/summary-quiet.json").platform == .incidentIO)
    }
}

@Suite("PagerDuty")
struct PagerDutyTests {
    @Test("The web page's data tells posts with their states, services and severities; an end keeps how bad it was")
    func page() throws {
        let reading = try decode("pagerduty/page.html")
        #expect(reading.platform == .pagerDuty)
        #expect(reading.format == "json")
        #expect(reading.pageName == "Acme")
        #expect(
            reading.events.map(\.id) == ["P1DONE1/PU00008", "P1DONE1/PU00009", "P1OPEN1/PU00001", "P1OPEN1/PU00002", "P1MAINT/PU00020"])
        #expect(reading.events.map(\.status) == [.identified, .resolved, .investigating, .update, .scheduled])
        #expect(reading.events.map(\.severity) == [.minor, .minor, .major, .minor, .none])
        #expect(reading.events.map(\.kind) == [.incident, .incident, .incident, .incident, .maintenance])
        #expect(reading.events[2].components == ["Events API (EU)", "Web"])
        #expect(reading.events[3].text == "Some pages are late & few.")
        #expect(reading.events[3].url == "https://status.acme.example/posts/details/P1OPEN1")
        #expect(try decode("pagerduty/data.json").events == reading.events)
    }

    @Test("The list of posts tells the same ids")
    func posts() throws {
        #expect(announced(try decode("pagerduty/page.html"), try decode("pagerduty/posts.json"))[1].isEmpty)
        #expect(try decode("pagerduty/posts.json").events.map(\.id) == ["P1MAINT/PU00020"])
    }

    @Test("A web page that carries no data is an error, fetched or saved")
    func withoutData() async throws {
        let url = "https://status.acme.example/"
        let client = RecordedClient()
        let source = try #require(PagerDutyAdapter.sources(of: PageLocation("https://status.acme.example")).first)
        let page = PageProvider(name: "Acme", sources: [source], client: client)
        client.set(url, .ok(Array("<!DOCTYPE html><html><body>Log in</body></html>".utf8)))
        await #expect(throws: SourceError.self) { try await page.poll() }
        client.set(url, .ok(Array(try OwnPayload.text("pagerduty/page.html").utf8), pieceLength: 100))
        #expect(try await page.poll().events.count == 5)
        #expect(try await page.poll().isPartial)
    }

    @Test("A page is found by the data that it carries")
    func address() throws {
        #expect(located(.pagerDuty, try OwnPayload.text("pagerduty/page.html"))?.base == "https://status.acme.example")
        #expect(located(.pagerDuty, "<script id=\"data\" type=\"application/json\">{}</script>") == nil)
    }
}
