import Monitor
import Platforms
import Support
import Testing
import Transfer

@Suite("A page between polls")
struct PageProviderTests {
    private let client = RecordedClient()
    private static let url = "https://status.acme.example/history.atom"

    private func page(_ url: String = PageProviderTests.url) -> PageProvider { PageProvider.make(name: "Acme", url: url, client: client) }
    private func fixture(_ name: String) throws -> [UInt8] { try OwnFixtures.bytes("platforms/" + name) }

    private func error(of page: PageProvider) async -> SourceError? {
        do {
            _ = try await page.poll()
            return nil
        } catch {
            return error
        }
    }

    @Test("The first poll tells all; the next asks with the validators, and a 304 tells nothing")
    func notModified() async throws {
        client.set(Self.url, .ok(try fixture("statuspage/history.atom"), etag: "\"1\""), .status(304))
        let page = page()
        let first = try await page.poll()
        #expect(first.events.count == 12)
        #expect(first.format == "atom")
        #expect(!first.isPartial)
        let second = try await page.poll()
        #expect(second.events.isEmpty)
        #expect(second.isPartial)
        #expect(second.format == "atom")
        #expect(client.requests.map(\.validators.etag) == [nil, "\"1\""])
        let fields = Dictionary(uniqueKeysWithValues: client.requests[0].fields.map { ($0.name, $0.value) })
        #expect(fields["User-Agent"]?.hasPrefix("status-monitor/") == true)
        #expect(fields["Accept"]?.hasPrefix("application/atom+xml") == true)
    }

    @Test("A 304 to a request that did not ask is an error")
    func unaskedNotModified() async throws {
        client.set(Self.url, .status(304))
        #expect(await error(of: page())?.httpStatus == 304)
    }

    @Test("The same body again tells nothing, in whatever pieces it comes", arguments: [1, 100, 1 << 20])
    func unchanged(pieceLength: Int) async throws {
        let body = try fixture("statuspage/history.atom")
        client.set(Self.url, .ok(body), .ok(body, pieceLength: pieceLength))
        let page = page()
        _ = try await page.poll()
        let second = try await page.poll()
        #expect(second.events.isEmpty)
        #expect(second.isPartial)
    }

    @Test("Of a changed feed only the changed entries are told, all their updates", arguments: [1, 1000, 1 << 20])
    func changedEntry(pieceLength: Int) async throws {
        let text = try OwnFixtures.text("platforms/statuspage/history.atom")
        let changed = text.replacing("A fix is in place.", with: "Another fix is in place.")
        #expect(changed != text)
        client.set(Self.url, .ok(Array(text.utf8), pieceLength: pieceLength), .ok(Array(changed.utf8), pieceLength: pieceLength))
        let page = page()
        #expect(try await page.poll().events.count == 12)
        let second = try await page.poll()
        #expect(second.isPartial)
        #expect(Set(second.events.map(\.incident)) == ["h2k9vq4z8wlm"])
        #expect(second.events.count == 4)
    }

    @Test("A body past the bound on what is kept is read as it arrives")
    func longBody() async throws {
        let text = try OwnFixtures.text("platforms/statuspage/history.atom")
        let padding = "<!-- " + String(repeating: "x", count: 1 << 21) + " -->"
        let first = text.replacing("</feed>", with: padding + "</feed>")
        let second = first.replacing("A fix is in place.", with: "Another fix is in place.")
        client.set(
            Self.url, .ok(Array(first.utf8), pieceLength: 16_384), .ok(Array(second.utf8), pieceLength: 16_384), .ok(Array(second.utf8)))
        let page = page()
        #expect(try await page.poll().events.count == 12)
        #expect(try await page.poll().events.count == 4)
        #expect(try await page.poll().events.isEmpty)
    }

    @Test("Reading a page afresh tells all, and leaves what is known as it was")
    func fetchEvents() async throws {
        client.set(Self.url, .ok(try fixture("statuspage/history.atom"), etag: "\"1\""))
        let page = page()
        #expect(try await page.fetchEvents().count == 12)
        #expect(try await page.poll().events.count == 12)
        #expect(try await page.fetchEvents().count == 12)
        #expect(client.requests.map(\.validators.etag) == [nil, nil, nil])
    }

