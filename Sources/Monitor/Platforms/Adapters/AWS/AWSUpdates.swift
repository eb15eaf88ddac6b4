import FoundationEssentials
import Monitor

/// One update as AWS's feed and JSON both tell it.
///
/// Neither names an incident that the other knows: the feed's guid is `#SERVICE-REGION_EPOCH`, one an update, and the JSON's arn has no part of it.
/// What both share is the service in its region and the update's time in seconds. So the incident is the service in its region, which is
/// also what AWS opens and closes on its dashboard, and the update is the time: `ec2-us-east-1/1639599392`.
struct AWSUpdate {
    var service: AWSServiceCode
    /// What the page calls the service; nil in the feed.
    var serviceName: String?
    var seconds: Int
    var title: String
    var text: String
    var isResolved: Bool
    var severity: StatusEvent.Severity
    var components: [String] = []
    var url: String

    /// AWS names no states but resolved: all that is not, is open, whichever words it has for how bad it is.
    func event(provider: String, ordinal: Int = 1) -> StatusEvent {
        let status: StatusEvent.Status = isResolved ? .resolved : .investigating
        let label = service.label(name: serviceName)
        return StatusEvent(
            id: ordinal == 1 ? "\(service.code)/\(seconds)" : "\(service.code)/\(seconds).\(ordinal)", provider: provider, service: label,
            message: StatusEvent.message(title: title.isEmpty ? label : title, status: status, text: text),
            timestamp: Date(timeIntervalSince1970: Double(seconds)), status: status, severity: severity, incident: service.code,
            title: title.isEmpty ? label : title, url: url, components: components.isEmpty ? [label] : components)
    }

    /// Its dashboard's words: informational, degradation, disruption. A resolution tells no more how bad it was.
    static func severity(_ level: AWSTitle.Severity) -> StatusEvent.Severity {
        switch level {
        case .unknown, .normal: .unknown
        case .informational: .minor
        case .degraded: .major
        case .disrupted: .critical
        }
    }
}
