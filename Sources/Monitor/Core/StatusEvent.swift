public import FoundationEssentials

/// One update of one incident, as a provider's status page showed it.
///
/// The first five properties are the model that every consumer can live on. One event is one JSON object on one line
/// (JSON Lines); its keys are the property names.
public struct StatusEvent: Sendable, Hashable {
    /// Unique within the provider and the same in every format of its page: `INCIDENT/UPDATE`, or `INCIDENT/UPDATE/rN`
    /// for revision N of an update whose text was rewritten in place.
    public var id: String
    /// The provider's name as a person reads it, such as "OpenAI".
    public var provider: String
    /// The affected product or components, joined with ", "; empty when the page does not say.
    public var service: String
    /// Plain text, made by ``message(title:status:text:)``: incident title, status, and text of this update.
    public var message: String
    /// When the provider made this update, in UTC.
    public var timestamp: Date
    /// What the update is about.
    public var kind: Kind
    /// The state that this update put the incident in.
    public var status: Status
    /// How bad the provider says it is.
    public var severity: Severity
    /// The incident's own identifier; all its updates share it.
    public var incident: String
    /// The incident's title.
    public var title: String
    /// A link to the incident, or to the page when the incident has none; empty when the page does not say.
    public var url: String
    /// Names of the affected components, in the page's order.
    public var components: [String]
    /// 1; more when the update's text was rewritten in place.
    public var revision: Int

    public init(
        id: String, provider: String, service: String? = nil, message: String, timestamp: Date, kind: Kind = .incident,
        status: Status, severity: Severity = .unknown, incident: String, title: String, url: String = "",
        components: [String] = [], revision: Int = 1
    ) {
        self.id = id
        self.provider = provider
        self.service = service ?? components.joined(separator: ", ")
        self.message = message
        self.timestamp = timestamp
        self.kind = kind
        self.status = status
        self.severity = severity
        self.incident = incident
        self.title = title
        self.url = url
        self.components = components
        self.revision = revision
    }
}

extension StatusEvent {
    /// What an update is about.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case incident
        case maintenance
        /// The page itself became unreadable, or readable again.
        case source
    }

    /// The state of an incident, a maintenance or a source, in Statuspage's own words.
    public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
        case investigating, identified, monitoring, resolved, postmortem
        case scheduled, inProgress = "in_progress", verifying, completed
        /// The update says no new state: its status is that of the update before it, or the page gives none.
        case update
        case unreadable, readable

        /// The word that a person reads, such as "In progress".
        public var label: String {
            switch self {
            case .investigating: "Investigating"
            case .identified: "Identified"
            case .monitoring: "Monitoring"
            case .resolved: "Resolved"
            case .postmortem: "Postmortem"
            case .scheduled: "Scheduled"
            case .inProgress: "In progress"
            case .verifying: "Verifying"
            case .completed: "Completed"
            case .update: "Update"
            case .unreadable: "Unreadable"
            case .readable: "Readable"
            }
        }

        /// Whether an incident in this state needs no more attention.
        public var isClosed: Bool {
            switch self {
            case .resolved, .postmortem, .completed, .readable: true
            default: false
            }
        }
    }

    /// How bad a provider says an incident is (Statuspage's `impact`).
    public enum Severity: String, Sendable, Hashable, Codable, CaseIterable {
        case none, minor, major, critical, unknown
    }

    /// The text of an event: `TITLE: Status - TEXT`, or `TITLE: Status` when the update has no text of its own.
    public static func message(title: String, status: Status, text: String) -> String {
        text.isEmpty ? "\(title): \(status.label)" : "\(title): \(status.label) - \(text)"
    }

    /// The update's own words: ``message`` without title and status; empty when it has none.
    public var text: Substring {
        // Compared as bytes: a message is often one of hundreds that a poll read again.
        let bytes = message.utf8.span
        var position = 0
        for part in [title, ": ", status.label] {
            guard Self.hasPart(part, bytes, at: position) else { return message[...] }
            position += part.utf8.count
        }
        guard Self.hasPart(" - ", bytes, at: position) else { return "" }
        return Substring(message.utf8.dropFirst(position + 3))
    }

    private static func hasPart(_ part: String, _ bytes: Span<UInt8>, at position: Int) -> Bool {
        let part = part.utf8.span
        guard bytes.count - position >= part.count else { return false }
        for index in part.indices where part[index] != bytes[position + index] { return false }
        return true
    }
}
