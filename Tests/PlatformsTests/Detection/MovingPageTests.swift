import FoundationEssentials
import Monitor
import Platforms
import Support
import Synchronization
import Testing
import Transfer

/// A wall clock that a test sets.
private final class WallClock: Sendable {
    private let now: Mutex<Date>
    init(_ text: String) throws { now = Mutex(try time(text)) }
    func set(_ text: String) throws {
        let date = try time(text)
        now.withLock { $0 = date }
    }
    var options: PageProvider.Options {
        var options = PageProvider.Options()
        options.now = { self.now.withLock { $0 } }
        return options
    }
}

private let base = "https://status.acme.example"

@Suite("A page whose platform is found out")
struct DetectedProviderTests {
    private let client = RecordedClient()
    private func fixture(_ name: String) throws -> RecordedClient.Answer { .ok(try OwnFixtures.bytes("platforms/" + name)) }
    private func html(_ text: String) -> RecordedClient.Answer { .ok(Array("<!DOCTYPE html><html>\(text)</html>".utf8)) }

    private func serveStatuspage() throws {
        client.set(base, html("<title>Acme Status</title><img src='//x.example/statuspage.io/i.png'>"))
        client.set(base + "/api/v2/incidents.json", try fixture("statuspage/incidents.json"))
        client.set(base + "/api/v2/scheduled-maintenances.json", try fixture("statuspage/scheduled-maintenances.json"))
    }

    @Test("The first poll finds the platform out, the next ones remember it")
    func firstPoll() async throws {
        try serveStatuspage()
        let page = PageProvider(name: "Acme", detectedAt: base, client: client)
        #expect(page.sources.isEmpty)
        let result = try await page.poll()
        #expect(result.events.count == 12)
        #expect(result.move == nil)
        #expect(client.urls.count == 4)
        #expect(page.sources == Platform.statuspage.sources(ofPage: base))
        _ = try await page.poll()
        #expect(client.urls.count == 6)
    }

    @Test("When nothing is found the error says what was seen, and the next poll looks again")
    func laterFound() async throws {
        client.set(base, html("<title>Soon</title>"))
        let page = PageProvider(name: "Acme", detectedAt: base, client: client)
        await #expect {
            try await page.poll()
        } throws: { error in
            guard let error = error as? SourceError else { return false }
            return error.code == .wrongFormat && error.detail.contains("a web page, \"Soon\"") && error.provider == "Acme"
        }
        try serveStatuspage()
        #expect(try await page.poll().events.count == 12)
    }

    @Test("A page that asks to be left alone while it is looked into is left alone as long as it says")
    func patience() async throws {
        client.set(base, .status(429, retryAfter: .seconds(90)))
        let page = PageProvider(name: "Acme", detectedAt: base, client: client)
        await #expect { try await page.poll() } throws: { ($0 as? SourceError)?.retryAfter == .seconds(90) }
        #expect(client.urls == [base])
    }

    @Test("The address of a document is read as it is named, and looked into at once when a web page is there")
    func documentAddress() async throws {
        client.set(base + "/history.atom", try fixture("statuspage/history.atom"))
        let feed = PageProvider(name: "Acme", detectedAt: base + "/history.atom", client: client)
        #expect(try await feed.poll().format == "atom")
        #expect(client.urls == [base + "/history.atom"])

        client.set(base + "/old.rss", html("<link rel=alternate type=application/atom+xml href=/history.atom>"))
        let wrong = PageProvider(name: "Acme", detectedAt: base + "/old.rss", client: client)
        let result = try await wrong.poll()
        #expect(result.format == "atom")
        #expect(result.move == nil)
    }
}

@Suite("A page that moves to another platform")
struct MovingPageTests {
    private let client = RecordedClient()
    private let clock: WallClock
    private let page: PageProvider
    private let incidents = base + "/api/v2/incidents.json"

