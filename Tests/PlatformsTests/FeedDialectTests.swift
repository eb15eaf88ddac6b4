import Monitor
@testable import Platforms
import Testing

@Suite("Feeds of smaller platforms")
struct FeedDialectTests {
    @Test("Hund's entries tell a state each, and of a maintenance its end")
    func hund() throws {
        let reading = try decode("hund/feed.atom")
        #expect(reading.platform == .hund)
        #expect(reading.events.map(\.id) == ["55e9/66a0-completed", "55f0/66a1-resolved"])
        #expect(reading.events.map(\.status) == [.completed, .resolved])
        #expect(reading.events.map(\.kind) == [.maintenance, .incident])
        #expect(reading.events.map(\.title) == ["Maintenance Window: new disks", "Mail is late"])
        #expect(reading.events[1].text == "Mail goes out at once.")
        #expect(reading.events[1].url == "https://acme.hund.io/issues/55f0")
        let before = try decode("hund/feed.atom", replacing: "[Resolved]", with: "[Identified]")
        #expect(announced(before, reading)[1].map(\.id) == ["55f0/66a1-resolved"])
        #expect(HundAdapter.owns(host: "acme.hund.io") && !HundAdapter.owns(host: "hund.io"))
    }

    @Test("cState's feed tells reports, updates that the text gives times to, and ends")
    func cState() throws {
        let reading = try decode("cstate/index.xml")
        #expect(reading.platform == .cState)
        #expect(
            reading.events.map(\.id) == [
                "2026-05-01-web/2026-05-01T06:00:00Z", "2026-05-01-web/resolved", "2026-05-10-mail/2026-05-10T08:00:00Z",
                "2026-05-10-mail/2026-05-10T09:15:00Z",
            ])
        #expect(reading.events.map(\.status) == [.investigating, .resolved, .investigating, .monitoring])
        #expect(reading.events.map(\.text) == ["A cable was cut.", "", "Mail waits in the queue.", "The queue gets shorter."])
        #expect(reading.events.map(\.title) == ["Web is down", "Web is down", "Mail is slow", "Mail is slow"])
    }

    @Test("cState's JSON tells the feed's report under the same id, with severity and components, once for all systems")
    func cStateJSON() throws {
        let reading = try decode("cstate/index.json")
        let event = try #require(reading.events.first)
        #expect(reading.events.count == 1)
        #expect(event.components == ["Post - Mail", "Web"])
        #expect(event.severity == .major)
        #expect(event.url == "https://status.acme.example/issues/2026-05-10-mail/")
        #expect(reading.pageName == "Acme")
        #expect(announced(try decode("cstate/index.xml"), reading)[1].isEmpty)
        let ended = try decode(
            "cstate/index.json", replacing: "\"resolved\": false,\n          \"informational\"",
            with: "\"resolved\": true,\n          \"informational\"")
        #expect(ended.events.map(\.status) == [.investigating, .resolved])
    }

    @Test("Oracle's items are Statuspage's updates of a service in a region")
    func oracle() throws {
        let reading = try decode("oracle/incident-summary.rss")
        #expect(reading.platform == .oracle)
        let code = "ocid1.oraclecloudincident.oc1.phx.aaa1"
        #expect(reading.events.map(\.id) == ["\(code)/2026-10-04T09:12Z", "\(code)/2026-10-04T10:20Z"])
        #expect(reading.events.map(\.status) == [.investigating, .resolved])
        #expect(reading.events.map(\.components) == [["US East (Ashburn) - Compute"], ["US East (Ashburn) - Compute"]])
        #expect(reading.events[0].message == "Compute | US East (Ashburn): Investigating - Instances do not start.")
        #expect(reading.events[0].url == "https://ocistatus.oraclecloud.com/#/incidents/\(code)")
        let before = try decode("oracle/incident-summary.rss", replacing: "Resolved", with: "Monitoring")
        #expect(before.events.map(\.status) == [.investigating, .monitoring])
    }

    @Test("LambStatus's feeds agree on ids, statuses, times and kinds", arguments: ["lambstatus/history.atom", "lambstatus/history.rss"])
    func lambStatus(name: String) throws {
        let reading = try decode(name)
        #expect(reading.platform == .lambStatus)
        #expect(
            reading.events.map(\.id) == [
                "bqoDstalneID/2017-05-13T06:42Z", "bqoDstalneID/2017-05-13T06:42Z.2", "7pEQuSc083Rv/2017-05-13T06:45Z",
                "bqoDstalneID/2017-05-13T06:50Z",
            ])
        #expect(reading.events.map(\.status) == [.investigating, .monitoring, .scheduled, .update])
        #expect(reading.events.map(\.kind) == [.incident, .incident, .maintenance, .incident])
    }

    @Test("A JSON Feed is read as any feed, its texts growing in place")
    func jsonFeed() throws {
        let reading = try decode("jsonfeed/feed.json")
        #expect(reading.platform == .jsonFeed)
        #expect(reading.format == "json")
        #expect(reading.granularity == .wholeText)
        #expect(reading.events.map(\.status) == [.investigating, .resolved])
        #expect(reading.events.map(\.incident) == ["1", "https://acme.example/status/2"])
        #expect(reading.events[1].text == "It works again.")
        #expect(reading.events[1].timestamp == (try time("2026-05-01T10:00:00Z")))
        let grown = try decode("jsonfeed/feed.json", replacing: "Mail is late.", with: "Mail is late. We know why. It is a full disk.")
        #expect(announced(reading, grown)[1].map(\.title) == ["Investigating: mail"])
    }

    @Test("A JSON Feed with the entries of a known platform is that platform's, and one of another version is none")
    func jsonFeedOfPlatform() throws {
        let item =
            #"{"id":"tag:a.hund.io,2005:State::FeedNotifier::Entry/9","title":"[Ended] x","url":"https://a/issues/1","date_published":"2026-05-01T00:00:00Z"}"#
        let feed = #"{"version":"https://jsonfeed.org/version/1","title":"Acme","items":[\#(item)]}"#
        #expect(try decode(text: feed).events.map(\.id) == ["1/9-resolved"])
        #expect(errorDecoding(Array(#"{"version":"2.0","title":"Acme","items":[]}"#.utf8))?.code == .wrongFormat)
        let page = located(.jsonFeed, "<link rel=\"alternate\" type=\"application/feed+json\" href=\"/feed.json\">")
        #expect(page?.identifier == "https://status.acme.example/feed.json")
    }
}
