import Monitor
import Signing

/// An event of PagerDuty's Events API v2 <https://developer.pagerduty.com/docs/send-alert-event>.
struct PagerDutyEvent: Encodable {
    static let summaryLimit = 1_024
    static let dedupKeyLimit = 255
    /// PagerDuty takes 512 KB in all; more than this of one text helps nobody.
    static let detailLimit = 16_000

    enum Action: String, Encodable { case trigger, resolve }

    struct Details: Encodable {
        var message: String
        var status: String
        var kind: String
        var update: String
    }

    struct Payload: Encodable {
        var summary: String
        var source: String
        var severity: String
        /// RFC 3339.
        var timestamp: String
        var component: String?
        /// PagerDuty's word for the kind of an event.
        var `class`: String
        var customDetails: Details
    }

    struct Link: Encodable {
        var href: String
        var text: String
    }

    var routingKey: String
    var eventAction: Action
    var dedupKey: String
    var payload: Payload
    var links: [Link]?
    var client = "status-monitor"

    init(_ event: StatusEvent, routingKey: Secret, template: MessageTemplate?) {
        let words = EventWords(event)
        self.routingKey = routingKey.reveal()
        eventAction = event.status.isClosed ? .resolve : .trigger
        dedupKey = Self.dedupKey(event)
        let summary = template?.text(of: event, harmless: TerminalText.harmless) ?? "\(words.heading) (\(words.facts))"
        let source = TerminalText.harmless(event.provider)
        let service = TerminalText.harmless(event.service)
        payload = Payload(
            summary: TextLimit.fitted(summary.isEmpty ? "Status update" : summary, to: Self.summaryLimit),
            source: source.isEmpty ? "status-monitor" : TextLimit.fitted(source, to: Self.summaryLimit), severity: Self.severity(event),
            timestamp: RFC3339.string(from: event.timestamp),
            component: service.isEmpty ? nil : TextLimit.fitted(service, to: Self.summaryLimit), class: event.kind.rawValue,
            customDetails: Details(
                message: TextLimit.fitted(HarmlessLines.of(event.message), to: Self.detailLimit), status: event.status.rawValue,
                kind: event.kind.rawValue, update: TextLimit.fitted(TerminalText.harmless(event.id), to: Self.summaryLimit)))
        links = words.link.map { [Link(href: $0, text: "Incident")] }
    }

    /// One for each incident, so that its updates are one alert: `PROVIDER/INCIDENT`, hashed when PagerDuty would not take it as it is.
    static func dedupKey(_ event: StatusEvent) -> String {
        let key = "\(event.provider)/\(event.incident)"
        let isPlain = key.utf8.allSatisfy { (0x20..<0x7F).contains($0) } && key.utf8.count <= dedupKeyLimit
        return isPlain ? key : "sha256/" + SHA256.hex(of: event.provider + "\u{0}" + event.incident)
    }

    private static func severity(_ event: StatusEvent) -> String {
        switch event.severity {
        case .critical: "critical"
        case .major: "error"
        case .minor: "warning"
        case .unknown: event.kind == .maintenance ? "info" : "warning"
        case .none: "info"
        }
    }
}
