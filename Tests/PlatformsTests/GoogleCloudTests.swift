import Monitor
@testable import Platforms
import Support
import Testing

@Suite("Google's dashboards in each of their formats")
struct GoogleCloudTests {
    @Test("Each update of incidents.json, with products, severity, state and link")
    func json() throws {
        let address = "https://www.google.com/appsstatus/dashboard/incidents.json"
        let reading = try decode("google-cloud/incidents.json", provider: "Google", url: address)
        #expect(reading.platform == .googleCloud)
        let times = ["2026-04-01T09:00:05Z", "2026-04-01T10:00:10Z", "2026-04-01T16:00:10Z", "2026-04-02T20:13:25Z"]
        #expect(reading.events.map(\.id) == times.map { "Hq7Zk2Lw9Xc4Vb1Nm5Ty/\($0)" })
        #expect(reading.events.map(\.status) == [.investigating, .update, .resolved, .postmortem])
        #expect(reading.events.allSatisfy { $0.severity == .critical && $0.service == "Shelves, Ladders" && $0.kind == .incident })
        #expect(reading.events[0].url == "https://www.google.com/appsstatus/dashboard/incidents/Hq7Zk2Lw9Xc4Vb1Nm5Ty")
        #expect(reading.events[1].message == "Shelves: books may be upside down: Update - Books are being turned.")
    }

    @Test("The schema of before 2021 names no states: the incident's end does")
    func oldSchema() throws {
        let reading = try decode("google-cloud/incidents-2020.json", provider: "Google", url: "")
        #expect(reading.platform == .googleCloud)
        let times = ["2020-11-05T20:41:54Z", "2020-11-05T21:00:00Z", "2020-11-05T21:43:49Z"]
        #expect(reading.events.map(\.id) == times.map { "ladders-20008/\($0)" })
        #expect(reading.events.map(\.status) == [.investigating, .update, .resolved])
        #expect(reading.events.allSatisfy { $0.severity == .major && $0.service == "Ladders" })
        #expect(reading.events[0].url == "https://status.cloud.google.com/incident/ladders/20008")
    }

    @Test("The feed's updates have the ids, times, states, titles, products and words that JSON gives them")
    func feed() throws {
        let json = try decode("google-cloud/incidents.json", provider: "Google", url: "https://status.cloud.google.com/incidents.json")
        let feed = try decode("google-cloud/feed.atom", provider: "Google")
        #expect(feed.platform == .googleCloud)
        let shared = json.events.filter { event in feed.events.contains { $0.id == event.id } }
        #expect(shared.count == 2)
        #expect(feed.events.map(Essence.init) == shared.map(Essence.init))
        #expect(feed.events.map { even($0.text) } == shared.map { even($0.text) })
        #expect(feed.events.map(\.components) == shared.map(\.components))
        #expect(feed.events.map(\.url) == shared.map(\.url))
    }

    @Test("An empty list is a quiet dashboard, and so is a feed without entries, by its own id")
    func quiet() throws {
        #expect(try decode(text: "[]", platform: .googleCloud).platform == .googleCloud)
        let feed = try decode(
            text: #"<feed xmlns="http://www.w3.org/2005/Atom"><id>https://status.cloud.google.com/</id><title>Google Cloud</title></feed>"#)
        #expect(feed.platform == .googleCloud)
        #expect(feed.events.isEmpty)
    }
}
