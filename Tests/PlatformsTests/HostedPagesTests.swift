import Monitor
import Platforms
import Support
import Testing

@Suite("Pages of hosted platforms, polled")
struct HostedPagesTests {
    @Test("JSONP is read as it arrives in pieces, known again unchanged, and an error when it is cut short")
    func jsonp() async throws {
        let url = "https://www.apple.com/support/systemstatus/data/developer/system_status_en_US.js"
        let client = RecordedClient()
        let page = PageProvider.make(name: "Apple", url: url, client: client)
        let bytes = try OwnFixtures.bytes("platforms/apple/developer.js")
        client.set(url, .ok(bytes, pieceLength: 7))
        #expect(try await page.poll().events.map(\.id) == ["2000001579/resolved", "2000001581/ongoing"])
        #expect(try await page.poll().events.isEmpty)
        client.set(url, .ok(Array(bytes.dropLast(3)), pieceLength: 7))
        await #expect(throws: SourceError.self) { try await page.poll() }
    }

    @Test("Slack's open incidents and its history together tell each update once")
    func joined() async throws {
        let base = "https://slack-status.com/api/v2.0.0"
        let client = RecordedClient()
        client.set("\(base)/current", .ok(try OwnFixtures.bytes("platforms/slack/current.json"), pieceLength: 500))
        client.set("\(base)/history", .ok(try OwnFixtures.bytes("platforms/slack/history.json"), pieceLength: 500))
        let sources = Platform.slack.sources(ofPage: "https://slack-status.com/")
        let page = PageProvider(name: "Slack", sources: Array(sources.prefix(1)), client: client)
        let result = try await page.poll()
        #expect(result.events.count == 6)
        #expect(Set(result.events.map(\.id)).count == 6)
        #expect(result.events.filter { $0.status == .resolved }.map(\.id) == ["0a1b2c3d4e5f6071/resolved"])
    }

    @Test("A page of states tells each part with its condition, and an event of what is not well")
    func states() async throws {
        let url = "https://status.stripe.com/current/full"
        let client = RecordedClient()
        client.set(url, .ok(try OwnFixtures.bytes("platforms/stripe/full.json"), pieceLength: 500))
        let page = PageProvider.make(name: "Stripe", url: url, client: client)
        let result = try await page.poll()
        #expect(result.granularity == .states)
        #expect(result.states.map(\.condition) == [.degraded, .operational])
        #expect(result.events.map(\.severity) == [.minor])
    }
}