    init() async throws {
        clock = try WallClock("2026-08-18T00:00:00Z")
        page = PageProvider(
            name: "Acme", sources: Platform.statuspage.sources(ofPage: base), homePage: base, client: client, options: clock.options)
        client.set(incidents, try fixture("statuspage/incidents.json"))
        client.set(base + "/api/v2/scheduled-maintenances.json", try fixture("statuspage/scheduled-maintenances.json"))
        client.set(base + "/history.atom", try fixture("statuspage/history.atom"))
    }

    private func fixture(_ name: String) throws -> RecordedClient.Answer { .ok(try OwnFixtures.bytes("platforms/" + name)) }
    private func html(_ text: String) -> RecordedClient.Answer { .ok(Array("<!DOCTYPE html><html>\(text)</html>".utf8)) }

    /// The same host is now incident.io's, whose feed lists one incident of 2026-08-18T19:26:38Z beside older ones.
    private func move(_ answer: RecordedClient.Answer = .status(404)) throws {
        for path in ["/api/v2/incidents.json", "/api/v2/scheduled-maintenances.json", "/history.atom", "/history.rss"] {
            client.set(base + path, answer)
        }
        client.set(base, html("<title>Initech status</title>incident.io<script src=/incident-io-status-page/x></script>"))
        client.set(base + "/feed.atom", try fixture("incidentio/feed.atom"))
    }

    private func failedPoll() async -> SourceError? {
        do {
            _ = try await page.poll()
            return nil
        } catch {
            return error
        }
    }

    @Test("After three polls of nothing but other shapes the page is looked for, and read where it is now")
    func followed() async throws {
        #expect(try await page.poll().events.count == 12)
        try move(html("<title>Initech status</title>"))
        try clock.set("2026-08-18T12:00:00Z")
        #expect(await failedPoll()?.code == .wrongFormat)
        #expect(await failedPoll()?.code == .wrongFormat)
        #expect(!client.urls.contains(base))
        let result = try await page.poll()
        #expect(result.scheme == "incident.io")
        #expect(page.sources == Platform.incidentIO.sources(ofPage: base))
        let move = try #require(result.move)
        #expect(move.sentence == "moved from statuspage at \(base) to incident.io at \(base), now read at \(base)/feed.atom")
        #expect(move.lastGoodPoll == (try time("2026-08-18T00:00:00Z")))
        let asked = client.urls.count
        #expect(try await page.poll().move == nil)
        #expect(client.urls[asked...] == [base + "/feed.atom"])
    }

