import Monitor
import Parsing

/// AWS's `public/currentevents`: a JSON list, in UTF-16, of what is going on now. An empty list is a quiet day.
struct AWSCurrentEvents {
    var context: DecodingContext

    /// The keys that tell this document from other lists.
    static let keys = ["event_log", "service"]
    private static let page = "https://health.aws.amazon.com/health/status"

    func reading(_ payload: JSONSource) throws(SourceError) -> Reading {
        let listed = try payload.decode([Event].self, context: context)
        var events: [StatusEvent] = []
        var ordinals: [String: Int] = [:]
        for (index, event) in listed.enumerated() {
            for update in try updates(of: event, path: "[\(index)]") {
                let key = "\(update.service.code)/\(update.seconds)"
                let ordinal = ordinals[key, default: 0] + 1
                ordinals[key] = ordinal
                events.append(update.event(provider: context.provider, ordinal: ordinal))
            }
        }
        StatusEvent.sortOldestFirst(&events)
        return Reading(events: events, format: "json", platform: .aws)
    }

    /// Oldest first. An event whose log is empty speaks for itself.
    private func updates(of event: Event, path: String) throws(SourceError) -> [AWSUpdate] {
        let entries =
            event.log.isEmpty
            ? [LogEntry(summary: event.summary, message: "", status: event.status, timestamp: event.date)] : event.log
        var updates: [AWSUpdate] = []
        var worst = -1
        for (index, entry) in entries.enumerated() {
            guard let seconds = entry.timestamp.flatMap({ EpochSeconds(number: $0)?.value }) else {
                throw context.malformed(
                    event.log.isEmpty
                        ? "\(path).date: is missing or no time" : "\(path).event_log[\(index)].timestamp: is missing or no time")
            }
            updates.append(update(event: event, entry: entry, seconds: seconds, worst: &worst))
        }
        return updates.enumerated().sorted { ($0.element.seconds, $0.offset) < ($1.element.seconds, $1.offset) }.map(\.element)
    }

    private func update(event: Event, entry: LogEntry, seconds: Int, worst: inout Int) -> AWSUpdate {
        let title = AWSTitle(entry.summary.isEmpty ? event.summary : entry.summary)
        let level = entry.status ?? title.severity.rawValue
        worst = max(worst, level)
        let isResolved = title.isResolved || level == 0
        return AWSUpdate(
            service: AWSServiceCode(code: event.service), serviceName: event.serviceName, seconds: seconds, title: title.title,
            text: PlainText.ofBody(entry.message), isResolved: isResolved,
            severity: AWSUpdate.severity(AWSTitle.Severity(rawValue: isResolved ? worst : level) ?? .unknown),
            components: event.impactedServices, url: Self.page)
    }

    struct Event: Decodable {
        var service: String
        var serviceName: String?
        var summary: String
        var status: Int?
        var date: Int?
        var log: [LogEntry]
        /// Names, in the order of their codes.
        var impactedServices: [String]

        enum Keys: String, CodingKey {
            case service, summary, status, date
            case serviceName = "service_name", log = "event_log", impactedServices = "impacted_services"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            service = try fields.required(.service)
            serviceName = fields.text(.serviceName)
            summary = fields.text(.summary) ?? ""
            status = fields.integer(.status)
            date = fields.integer(.date)
            log = try fields.list(.log)
            let impacted: [String: ImpactedService] = fields.object(.impactedServices) ?? [:]
            var names: [String] = []
            for (_, service) in impacted.sorted(by: { $0.key < $1.key }) {
                if let name = service.name, !names.contains(name) { names.append(name) }
            }
            impactedServices = names
        }
    }

    struct ImpactedService: Decodable {
        var name: String?

        enum Keys: String, CodingKey { case name = "service_name" }

        init(from decoder: any Decoder) throws { name = try decoder.container(keyedBy: Keys.self).text(.name) }
    }

    struct LogEntry: Decodable {
        var summary: String
        var message: String
        /// 0 normal, 1 informational, 2 degraded, 3 disrupted.
        var status: Int?
        var timestamp: Int?

        enum Keys: String, CodingKey { case summary, message, status, timestamp }

        init(summary: String, message: String, status: Int?, timestamp: Int?) {
            self.summary = summary
            self.message = message
            self.status = status
            self.timestamp = timestamp
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            summary = fields.text(.summary) ?? ""
            message = fields.text(.message) ?? ""
            status = fields.integer(.status)
            timestamp = fields.integer(.timestamp)
        }
    }
}
