public import FoundationEssentials

/// A status page that can be asked for its events. Adding a provider is one value handed to ``ProviderRegistry``.
public protocol StatusProvider: Sendable {
    /// The provider's name as a person reads it; unique in a registry.
    var name: String { get }
    /// How long to wait between two polls, when neither page nor errors say otherwise.
    var pollInterval: Duration { get }
    /// How the interval follows the page's news, ``pollInterval`` being the ordinary one; nil, the default, when it is always the same.
    var adaptiveInterval: AdaptiveInterval? { get }
    /// Reads the page once and returns every event that it lists, oldest first.
    ///
    /// - Throws: ``SourceError`` when the page cannot be read.
    func fetchEvents() async throws -> [StatusEvent]

    /// Which of its events are announced. All are read and remembered; the choice is made among those that are new, so that another choice later
    /// makes nothing old new. The default is all.
    var selection: EventFilter { get }

    /// Reads the page once and tells what the scheduler and deduplication need beside the events.
    /// The default calls ``fetchEvents()``.
    func poll() async throws(SourceError) -> PollResult

    /// Changes when what is remembered of the page does not hold any more: another address, another selection. The default never does.
    var memoryIdentity: UInt64 { get }
    /// Takes up what ``PollResult/memory`` said before a restart. What it cannot read it leaves. The default remembers nothing.
    ///
    /// - Parameter lastGoodPoll: when the page was last read well, which may be long after it last changed; nil when that is not known.
    func restore(_ memory: [UInt8], lastGoodPoll: Date?)
    /// Forgets what would let the next poll leave out what the last one read, for that could not be kept. The default forgets nothing.
    func forget()
}

/// What one successful poll of a page gave.
public struct PollResult: Sendable {
    /// Every event that was read, oldest first. Events of entries that are byte for byte those of the poll before may be
    /// left out when ``isPartial`` says so.
    public var events: [StatusEvent]
    /// The format that was read ("atom", "rss", "json"…): edits are looked for only between readings of one format.
    public var format: String
    /// Whether the page has updates of its own, or one text an entry that grows in place.
    public var granularity: Granularity
    /// Of a page that tells states: every component with its condition, those that are well included; ``events`` then tells those that are
    /// not well, too, for readers who see the page once, beside ``listedEvents``.
    public var states: [ComponentState]
    /// The components that the page lists, those that are well included; empty where the document that was read lists none.
    public var components: [ComponentName] = []
    /// Whether what is missing from `events` may still be listed by the page (a 304, an unchanged body, unchanged entries).
    public var isPartial: Bool
    /// How long the answer may be reused (`Cache-Control: max-age`), counted from now; nil when the server did not say.
    public var freshFor: Duration?
    /// The page's new address, when it said for good that it moved (301, 308) and the new address has answered.
    public var movedTo: String?
    /// The page is another one since the poll before; nil when it is the same.
    public var move: PageMove?
    /// By whose rules the updates got their ids: the platform's name. Ids of two schemes cannot be compared. Nil when there is one alone.
    public var scheme: String?
    /// What the provider remembers of the page now (validators, hashes, learned addresses), in a form of its own; nil when it is as before.
    public var memory: [UInt8]?

    /// Whether it only says that nothing changed.
    var isEmpty: Bool { isPartial && events.isEmpty && states.isEmpty }

    public enum Granularity: Sendable, Hashable {
        /// Each event is an update with an identity of its own.
        case updates
        /// Each event is the whole text of an entry at one time; its id changes with the text.
        case wholeText
        /// ``PollResult/states`` says how the page's components are; events that it lists beside them are updates with an identity of their own.
        case states
    }

    public init(
        events: [StatusEvent], format: String, granularity: Granularity = .updates, states: [ComponentState] = [],
        isPartial: Bool = false, freshFor: Duration? = nil, movedTo: String? = nil, move: PageMove? = nil, scheme: String? = nil
    ) {
        self.move = move
        self.scheme = scheme
        self.states = states
        self.events = events
        self.format = format
        self.granularity = granularity
        self.isPartial = isPartial
        self.freshFor = freshFor
        self.movedTo = movedTo
    }

    /// The page is as it was at the poll before.
    public static func unchanged(format: String, freshFor: Duration? = nil) -> PollResult {
        PollResult(events: [], format: format, isPartial: true, freshFor: freshFor)
    }
}

extension StatusProvider {
    public var adaptiveInterval: AdaptiveInterval? { nil }
    public var selection: EventFilter { EventFilter() }
    public var memoryIdentity: UInt64 { 0 }
    public func restore(_ memory: [UInt8], lastGoodPoll: Date?) {}
    public func forget() {}

    public func poll() async throws(SourceError) -> PollResult {
        do {
            return PollResult(events: try await fetchEvents(), format: "events")
        } catch let error as SourceError {
            throw error
        } catch {
            throw SourceError(.transfer, provider: name, url: "", detail: String(describing: error))
        }
    }
}
