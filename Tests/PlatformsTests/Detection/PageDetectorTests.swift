import FoundationEssentials
import Platforms
import Support
import Testing
import Transfer

@Suite("Detection over HTTP", .timeLimit(.minutes(5)))
struct PageDetectorTests {
    private static var options: PageProvider.Options {
        var options = PageProvider.Options()
        // For the page that hangs.
        options.limits.stallTimeout = .seconds(1)
        options.limits.transferTimeout = .seconds(1)
        return options
    }

    private static let cases = (PlayedPlatform.all + PlayedPlatform.others).flatMap { played in played.knownBy.map { (played, $0) } }

    @Test("Each platform is found by any of its addresses, and no decoy is, with at most four requests", arguments: cases)
    func found(played: PlayedPlatform, knownBy: String) async throws {
        let player = try PagePlayer(played.page)
        let result = await PageDetector(client: player.client, options: Self.options).detect(played.absolute(knownBy))
        let requests = player.requests
        await player.stop()
        #expect(result.page?.platform.rawValue == played.platform)
        let first = result.page?.sources.first?.endpoints.first?.url.prefix { $0 != "?" }
        #expect(first.map(String.init) == played.readsFirst.map(played.absolute))
        #expect(requests.count <= 4, "\(requests)")
        #expect(!requests.isEmpty)
        #expect(!result.notes.isEmpty)
        if let path = ProcessInfo.processInfo.environment["STATUS_MONITOR_DETECTION_TABLE"], !path.isEmpty {
            let verdict = result.page.map { "\($0.platform.rawValue), \($0.sources[0].endpoints[0].url)" } ?? "unknown"
            print("\(played) from \(played.absolute(knownBy)) | \(requests.count) | \(verdict)")
        }
    }

    @Test("A page that asks for patience is left alone, and so is a host that hangs")
    func polite() async throws {
        for (note, retryAfter) in [("429", Duration.seconds(120)), ("hangs", nil)] as [(String, Duration?)] {
            let played = try #require(PlayedPlatform.all.first { $0.note == note })
            let player = try PagePlayer(played.page)
            let result = await PageDetector(client: player.client, options: Self.options).detect(played.page.address)
            #expect(player.requests.count == 1)
            #expect(result.retryAfter == retryAfter)
            #expect(result.isTransient)
            await player.stop()
        }
    }

    @Test("Of a long web page the beginning is enough")
    func longPage() async throws {
        let padding = String(repeating: "<p>filler</p>", count: 500_000)
        let page = PlayedPage(
            "https://status.acme.example",
            [
                "/": .html(
                    "<!DOCTYPE html><title>Acme Status</title><link rel=alternate type=application/atom+xml href=/history.atom>" + padding),
                "/history.atom": .fixture("statuspage/history.atom"),
            ])
        let player = try PagePlayer(page)
        let result = await PageDetector(client: player.client, options: Self.options).detect(page.address)
        #expect(result.page?.platform == .statuspage)
        await player.stop()
    }
}
