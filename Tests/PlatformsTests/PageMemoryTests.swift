import Monitor
import Platforms
import Support
import Testing
import Transfer

@Suite("What a page remembers across restarts")
struct PageMemoryTests {
    private let client = RecordedClient()
    private static let url = "https://status.acme.example/history.atom"

    private func page(_ url: String = PageMemoryTests.url) -> PageProvider {
        var options = PageProvider.Options()
        options.remembers = true
        return PageProvider(name: "Acme", sources: [PageSource(PageEndpoint(url))], client: client, options: options)
    }

    private var body: [UInt8] { get throws { try OwnFixtures.bytes("platforms/statuspage/history.atom") } }

    @Test("Validators, the body's hash and the address that it moved to: the first poll after a restart costs a 304, or a hash")
    func restores() async throws {
        let moved = "https://status.new.example/history.atom"
        var answer = RecordedClient.Answer.ok(try body, etag: "\"1\"")
        answer.permanentURL = moved
        client.set(Self.url, answer)
        let memory = try #require(try await page().poll().memory)

        client.set(moved, .status(304), .ok(try body, etag: "\"1\""))
        let after = page()
        after.restore(memory, lastGoodPoll: nil)
        let first = try await after.poll()
        #expect(first.events.isEmpty && first.isPartial && first.format == "atom")
        #expect(client.requests.last?.url == moved)
        #expect(client.requests.last?.validators.etag == "\"1\"")
        // Unconditional and equal.
        let second = try await after.poll()
        #expect(second.events.isEmpty && second.isPartial)
        #expect(second.memory == nil)
    }

    @Test("Secrets of the configured address are not in it, wherever they came to stand, and are used again after a restart")
    func secrets() async throws {
        let url = "https://me:CANARY0@status.acme.example/history.atom?token=CANARY1&x=CANARY1CANARY2"
        let moved = "https://status.new.example/CANARY1/history.atom?token=CANARY1&y=other"
        var answer = RecordedClient.Answer.ok(try body, etag: "\"1\"")
        answer.permanentURL = moved
        client.set(url, answer)
        let memory = try #require(try await page(url).poll().memory)
        #expect(!String(decoding: memory, as: UTF8.self).contains("CANARY"))

        client.set(moved, .status(304))
        let after = page(url)
        after.restore(memory, lastGoodPoll: nil)
        #expect(after.sources.first?.endpoints.first?.url == url)
        _ = try await after.poll()
        #expect(client.requests.last?.url == moved)
        #expect(client.requests.last?.validators.etag == "\"1\"")
    }

    @Test("Only a poll that learned something gives a memory, and none where none is wanted")
    func changes() async throws {
        client.set(Self.url, .ok(try body, etag: "\"1\""), .status(304))
        let page = page()
        #expect(try await page.poll().memory != nil)
        #expect(try await page.poll().memory == nil)
        client.set(Self.url, .ok(try body))
        #expect(try await PageProvider(name: "Acme", sources: [PageSource(PageEndpoint(Self.url))], client: client).poll().memory == nil)
    }

    @Test("What is forgotten is read again as a whole")
    func forgets() async throws {
        client.set(Self.url, .ok(try body, etag: "\"1\""))
        let page = page()
        let first = try await page.poll()
        page.forget()
        let second = try await page.poll()
        #expect(client.requests.last?.validators.isEmpty == true)
        #expect(second.events == first.events)
        #expect(!second.isPartial)
    }

    @Test("The memory of another address, or bytes that are none, change nothing")
    func strange() async throws {
        client.set(Self.url, .ok(try body, etag: "\"1\""))
        let memory = try #require(try await page().poll().memory)
        let other = page("https://status.other.example/history.atom")
        #expect(other.memoryIdentity != page().memoryIdentity)
        client.set("https://status.other.example/history.atom", .ok(try body))
        other.restore(memory, lastGoodPoll: nil)
        #expect(try await other.poll().events.count == 12)
        #expect(client.requests.last?.validators.isEmpty == true)
        for count in 0..<memory.count {
            let damaged = page()
            damaged.restore(Array(memory.prefix(count)), lastGoodPoll: nil)
            damaged.restore(memory.map { $0 ^ 0x55 }, lastGoodPoll: nil)
            _ = try await damaged.poll()
            #expect(client.requests.last?.validators.isEmpty == true)
        }
    }
}
