/// Which events are wanted, by a consumer or of a provider. Every condition that is set must hold; an empty list sets none.
public struct EventFilter: Sendable, Hashable {
    /// Patterns of which one must match the provider's name.
    public var providers: [GlobPattern]
    /// Patterns of which one must match the service as a whole, or one of the components or a part of its name. Events whose page does not
    /// name a service pass: what may be wanted is not dropped.
    public var services: [ServicePattern]
    public var kinds: Set<StatusEvent.Kind>
    /// The least severity. Events whose page does not say one pass.
    public var severity: StatusEvent.Severity?

    public init(
        providers: [GlobPattern] = [], services: [ServicePattern] = [], kinds: Set<StatusEvent.Kind> = [],
        severity: StatusEvent.Severity? = nil
    ) {
        self.providers = providers
        self.services = services
        self.kinds = kinds
        self.severity = severity
    }

    /// Whether every event passes.
    public var isEmpty: Bool { providers.isEmpty && services.isEmpty && kinds.isEmpty && severity == nil }

    public func passes(_ event: StatusEvent) -> Bool {
        if !kinds.isEmpty && !kinds.contains(event.kind) { return false }
        if let severity, event.severity != .unknown, event.severity < severity { return false }
        if !providers.isEmpty && !providers.contains(where: { $0.matches(event.provider) }) { return false }
        if services.isEmpty || (event.service.isEmpty && event.components.isEmpty) { return true }
        return services.contains { pattern in
            pattern.matches(event.service) || event.components.contains { pattern.matches($0) }
        }
    }

    /// The events that pass, in order; the batch itself when all do.
    public func passing(_ events: ArraySlice<StatusEvent>) -> ArraySlice<StatusEvent> {
        if isEmpty || events.allSatisfy(passes) { return events }
        return ArraySlice(events.filter(passes))
    }
}

extension StatusEvent.Severity: Comparable {
    /// From none to critical; unknown is below none.
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .unknown: 0
        case .none: 1
        case .minor: 2
        case .major: 3
        case .critical: 4
        }
    }
}

/// A text in which `*` stands for any characters and `?` for one; case does not count.
public struct GlobPattern: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
    public let description: String
    private let pattern: [Character]

    public init(_ pattern: String) {
        description = pattern
        self.pattern = Array(pattern.lowercased())
    }

    public init(stringLiteral value: String) { self.init(value) }

    /// - Complexity: O(pattern × text) at worst, in constant space beside the text.
    public func matches(_ text: String) -> Bool {
        let text = Array(text.lowercased())
        var inText = 0
        var inPattern = 0
        var star: (pattern: Int, text: Int)?
        while inText < text.count {
            if inPattern < pattern.count, pattern[inPattern] == "*" {
                star = (inPattern, inText)
                inPattern += 1
            } else if inPattern < pattern.count, pattern[inPattern] == "?" || pattern[inPattern] == text[inText] {
                inPattern += 1
                inText += 1
            } else if let last = star {
                // The last star takes one character more.
                star = (last.pattern, last.text + 1)
                inPattern = last.pattern + 1
                inText = last.text + 1
            } else {
                return false
            }
        }
        return pattern[inPattern...].allSatisfy { $0 == "*" }
    }
}
