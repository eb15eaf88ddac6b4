/// A text with places for an event's fields: `{provider}: {title} is {status}`. `{{` and `}}` stand for the braces themselves.
public struct MessageTemplate: Sendable, Hashable {
    /// What may stand between braces.
    public enum Placeholder: String, Sendable, Hashable, CaseIterable {
        case provider, title, status, service, severity, message, url, timestamp, kind, id, incident

        /// The field's text as the event has it; times as RFC 3339, states as a person reads them.
        public func text(of event: StatusEvent) -> String {
            switch self {
            case .provider: event.provider
            case .title: event.title
            case .status: event.status.label
            case .service: event.service
            case .severity: event.severity.rawValue
            case .message: event.message
            case .url: event.url
            case .timestamp: RFC3339.string(from: event.timestamp)
            case .kind: event.kind.rawValue
            case .id: event.id
            case .incident: event.incident
            }
        }
    }

    /// Why a text is no template.
    public struct Fault: Error, Sendable, Hashable {
        /// Characters before the brace in question.
        public var offset: Int
        public var message: String
        /// The word that no placeholder has; nil for a brace too many.
        public var word: String?
    }

    private enum Part: Sendable, Hashable {
        case literal(String)
        case placeholder(Placeholder)
    }

    /// The longest text that is taken, in characters.
    public static let maximumLength = 4096

    private let parts: [Part]

    /// - Throws: ``Fault`` for an unknown placeholder, a brace without its other, or a text that is too long.
    public init(_ text: String) throws(Fault) {
        guard text.count <= Self.maximumLength else {
            throw Fault(offset: 0, message: "a template has at most \(Self.maximumLength) characters")
        }
        var parts: [Part] = []
        var literal = ""
        var rest = text[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            literal += rest[..<brace]
            let tail = rest[brace...]
            let offset = text.distance(from: text.startIndex, to: brace)
            if tail.hasPrefix("{{") || tail.hasPrefix("}}") {
                literal.append(tail[brace])
                rest = tail.dropFirst(2)
                continue
            }
            guard tail[brace] == "{", let end = tail.firstIndex(of: "}") else {
                let other = tail[brace] == "{" ? "}" : "{"
                throw Fault(offset: offset, message: "\"\(tail[brace])\" without \"\(other)\"; the brace itself is written twice")
            }
            let word = String(tail[..<end].dropFirst())
            guard let placeholder = Placeholder(rawValue: word) else {
                throw Fault(offset: offset, message: "no placeholder is named \"\(word.prefix(80))\"", word: word)
            }
            if !literal.isEmpty { parts.append(.literal(literal)) }
            literal = ""
            parts.append(.placeholder(placeholder))
            rest = tail[end...].dropFirst()
        }
        literal += rest
        if !literal.isEmpty { parts.append(.literal(literal)) }
        self.parts = parts
    }

    /// The text for an event.
    ///
    /// - Parameters:
    ///   - link: what ``Placeholder/url`` goes through; nil for the same as all others.
    ///   - harmless: what each field goes through, for it comes from a page. The template's own words are the operator's and stay.
    public func text(of event: StatusEvent, link: ((String) -> String)? = nil, harmless: (String) -> String) -> String {
        parts.map { part in
            switch part {
            case .literal(let text): text
            case .placeholder(.url): link?(event.url) ?? harmless(event.url)
            case .placeholder(let placeholder): harmless(placeholder.text(of: event))
            }
        }.joined()
    }
}