    @Test("Validators of a body that could not be read are not kept")
    func badBody() async throws {
        let body = try fixture("statuspage/history.atom")
        client.set(
            Self.url, .ok(Array(body.dropLast(100)), etag: "\"cut\""), .ok(body, etag: "\"good\""),
            .ok(Array(body.dropLast(200)), etag: "\"bad\""),
            .status(304))
        let page = page()
        #expect(await error(of: page)?.code == .malformed)
        #expect(try await page.poll().events.count == 12)
        #expect(await error(of: page)?.code == .malformed)
        #expect(try await page.poll().isPartial)
        #expect(client.requests.map(\.validators.etag) == [nil, nil, "\"good\"", "\"good\""])
    }

    @Test(
        "HTML is an error that says what to do, whatever its status says",
        arguments: ["<!DOCTYPE html><html><body>x</body></html>", "<html></html>"])
    func html(body: String) async throws {
        client.set(Self.url, .ok(Array(body.utf8), contentType: "text/html"))
        let error = try #require(await error(of: page()))
        #expect(error.code == .wrongFormat)
        #expect(error.provider == "Acme")
        #expect(error.url == Self.url)
    }

    @Test("An empty body is an error, not a quiet page")
    func empty() async throws {
        client.set(Self.url, .ok([]))
        #expect(await error(of: page())?.code == .malformed)
    }

    @Test("Statuses become typed errors with the server's wish to be left alone", arguments: [401, 403, 404, 429, 500, 503])
    func statuses(status: Int) async throws {
        client.set(Self.url, .status(status, retryAfter: .seconds(90)))
        let error = try #require(await error(of: page()))
        #expect(error.code == .httpStatus)
        #expect(error.httpStatus == status)
        #expect(error.retryAfter == .seconds(90))
    }

    @Test("410 is gone; a transfer that failed is a transfer error; neither shows what a URL keeps secret")
    func goneAndFailed() async throws {
        let secret = "https://user:pass@status.acme.example/feed?token=abc&x=1"
        client.set(secret, .status(410), .failure(.connectionRefused))
        let page = page(secret)
        let gone = try #require(await error(of: page))
        #expect(gone.code == .gone)
        #expect(gone.url == "https://status.acme.example/feed?token=…&x=…")
        #expect(await error(of: page)?.code == .transfer)
        #expect(client.urls == [secret, secret])
    }

    @Test("A permanent move is remembered once the new address has answered well, and forgotten when it fails")
    func permanentMove() async throws {
        let new = "https://status.acme.io/history.atom"
        var bad = RecordedClient.Answer.ok(Array("<html></html>".utf8))
        bad.permanentURL = new
        var moved = RecordedClient.Answer.ok(try fixture("statuspage/history.atom"), etag: "\"1\"")
        moved.permanentURL = new
        client.set(Self.url, bad, moved)
        client.set(new, .status(304), .status(500))
        let page = page()
        #expect(await error(of: page)?.code == .wrongFormat)
        #expect(try await page.poll().events.count == 12)
        #expect(try await page.poll().isPartial)
        #expect(await error(of: page)?.url == new)
        #expect(try await page.poll().events.count == 12)
        #expect(client.urls == [Self.url, Self.url, new, new, Self.url])
    }
}

@Suite("A page with several sources")
struct PageFallbackTests {
    private let client = RecordedClient()
    private let base = "https://status.acme.example"
    private func fixture(_ name: String) throws -> [UInt8] { try OwnFixtures.bytes("platforms/" + name) }
    private var page: PageProvider { PageProvider(name: "Acme", sources: Platform.statuspage.sources(ofPage: base), client: client) }

    private func serveJSON(_ more: RecordedClient.Answer...) throws {
        client.set(base + "/api/v2/incidents.json", .ok(try fixture("statuspage/incidents.json"), etag: "\"i\""))
        client.set(base + "/api/v2/scheduled-maintenances.json", .ok(try fixture("statuspage/scheduled-maintenances.json"), etag: "\"m\""))
    }

