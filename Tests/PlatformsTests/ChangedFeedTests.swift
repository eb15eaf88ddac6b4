import Monitor
import Parsing
import Support
import Synchronization
import Testing
import Transfer

@testable import Platforms

@Suite("A feed that changes from poll to poll")
struct ChangedFeedTests {
    private let client = RecordedClient()
    private static let url = "https://status.acme.example/history.atom"

    private var page: PageProvider { PageProvider(name: "Acme", sources: [PageSource(PageEndpoint(Self.url))], client: client) }

    private func body(_ edits: (String, String)...) throws -> [UInt8] {
        var text = String(decoding: try OwnFixtures.bytes("platforms/statuspage/history.atom"), as: UTF8.self)
        for (old, new) in edits {
            let parts = text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
            try #require(parts.count == 2, "\(old)")
            text = parts.joined(separator: new)
        }
        return Array(text.utf8)
    }

    private func segmentCount(_ page: PageProvider) -> Int? {
        page.state.withLock { $0.page }?.memory.withLock { $0.endpoints.first?.memory.segments.count }
    }

    @Test("An edit to any entry is found, though the entries around it are not read", arguments: [1 << 20, 700])
    func edits(pieceLength: Int) async throws {
        let page = page
        let all = try PayloadDecoder().decode(try body(), context: DecodingContext(provider: "Acme", url: Self.url)).events
        let incidents = Set(all.map(\.incident))
        #expect(incidents.count > 2)
        client.set(Self.url, .ok(try body(), pieceLength: pieceLength))
        #expect(try await page.poll().events.count == all.count)
        // Nothing is noted of a page that was read once.
        #expect(segmentCount(page) == 0)
        for (number, incident) in incidents.sorted().enumerated() {
            let one = try #require(all.last { $0.incident == incident })
            let text = String(one.message.split(separator: " ").suffix(2).joined(separator: " "))
            client.set(Self.url, .ok(try body((text, text + " Edited\(number)")), pieceLength: pieceLength))
            let found = try await page.poll()
            #expect(found.isPartial)
            #expect(found.events.contains { $0.message.contains("Edited\(number)") }, "\(text)")
            #expect(segmentCount(page) == incidents.count)
        }
    }

    @Test("A poll that finds another date alone has no event, and what is kept of the entries' bytes stays")
    func otherDate() async throws {
        let page = page
        client.set(Self.url, .ok(try body()))
        _ = try await page.poll()
        for end in ["\n", "\n\n", "\n\n\n"] {
            client.set(Self.url, .ok(try body() + Array(end.utf8)))
            let poll = try await page.poll()
            #expect(poll.events.isEmpty && poll.isPartial)
            #expect(segmentCount(page) == 4)
        }
    }

    @Test("What is forgotten is forgotten of the entries' bytes, too, and so after a page that is no feed any more")
    func forgets() async throws {
        let page = page
        client.set(Self.url, .ok(try body()))
        let first = try await page.poll()
        client.set(Self.url, .ok(try body() + [10]))
        _ = try await page.poll()
        #expect(segmentCount(page) != 0)
        client.set(Self.url, .ok(try body()))
        page.forget()
        #expect(segmentCount(page) == 0)
        let second = try await page.poll()
        #expect(second.events == first.events && !second.isPartial)
        let json = #"{"incidents":[],"page":{"id":"x","name":"Acme","url":"https://status.acme.example"}}"#
        client.set(Self.url, .ok(Array(json.utf8)))
        _ = try? await page.poll()
        client.set(Self.url, .ok(try body() + [10]))
        _ = try await page.poll()
        #expect(try await page.poll().events.isEmpty)
    }
}
