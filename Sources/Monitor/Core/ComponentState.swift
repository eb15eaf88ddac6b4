public import FoundationEssentials

/// What a page says of one component or monitor now, on platforms that list no incidents: events follow from changes of it.
public struct ComponentState: Sendable, Hashable {
    /// How well a component works. ``unknown`` is no news: nothing is announced of it.
    public enum Condition: UInt8, Sendable, Hashable, CaseIterable {
        case operational, degraded, partialOutage, majorOutage, maintenance, unknown

        /// The words that a person reads, such as "Major outage".
        public var label: String {
            switch self {
            case .operational: "Operational"
            case .degraded: "Degraded performance"
            case .partialOutage: "Partial outage"
            case .majorOutage: "Major outage"
            case .maintenance: "Under maintenance"
            case .unknown: "Unknown"
            }
        }

        /// Statuspage's scale of impact.
        public var severity: StatusEvent.Severity {
            switch self {
            case .operational, .maintenance: .none
            case .degraded: .minor
            case .partialOutage: .major
            case .majorOutage: .critical
            case .unknown: .unknown
            }
        }
    }

    /// The provider's name as a person reads it.
    public var provider: String
    /// The page's own identifier of the component; unique on the page and never empty.
    public var id: String
    /// As ``StatusEvent/components`` has it: "Group - Name" where the page groups its components.
    public var name: String
    public var condition: Condition
    /// Since when it has been in this condition; nil when the page does not say.
    public var since: Date?
    /// What the page says beside the condition, plain text; empty when nothing.
    public var text: String
    /// Where a person reads about it.
    public var url: String

    public init(
        provider: String, id: String, name: String, condition: Condition, since: Date? = nil, text: String = "", url: String = ""
    ) {
        self.provider = provider
        self.id = id
        self.name = name
        self.condition = condition
        self.since = since
        self.text = text
        self.url = url
    }

    /// The event that tells this condition, of one outage or maintenance that began at `start`: `ID@START/TIME`, both to the second.
    ///
    /// - Parameters:
    ///   - time: When it came into the condition.
    ///   - previous: The condition before, within the same outage; nil when this is its first. A recovery keeps the severity of what it ends.
    public func event(startedAt start: Date, at time: Date, after previous: Condition? = nil) -> StatusEvent {
        let isMaintenance = condition == .maintenance || (condition == .operational && previous == .maintenance)
        let status: StatusEvent.Status =
            switch (condition, previous) {
            case (.operational, _): isMaintenance ? .completed : .resolved
            case (.maintenance, _): .inProgress
            case (_, nil), (_, .maintenance): .investigating
            default: .update
            }
        let words = text.isEmpty ? condition.label : "\(condition.label). \(text)"
        let incident = "\(id)@\(Self.seconds(start))"
        return StatusEvent(
            id: "\(incident)/\(Self.seconds(time))", provider: provider,
            message: StatusEvent.message(title: name, status: status, text: words), timestamp: time,
            kind: isMaintenance ? .maintenance : .incident, status: status,
            severity: condition == .operational ? previous?.severity ?? .none : condition.severity, incident: incident, title: name,
            url: url, components: [name])
    }

    private static func seconds(_ date: Date) -> String {
        RFC3339.string(from: Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down)))
    }
}

extension PollResult {
    /// The events that the page lists itself, without those that only say in what condition one of ``states`` is.
    public var listedEvents: [StatusEvent] {
        guard !states.isEmpty else { return events }
        let ids = Set(states.map(\.id))
        return events.filter { event in !(ComponentState.identifier(ofIncident: event.incident).map(ids.contains) ?? false) }
    }
}

extension ComponentState {
    /// The component of an incident that ``event(startedAt:at:after:)`` made; of another one's, nothing that is a component.
    public static func identifier(ofIncident incident: String) -> String? {
        incident.lastIndex(of: "@").map { String(incident[..<$0]) }
    }
}