    @Test("Incidents and maintenances of two documents come as one reading")
    func together() async throws {
        try serveJSON()
        let result = try await page.poll()
        #expect(result.format == "json")
        #expect(result.events.count == 12)
        #expect(result.events.map(\.timestamp) == result.events.map(\.timestamp).sorted())
        #expect(!result.isPartial)
    }

    @Test("When JSON fails the feed is read in its place, with the same ids; JSON is asked again later")
    func fallBack() async throws {
        try serveJSON()
        client.set(base + "/history.atom", .ok(try fixture("statuspage/history.atom")))
        let page = page
        let json = try await page.poll()
        client.set(base + "/api/v2/scheduled-maintenances.json", .status(404))
        let atom = try await page.poll()
        #expect(atom.format == "atom")
        #expect(Set(atom.events.map(Essence.init)) == Set(json.events.map(Essence.init)))

        // Passed over for two polls, then asked again.
        try serveJSON()
        let asked = client.urls.count
        _ = try await page.poll()
        _ = try await page.poll()
        #expect(client.urls[asked...].allSatisfy { $0.hasSuffix("history.atom") })
        #expect(try await page.poll().format == "json")
    }

    @Test("A change of source announces nothing")
    func nothingAnnounced() async throws {
        try serveJSON()
        client.set(base + "/history.atom", .ok(try fixture("statuspage/history.atom")))
        let page = page
        let deduplication = Deduplication(policy: .init(backlog: .all))
        #expect(deduplication.admit(try await page.poll(), from: page.name).count == 12)
        client.set(base + "/api/v2/incidents.json", .status(500))
        let atom = try await page.poll()
        #expect(atom.events.count == 12)
        #expect(deduplication.admit(atom, from: page.name).isEmpty)
    }

    @Test("What one document said is not lost when the other fails: it is told again")
    func nothingLost() async throws {
        try serveJSON()
        client.set(base + "/api/v2/scheduled-maintenances.json", .status(500))
        let page = page
        await #expect(throws: SourceError.self) { try await page.poll() }
        try serveJSON()
        #expect(try await page.poll().events.count == 12)
        #expect(client.requests.allSatisfy { $0.validators.isEmpty })
    }

    @Test("When no source answers well the first one's error is told", arguments: [404, 500])
    func allFail(status: Int) async throws {
        client.set(base + "/api/v2/incidents.json", .status(status))
        client.set(base + "/history.atom", .ok(Array("<html></html>".utf8)))
        let page = page
        await #expect { try await page.poll() } throws: { ($0 as? SourceError)?.httpStatus == status }
        #expect(client.urls.count == 3)
    }

    @Test("A host that does not answer, or asks for patience, is not asked for another document")
    func politeness() async throws {
        let page = page
        for answer in [RecordedClient.Answer.failure(.timedOut), .status(429, retryAfter: .seconds(60)), .status(503)] {
            client.set(base + "/api/v2/incidents.json", answer)
            let asked = client.urls.count
            await #expect(throws: SourceError.self) { try await page.poll() }
            #expect(client.urls.count == asked + 1)
        }
    }

    @Test("A page that turns out to be incident.io's is read through its feed, for its JSON leaves the texts out")
    func incidentIO() async throws {
        client.set(base + "/api/v2/incidents.json", .ok(try fixture("incidentio/incidents.json")))
        client.set(base + "/api/v2/scheduled-maintenances.json", .ok(try fixture("incidentio/summary-quiet.json")))
        client.set(base + "/history.atom", .ok(try fixture("incidentio/feed.atom")))
        let page = PageProvider.make(name: "Initech", url: base, client: client)
        let result = try await page.poll()
        #expect(result.format == "atom")
        #expect(result.events.allSatisfy { !$0.text.isEmpty })
        _ = try await page.poll()
        #expect(client.urls.last == base + "/history.atom")
        #expect(client.urls.count == 4)
    }
}
