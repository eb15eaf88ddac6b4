import Monitor
@testable import Platforms
import Support
import Testing

@Suite("Slack in each of its formats")
struct SlackTests {
    private static let ids = ["2026-03-03T05:10Z", "2026-03-03T06:05Z", "2026-03-03T16:20Z", "2026-03-03T17:34Z", "resolved"].map {
        "0a1b2c3d4e5f6071/\($0)"
    }

    @Test("Each note of an open incident is an update, with severity and services")
    func current() throws {
        let reading = try decode("slack/current.json", provider: "Slack")
        #expect(reading.platform == .slack)
        let outage = reading.events.filter { $0.kind == .incident }
        #expect(outage.map(\.id) == Array(Self.ids.prefix(3)))
        #expect(outage.map(\.status) == [.investigating, .update, .update])
        #expect(outage.allSatisfy { $0.severity == .critical && $0.service == "Drawers, Hinges" && $0.title == "Slow drawers" })
        #expect(outage.first?.url == "https://slack-status.com/2026-03/0a1b2c3d4e5f6071")
        #expect(outage.map { even($0.text) }[1] == "A hinge is bent. It is being straightened.")
        let maintenance = try #require(reading.events.first { $0.kind == .maintenance })
        #expect(maintenance.status == .scheduled)
        #expect(maintenance.severity == .none)
    }

    @Test("The history and the feeds give the same ids, times, states and words", arguments: ["feed.atom", "feed.rss"])
    func formats(name: String) throws {
        let history = try decode("slack/history.json", provider: "Slack")
        #expect(history.platform == .slack)
        #expect(history.events.map(\.id) == Self.ids)
        #expect(history.events.last?.status == .resolved)
        #expect(history.events.last?.message == "Slow drawers: Resolved")
        #expect(history.events.last?.timestamp == history.events[3].timestamp)
        let feed = try decode("slack/" + name, provider: "Slack")
        #expect(feed.platform == .slack)
        #expect(feed.events.map(Essence.init) == history.events.map(Essence.init))
        #expect(feed.events.map { even($0.text) } == history.events.map { even($0.text) })
        #expect(feed.events.allSatisfy { $0.severity == .critical && $0.url == history.events[0].url })
    }

    @Test("No open incident is a quiet day; a feed without entries is Slack's by its own link")
    func quiet() throws {
        #expect(try decode("slack/quiet.json").events.isEmpty)
        let feed = try decode(
            text: #"<feed xmlns="http://www.w3.org/2005/Atom"><id>https://status.slack.com</id><title>Slack System Status</title></feed>"#)
        #expect(feed.platform == .slack)
        #expect(feed.events.isEmpty)
    }
}
