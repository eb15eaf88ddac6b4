import Monitor
@testable import Platforms
import Support
import Testing

@Suite("Status.io in each of its formats")
struct StatusIOTests {
    private static let address = "https://api.status.io/1.0/status/533c6539221ae15e3f000031"

    @Test("Each message of the API, with its own severity; a plan is a maintenance")
    func json() throws {
        let reading = try decode("status.io/status.json", url: Self.address)
        #expect(reading.platform == .statusIO)
        let incident = reading.events.filter { $0.kind == .incident }
        #expect(
            incident.map(\.id)
                == ["2026-06-04T12:15Z", "2026-06-04T12:15Z.2", "2026-06-04T13:43Z"].map { "6a216c468614df05b0372d0d/\($0)" })
        #expect(incident.map(\.status) == [.investigating, .identified, .monitoring])
        #expect(incident.map(\.severity) == [.major, .minor, .none])
        #expect(incident.allSatisfy { $0.components == ["Cranes"] && $0.title == "Cranes creak" })
        #expect(incident[0].url == "https://status.io/pages/incident/533c6539221ae15e3f000031/6a216c468614df05b0372d0d")
        let maintenance = try #require(reading.events.first { $0.kind == .maintenance })
        #expect(maintenance.status == .scheduled)
        #expect(maintenance.severity == .none)
    }

    @Test("The feed gives the same ids, times, states, links and words, messages of one minute included")
    func feed() throws {
        let json = try decode("status.io/status.json", url: Self.address).events
        let feed = try decode("status.io/rss.xml")
        #expect(feed.platform == .statusIO)
        #expect(feed.events.map(Essence.init) == json.map(Essence.init))
        #expect(feed.events.map { even($0.text) } == json.map { even($0.text) })
        #expect(feed.events.map(\.url) == json.map(\.url))
    }

    @Test("A page on which nothing is listed is quiet")
    func quiet() throws {
        let page =
            #"{"result":{"status_overall":{"status":"Operational"},"status":[],"incidents":[],"maintenance":{"active":[],"upcoming":[]}}}"#
        let reading = try decode(text: page)
        #expect(reading.platform == .statusIO)
        #expect(reading.events.isEmpty)
    }

    @Test("The API's address follows from the page's identifier alone")
    func sources() {
        #expect(Platform.statusIO.sources(ofPage: "https://status.acme.example").isEmpty)
        let page = PageLocation("https://status.acme.example/", identifier: "533c6539221ae15e3f000031")
        #expect(
            StatusIOAdapter.sources(of: page).flatMap(\.endpoints).map(\.url) == [
                Self.address, "https://status.acme.example/pages/533c6539221ae15e3f000031/rss",
            ])
    }
}