    @Test("After a restart it is known when the old page was last read well, though it had not changed for long")
    func restarted() async throws {
        var options = clock.options
        options.remembers = true
        let sources = Platform.statuspage.sources(ofPage: base)
        let before = PageProvider(name: "Acme", sources: sources, homePage: base, client: client, options: options)
        let memory = try #require(try await before.poll().memory)
        let after = PageProvider(name: "Acme", sources: sources, homePage: base, client: client, options: options)
        after.restore(memory, lastGoodPoll: try time("2026-08-20T08:00:00Z"))
        try move()
        try clock.set("2026-08-20T12:00:00Z")
        for _ in 0..<2 { await #expect(throws: SourceError.self) { try await after.poll() } }
        #expect(try await after.poll().move?.lastGoodPoll == (try time("2026-08-20T08:00:00Z")))
    }

    @Test("What the old page told is not announced again; what was made since is")
    func announced() async throws {
        let deduplication = Deduplication(now: { (try? time("2026-08-18T00:00:00Z")) ?? Date() })
        _ = deduplication.admit(try await page.poll(), from: page.name)
        try move()
        _ = await failedPoll()
        _ = await failedPoll()
        let result = try await page.poll()
        let since = try time("2026-08-18T00:00:00Z")
        let new = result.events.filter { $0.timestamp > since }
        #expect(!new.isEmpty && new.count < result.events.count)
        #expect(deduplication.admit(result, from: page.name).map(\.id) == new.map(\.id))
        client.set(base + "/feed.atom", .status(404))
        client.set(base + "/feed.rss", try fixture("incidentio/feed.rss"))
        #expect(deduplication.admit(try await page.poll(), from: page.name).isEmpty)
    }

    @Test("A host that fails otherwise in between begins the count anew")
    func interrupted() async throws {
        _ = try await page.poll()
        try move()
        _ = await failedPoll()
        _ = await failedPoll()
        client.set(incidents, .failure(.timedOut))
        #expect(await failedPoll()?.code == .transfer)
        client.set(incidents, .status(404))
        #expect(await failedPoll()?.httpStatus == 404)
        #expect(await failedPoll()?.httpStatus == 404)
        #expect(try await page.poll().move != nil)
    }

    @Test("A page that is not found again is looked for ever more rarely")
    func backedOff() async throws {
        _ = try await page.poll()
        try move()
        client.set(base, .status(404))
        var searches: [Int] = []
        for poll in 1...40 {
            let before = client.urls.count { $0 == base }
            #expect(await failedPoll()?.httpStatus == 404)
            if client.urls.count(where: { $0 == base }) > before { searches.append(poll) }
        }
        #expect(searches == [3, 6, 11, 20, 37])
    }

    @Test("An empty feed that nobody's rules know is not where a page has gone")
    func emptyFeed() async throws {
        _ = try await page.poll()
        try move()
        client.set(base, html("<link rel=alternate type=text/xml href=/blog.rss>"))
        client.set(base + "/blog.rss", .ok(Array("<rss version='2.0'><channel><title>Blog</title></channel></rss>".utf8)))
        for _ in 0..<3 { #expect(await failedPoll()?.httpStatus == 404) }
        #expect(client.urls.contains(base + "/blog.rss"))
        #expect(page.sources == Platform.statuspage.sources(ofPage: base))
    }

    @Test("A fallback that answers is no move")
    func fallback() async throws {
        _ = try await page.poll()
        client.set(incidents, .status(404))
        for _ in 0..<6 { #expect(try await page.poll().move == nil) }
        #expect(!client.urls.contains(base))
    }

    @Test("A page that is gone for good is looked for at once, and followed")
    func gone() async throws {
        _ = try await page.poll()
        try move(.status(410))
        #expect(try await page.poll().move?.to == "incident.io at \(base)")
    }

    @Test("A page that is gone and nowhere else is gone; one whose home page fails at the moment is asked again")
    func goneForGood() async throws {
        _ = try await page.poll()
        try move(.status(410))
        client.set(base, .failure(.timedOut))
        #expect(await failedPoll()?.code == .httpStatus)
        #expect(await failedPoll()?.code == .httpStatus)
        #expect(await failedPoll()?.code == .httpStatus)
        client.set(base, html("<title>Goodbye</title>"))
        #expect(await failedPoll()?.code == .gone)
    }

    @Test("Another platform that answers at the old addresses is noticed, and read where it says more")
    func silentChange() async throws {
        _ = try await page.poll()
        try move()
        client.set(incidents, try fixture("incidentio/incidents.json"))
        client.set(base + "/api/v2/scheduled-maintenances.json", try fixture("incidentio/summary-quiet.json"))
        let result = try await page.poll()
        #expect(result.move?.from == "statuspage at \(base)")
        #expect(result.format == "atom")
        #expect(page.sources == Platform.incidentIO.sources(ofPage: base))
        #expect(try await page.poll().move == nil)
    }

    @Test("Without a home page the sources are kept for good")
    func noHomePage() async throws {
        let page = PageProvider(name: "Acme", sources: Platform.statuspage.sources(ofPage: base), client: client)
        _ = try await page.poll()
        try move()
        for _ in 0..<4 { await #expect(throws: SourceError.self) { try await page.poll() } }
        #expect(!client.urls.contains(base))
    }
}
