@testable import Platforms
import Support
import Testing

@Suite("Web pages of status pages")
struct LocatedPagesTests {
    @Test(
        "Each captured web page is located as its own platform's and no other's",
        .enabled(if: SharedFixtures.arePresent, Comment(rawValue: SharedFixtures.absence)),
        arguments: [
            ("incidentio/aiven-page-minor.html", Platform.incidentIO), ("incidentio/linear-page-good.html", .incidentIO),
            ("incidentio/miro-page-issue.html", .incidentIO), ("incidentio/openai-page-major.html", .incidentIO),
            ("incidentio/rollbar-page-good.html", .incidentIO), ("instatus/mastodon.social-page-major.html", .instatus),
            ("instatus/whereby-page-good.html", .instatus), ("betterstack/buildjet-page-good.html", .betterStack),
            ("betterstack/eyloo-page-major.html", .betterStack), ("pagerduty/pagerduty-page-minor.html", .pagerDuty),
        ])
    func captured(name: String, platform: Platform) throws {
        let page = HTMLPage(url: "https://status.acme.example/?from=search", source: try SharedFixtures.bytes(name))
        let located = PlatformAdapters.all.compactMap { adapter in adapter.locate(in: page).map { (adapter.platform, $0.base) } }
        // PagerDuty's adapter may not be there; nobody else may claim its page.
        let expected = PlatformAdapters.of(platform) == nil ? [] : [platform]
        #expect(located.map(\.0) == expected)
        #expect(located.allSatisfy { $0.1 == "https://status.acme.example" })
    }

    @Test("Statuspage's pages are known by where their scripts stand, Status.io's with the page's identifier")
    func marks() {
        func locate(_ html: String, url: String = "https://status.acme.example/") -> [PageLocation] {
            let page = HTMLPage(url: url, source: Array(html.utf8))
            return PlatformAdapters.all.compactMap { $0.locate(in: page) }
        }
        #expect(
            locate(#"<script src="https://dka575ofm4ao0.cloudfront.net/assets/status/status_manifest-1.js"></script>"#)
                == [PageLocation("https://status.acme.example")])
        #expect(locate(#"<img src="https://dka575ofm4ao0.cloudfront.net/pages-transactional_logos/retina/1/logo.png">"#).isEmpty)
        let id = "533c6539221ae15e3f000031"
        #expect(
            locate(#"<a href="/pages/history/\#(id)">History</a> <a href="https://status.io">Status.io</a>"#)
                == [PageLocation("https://status.acme.example", identifier: id)])
        #expect(locate("<p>We left statuspage and status.io long ago.</p>").isEmpty)
    }

    @Test(
        "Pages that providers make for themselves are known by their address",
        arguments: [
            ("https://slack-status.com/", Platform.slack, "https://slack-status.com"),
            ("https://status.cloud.google.com/summary", .googleCloud, "https://status.cloud.google.com"),
            ("https://www.google.com/appsstatus/dashboard/summary", .googleCloud, "https://www.google.com/appsstatus/dashboard"),
            ("https://status.cloud.google.com/maps-platform/incidents/x1", .googleCloud, "https://status.cloud.google.com/maps-platform"),
            ("https://azure.status.microsoft/en-us/status", .azure, "https://azure.status.microsoft"),
            ("https://status.heroku.com/", .heroku, "https://status.heroku.com"),
            ("https://status.stripe.com/", .stripe, "https://status.stripe.com"),
            ("https://status.salesforce.com/instances/POD1", .salesforce, "https://status.salesforce.com"),
            ("https://www.apple.com/support/systemstatus/", .apple, "https://www.apple.com"),
            ("https://status.uptime.com/statuspage/bosco?x=1", .uptimeCom, "https://status.uptime.com/statuspage/bosco"),
        ])
    func addresses(url: String, platform: Platform, base: String) throws {
        let page = HTMLPage(url: url, source: Array(#"<a href="incidents.json">JSON</a>"#.utf8))
        let located = PlatformAdapters.all.compactMap { adapter in adapter.locate(in: page).map { (adapter.platform, $0) } }
        #expect(located.map(\.0) == [platform])
        let location = try #require(located.first?.1)
        #expect(location.base == base)
        #expect(PlatformAdapters.of(platform)?.sources(of: location).isEmpty == false)
    }
}
