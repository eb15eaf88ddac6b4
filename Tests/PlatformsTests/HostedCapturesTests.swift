import FoundationEssentials
import Monitor
import Platforms
import Support
import Testing

@Suite("Captured payloads of hosted platforms", .enabled(if: Independent.isPresent, Comment(rawValue: Independent.absence)))
struct HostedCapturesTests {
    static let captures: [(name: String, platform: Platform, updates: Int)] = [
        ("slack/slack-current-largest.json", .slack, 31), ("slack/slack-current-most-active.json", .slack, 18),
        ("slack/slack-current-notice.json", .slack, 1), ("slack/slack-current-ok.json", .slack, 0),
        ("gcp/google-cloud-incidents-2020-11-oldschema.json", .googleCloud, 524),
        ("gcp/google-cloud-incidents-2022-03-newschema.json", .googleCloud, 596),
        ("gcp/google-cloud-incidents-2022-07-raw.json", .googleCloud, 770), ("statusio/gitlab-status-1.json", .statusIO, 1),
        ("statusio/gitlab-status-3.json", .statusIO, 1), ("betterstack/betterstack-index.json", .betterStack, 3),
        ("instatus/gcore-summary-maintenance.json", .instatus, 2), ("instatus/instatus-demo-summary-incident.json", .instatus, 2),
        ("instatus/wistia-summary-up.json", .instatus, 0), ("salesforce/salesforce-pod114-status.json", .salesforce, 3),
        ("heroku/heroku-current-status-trimmed.json", .heroku, 2), ("custom/datocms-incident.json", .datoCMS, 6),
        ("custom/datocms-maintenance.json", .datoCMS, 5), ("uptimecom/uptimecom-ajax.json", .uptimeCom, 0),
        ("aws/aws-data-2020-11-26-kinesis.json", .aws, 1099), ("aws/aws-data-2021-raw.json", .aws, 352),
        ("aws/aws-data-2022-07.json", .aws, 347), ("aws/aws-data-2023-04-last.json", .aws, 270),
    ]

    /// What another reader can say of an update without knowing our ids.
    private struct Told: Hashable, CustomStringConvertible {
        var incident: String
        var time: Date
        var status: String
        var title: String
        var text: String
        var service: String
        var description: String { "\(incident) \(time) \(status) \(title): \(text.prefix(60)) [\(service)]" }
    }

    @Test(
        "Every update that a reader finds comes out once, with its incident, time, status, title, text and service", arguments: captures)
    func everyUpdate(name: String, platform: Platform, updates: Int) async throws {
        let reading = try decodeCapture(name, provider: "Acme")
        #expect(reading.platform == platform)
        #expect(reading.events.count == updates)
        #expect(Set(reading.events.map(\.id)).count == updates)
        let isNamed = platform != .datoCMS
        let tellsService = platform != .aws
        let found = reading.events.map { event in
            Told(
                incident: isNamed ? event.incident : "", time: event.timestamp, status: event.status.rawValue, title: even(event.title),
                text: event.text.filter { !$0.isWhitespace }, service: tellsService ? event.service : "")
        }
        let expected = try await Independent.updates([name]).map { update in
            let stamp = update.time.count == 17 ? update.time.dropLast() + ":00Z" : update.time[...]
            return Told(
                incident: update.incident, time: try time(String(stamp)), status: update.status, title: even(update.title),
                text: update.text.filter { !$0.isWhitespace }, service: tellsService ? update.service : "")
        }
        #expect(expected.count == updates)
        let (foundOnly, expectedOnly) = (Set(found).subtracting(expected), Set(expected).subtracting(found))
        #expect(foundOnly.isEmpty && expectedOnly.isEmpty, "\(foundOnly.prefix(3)) for \(expectedOnly.prefix(3))")
    }

    @Test("A captured feed that lists nothing is known by its own link; one that was trimmed tells its notes")
    func feeds() throws {
        let azure = try decodeCapture("azure/azure-feed-operational.xml", provider: "Azure")
        #expect(azure.platform == .azure)
        #expect(azure.events.isEmpty)
        let slack = try decodeCapture("slack/slack-feed-2025-12-trimmed.atom", provider: "Slack")
        #expect(slack.platform == .slack)
        #expect(slack.events.map(\.id) == ["2025-12-08T23:23Z", "2025-12-09T17:34Z", "resolved"].map { "a8c230d2dfa1ac93/\($0)" })
        #expect(slack.events.map(\.status) == [.investigating, .update, .resolved])
    }

    @Test("Feeds that others derive from Apple's status are feeds like any other")
    func derived() throws {
        for name in ["apple/derived-all-apple-services.rss", "apple/derived-all-developer-services.rss"] {
            let reading = try decodeCapture(name, provider: "Apple")
            #expect(reading.platform == .feed)
            #expect(reading.events.count == 1)
        }
    }
}
