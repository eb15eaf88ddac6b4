import FoundationEssentials
import Monitor
@testable import Platforms
import Support
import Testing

@Suite("Platforms that tell states")
struct StatePlatformTests {
    @Test("Upptime's sites have states, and a change of one is an incident's beginning and end")
    func upptime() throws {
        let reading = try decode("upptime/summary.json")
        #expect(reading.platform == .upptime)
        #expect(reading.granularity == .states)
        #expect(reading.states.map(\.id) == ["web", "api", "docs"])
        #expect(reading.states.map(\.condition) == [.operational, .majorOutage, .degraded])
        #expect(reading.events.map(\.title) == ["API", "Docs"])
        let told = announced(reading, try decode("upptime/summary.json", replacing: "\"down\"", with: "\"up\""))
        #expect(told[0].map(\.status) == [.investigating, .investigating])
        #expect(told[1].map(\.status) == [.resolved])
        #expect(told[1].map(\.incident) == [told[0][0].incident])
        #expect(told[1].map(\.severity) == [.critical])
    }

    @Test("Upptime's repository stands in its page's footer")
    func upptimeAddress() {
        let page = located(
            .upptime,
            "<a href=\"https://github.com/acme/status.page\">GitHub</a> powered by <a href=\"https://upptime.js.org\">Upptime</a>")
        #expect(page?.identifier == "acme/status.page")
        #expect(
            page.map { addresses(.upptime, $0).first }
                == ["https://raw.githubusercontent.com/acme/status.page/HEAD/history/summary.json"])
        #expect(located(.upptime, "<a href=\"https://github.com/acme/x\">") == nil)
    }

    @Test("Gatus's endpoints are as their newest result, since the first of its kind in a row")
    func gatus() throws {
        let reading = try decode("gatus/statuses.json", url: "https://gatus.acme.example/api/v1/endpoints/statuses?page=1")
        #expect(reading.platform == .gatus)
        #expect(reading.states.map(\.name) == ["core - front", "back", "core - new"])
        #expect(reading.states.map(\.condition) == [.majorOutage, .operational, .unknown])
        #expect(reading.states[0].since == (try time("2026-05-01T10:01:00Z")))
        #expect(reading.states[0].text == "timeout")
        #expect(reading.states[0].url == "https://gatus.acme.example/endpoints/core_front")
        let recovered = try decode("gatus/statuses.json", replacing: "\"success\": false", with: "\"success\": true")
        #expect(announced(reading, recovered).map { $0.map(\.status) } == [[.investigating], [.resolved]])
    }

    @Test("UptimeRobot's monitors have states, what people wrote has updates")
    func uptimeRobot() throws {
        let reading = try decode("uptimerobot/monitors.json")
        #expect(reading.platform == .uptimeRobot)
        #expect(reading.states.map(\.name) == ["API", "Sites - Web", "Old"])
        #expect(reading.states.map(\.condition) == [.operational, .majorOutage, .unknown])
        let events = try decode("uptimerobot/events.json").events
        #expect(events.map(\.id) == ["announcement-3/0", "maintenance-37371/0", "maintenance-37371/2", "incident-37372/0"])
        #expect(events.map(\.status) == [.update, .scheduled, .completed, .investigating])
        #expect(events.map(\.kind) == [.incident, .maintenance, .maintenance, .incident])
        #expect(events[1].text == "We restart.")
    }

    @Test("UptimeRobot's token stands in the page's script, or in the path of a hosted page")
    func uptimeRobotAddress() {
        let script = "<script>window.pspApiPath = 'https://status.acme.example/api/getMonitorList/GOkg3CWwDL';</script>"
        let page = located(.uptimeRobot, script)
        #expect(page?.identifier == "GOkg3CWwDL")
        let list = "https://status.acme.example/api/getMonitorList/GOkg3CWwDL?page=1"
        #expect(
            page.map { addresses(.uptimeRobot, $0) } == [[list, "https://status.acme.example/api/getEventFeed/GOkg3CWwDL"], [list]])
        #expect(
            addresses(.uptimeRobot, PageLocation("https://stats.uptimerobot.com/AbC9")).first?.first
                == "https://stats.uptimerobot.com/api/getMonitorList/AbC9?page=1")
        #expect(addresses(.uptimeRobot, PageLocation("https://status.acme.example")).isEmpty)
    }
}

