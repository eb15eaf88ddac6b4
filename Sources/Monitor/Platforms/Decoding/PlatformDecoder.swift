public import FoundationEssentials
public import Monitor

/// Reads saved or fetched payloads of a status page. Pure: no clock, no network, the same bytes always give the same events.
public protocol PlatformDecoder: Sendable {
    /// Decodes one whole payload.
    ///
    /// - Parameter payload: The body as served, after decompression, in any encoding that its format allows.
    /// - Throws: ``SourceError`` with `wrongFormat` when the payload is of another kind (HTML, another platform's JSON) and with
    ///   `malformed` when it is of the right kind and cannot be read. Never an empty reading in their place.
    func decode(_ payload: [UInt8], context: DecodingContext) throws(SourceError) -> Reading
}

/// What is known of a payload beside its bytes.
public struct DecodingContext: Sendable, Hashable {
    /// The provider's name as a person reads it; every event carries it.
    public var provider: String
    /// Where the payload came from, free of secrets: named in errors, and the base of relative links. Empty when unknown.
    public var url: String
    /// `Content-Type` as sent; nil when unknown.
    public var contentType: String?

    /// The platform by whose rules the payload is to be read; nil to tell by its bytes.
    var platform: Platform?
    /// When the payload was received: the time of entries that give none. Nil makes those 1970-01-01.
    public var receivedAt: Date?
    /// The ``Reading/fingerprints`` of the reading before: what is the same as then is left out.
    var known: [UInt64] = []

    public init(provider: String, url: String = "", contentType: String? = nil, receivedAt: Date? = nil) {
        self.receivedAt = receivedAt
        self.provider = provider
        self.url = url
        self.contentType = contentType
    }
}

/// What one payload says.
public struct Reading: Sendable {
    /// Every update that the payload lists, oldest first.
    public var events: [StatusEvent]
    /// The format by whose rules it was read: "atom", "rss" or "json".
    public var format: String
    public var granularity: PollResult.Granularity
    /// Of a platform that tells states: every component with its condition. ``events`` tells those that are not well, beside the updates
    /// that the page lists.
    public var states: [ComponentState]
    /// The components that the payload lists, those that are well included; empty where it lists none.
    public var components: [ComponentName] = []
    /// The platform that the payload was read as.
    public var platform: Platform
    /// What the page calls its provider, where the payload says.
    public var pageName: String?
    /// The address of the page that a person opens, where the payload says.
    public var pageURL: String?
    /// Of what the payload lists, sorted, and of all else that its events depend on: what the next reading may leave out. Empty where it may leave out nothing.
    var fingerprints: [UInt64] = []
    /// Whether something was left out.
    var isPartial = false

    public init(
        events: [StatusEvent], format: String, granularity: PollResult.Granularity = .updates, platform: Platform,
        pageName: String? = nil
    ) {
        states = []
        self.pageName = pageName
        self.events = events
        self.format = format
        self.granularity = granularity
        self.platform = platform
    }
}

extension Reading {
    /// A reading of states: an event for each component that is not well, and the updates that the page lists beside them.
    ///
    /// - Parameter receivedAt: the time of conditions whose beginning the page does not tell.
    init(
        states: [ComponentState], updates: [StatusEvent] = [], format: String = "json", platform: Platform, pageName: String? = nil,
        receivedAt: Date?
    ) {
        var events =
            updates
            + states.filter { $0.condition != .operational && $0.condition != .unknown }.map { state in
                let time = state.since ?? receivedAt ?? Date(timeIntervalSince1970: 0)
                return state.event(startedAt: time, at: time)
            }
        StatusEvent.sortOldestFirst(&events)
        self.init(events: events, format: format, granularity: .states, platform: platform, pageName: pageName)
        self.states = states
        components = states.map { ComponentName(component: $0.name) }
    }
}

extension DecodingContext {
    func wrongFormat(_ detail: String) -> SourceError {
        SourceError(.wrongFormat, provider: provider, url: url, detail: detail)
    }

    func malformed(_ detail: String) -> SourceError {
        SourceError(.malformed, provider: provider, url: url, detail: detail)
    }
}
