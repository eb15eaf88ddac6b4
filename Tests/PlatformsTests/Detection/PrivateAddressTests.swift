import LoopbackOrigin
import Monitor
import Platforms
import Support
import Testing
import Transfer

@Suite("Private addresses that a page names")
struct PrivateAddressTests {
    /// A page at an address that counts as public names a feed at one that is private.
    private func withPage(_ body: (_ home: String, PageDetector, any HTTPClient, OriginServer) async throws -> Void) async throws {
        let origin = try OriginServer.start(OriginConfiguration(address: .wholeLoopbackNetwork)) { request in
            guard request.path == "/" else { return .ok((try? OwnFixtures.bytes("platforms/feed/plain.rss")) ?? []) }
            let port = (request.field("Host") ?? "").split(separator: ":").last ?? ""
            let link = "<link rel=alternate type=application/rss+xml href=http://127.0.7.2:\(port)/notices.rss>"
            return .ok(Array("<!doctype html><title>Notices</title>\(link)".utf8), contentType: "text/html")
        }
        let outside = IPAddress("127.0.7.1")
        var configuration = TransferConfiguration()
        configuration.reach = { $0 == outside ? .public : .private }
        let engine = try TransferEngine(configuration)
        try await body("http://127.0.7.1:\(origin.port)/", PageDetector(client: engine), engine, origin)
        await engine.shutdown()
        await origin.stop()
    }

    @Test("A detection does not ask them")
    func detection() async throws {
        try await withPage { home, detector, _, origin in
            let result = await detector.detect(home)
            #expect(result.page == nil)
            #expect(origin.requests.contains { $0.path == "/" })
            #expect(!origin.requests.contains { $0.path == "/notices.rss" })
        }
    }

    @Test("A page is not polled at them, unless the operator named that host")
    func polling() async throws {
        try await withPage { home, _, client, origin in
            let feed = PageSource(PageEndpoint("http://127.0.7.2:\(origin.port)/notices.rss", .rss))
            let elsewhere = PageProvider(name: "Acme", sources: [feed], homePage: home, client: client)
            await #expect(throws: (any Error).self) { try await elsewhere.poll() }
            #expect(!origin.requests.contains { $0.path == "/notices.rss" })
            let named = PageProvider(name: "Acme", sources: [feed], homePage: "https://127.0.7.2/", client: client)
            let outcome = try await named.poll()
            #expect(!outcome.events.isEmpty)
        }
    }
}