@Suite("Uptime Kuma's two documents")
struct UptimeKumaTests {
    private static let root = "https://kuma.acme.example"
    private static let page = "\(root)/api/status-page/acme"
    private static let beats = "\(root)/api/status-page/heartbeat/acme"

    @Test("One names the monitors and lists incidents and maintenances, the other has the conditions and since when")
    func documents() throws {
        let page = try decode("uptimekuma/page.json")
        #expect(page.platform == .uptimeKuma)
        #expect(page.pageName == "Acme")
        #expect(page.states.map(\.name) == ["Web - Shop", "Web - Blog", "Mail"])
        #expect(page.states.allSatisfy { $0.condition == .unknown })
        #expect(page.events.map(\.id) == ["incident-22/0", "maintenance-5/scheduled-2026-06-23T00:00:00Z"])
        #expect(page.events.map(\.severity) == [.minor, .none])
        #expect(page.events.map(\.kind) == [.incident, .maintenance])
        let beats = try decode("uptimekuma/heartbeat.json")
        #expect(beats.states.map(\.id) == ["7", "8", "9"])
        #expect(beats.states.map(\.condition) == [.operational, .majorOutage, .unknown])
        #expect(beats.states[1].since == (try time("2026-06-22T03:01:00Z")))
        #expect(beats.states[1].text == "connect ECONNREFUSED")
    }

    private func provider(_ client: RecordedClient) throws -> PageProvider {
        client.set(Self.page, .ok(try OwnFixtures.bytes("platforms/uptimekuma/page.json")))
        client.set(Self.beats, .ok(try OwnFixtures.bytes("platforms/uptimekuma/heartbeat.json")))
        return PageProvider(
            name: "Acme", sources: UptimeKumaAdapter.sources(of: PageLocation("\(Self.root)/status/Acme")), client: client)
    }

    @Test("Together they tell named conditions and what the page lists, for those who read it once, too")
    func together() async throws {
        let provider = try provider(RecordedClient())
        let result = try await provider.poll()
        #expect(result.granularity == .states)
        #expect(result.states.map(\.name) == ["Web - Shop", "Web - Blog", "Mail"])
        #expect(result.states.map(\.condition) == [.operational, .majorOutage, .unknown])
        let titles = ["Many visitors", "Web - Blog", "New kernel"]
        #expect(result.events.map(\.title) == titles)
        #expect(result.listedEvents.map(\.title) == ["Many visitors", "New kernel"])
        #expect(try await provider.fetchEvents().map(\.title) == titles)
    }

    @Test("Changes of conditions and new incidents are announced, each once")
    func changes() async throws {
        let client = RecordedClient()
        let provider = try provider(client)
        let deduplication = Deduplication(policy: .init(backlog: .all))
        #expect(deduplication.admit(try await provider.poll(), from: "Acme").count == 3)
        #expect(deduplication.admit(try await provider.poll(), from: "Acme").isEmpty)
        let up = try OwnPayload.text("uptimekuma/heartbeat.json").split(separator: "\"status\": 0").joined(separator: "\"status\": 1")
        client.set(Self.beats, .ok(Array(up.utf8)))
        let recovery = deduplication.admit(try await provider.poll(), from: "Acme")
        #expect(recovery.map(\.status) == [.resolved])
        #expect(recovery.map(\.title) == ["Web - Blog"])
        let another = try OwnPayload.text("uptimekuma/page.json").split(separator: "\"id\": 22,").joined(separator: "\"id\": 23,")
        client.set(Self.page, .ok(Array(another.utf8)))
        #expect(deduplication.admit(try await provider.poll(), from: "Acme").map(\.id) == ["incident-23/0"])
    }

    @Test("The slug comes from the address or from the page")
    func slug() {
        let html = "<script id=\"preload-data\">window.preloadData = {'config':{'slug':'acme','title':'x'},'publicGroupList':[]};</script>"
        let page = located(.uptimeKuma, html, url: "https://kuma.acme.example/")
        #expect(page?.identifier == "acme")
        #expect(page.map { addresses(.uptimeKuma, $0) } == [[Self.page, Self.beats]])
        #expect(addresses(.uptimeKuma, PageLocation("https://kuma.acme.example")).isEmpty)
        #expect(UptimeKumaAdapter.sources(of: PageLocation("https://kuma.acme.example/status/acme")).map(\.isJoint) == [true])
    }
}
