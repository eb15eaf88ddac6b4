import Monitor
import Parsing

/// How one platform writes its updates into feed entries.
protocol FeedDialect: Sendable {
    static var platform: Platform { get }
    /// Whether an entry can only be this platform's.
    static func recognises(_ item: FeedItem) -> Bool
    /// The entry's updates, oldest first.
    func events(of item: FeedItem, context: DecodingContext) throws(SourceError) -> [StatusEvent]
}

extension Platform {
    /// Whether the platform's feeds tell separate updates, or texts that grow.
    var granularity: PollResult.Granularity { self == .feed ? .wholeText : .updates }
}

/// Gathers the events of a feed's entries as they come. The dialect is the given one, or that of the first entry that some dialect knows.
///
/// A feed is of one dialect: entries before the first known one are kept until it is known.
struct FeedReading {
    let context: DecodingContext
    /// The dialect of entries that none knows: what the feed was the last time, when it may be that its only new entry is an odd one.
    let fallback: Platform
    private(set) var dialect: (any FeedDialect)?
    private(set) var events: [StatusEvent] = []
    private(set) var error: SourceError?
    private var undecided: [FeedItem] = []

    private static let known: [any (FeedDialect.Type)] = [StatuspageFeed.self, IncidentIOFeed.self, AWSFeed.self]
    /// A feed that no dialect knows after so many entries is a plain one.
    private static let undecidedLimit = 8

    init(context: DecodingContext, platform: Platform? = nil, fallback: Platform = .feed) {
        self.context = context
        self.fallback = fallback
        dialect = platform.map(Self.dialect)
    }

    static func dialect(_ platform: Platform) -> any FeedDialect {
        switch platform {
        case .statuspage: StatuspageFeed()
        case .incidentIO: IncidentIOFeed()
        case .aws: AWSFeed()
        case .feed: GenericFeed()
        }
    }

    /// An entry that cannot be read sets ``error``, and what comes after it is not looked at.
    mutating func add(_ entry: FeedEntry) {
        let item = FeedItem(entry)
        if dialect == nil {
            guard let known = Self.known.first(where: { $0.recognises(item) }) else {
                undecided.append(item)
                if undecided.count >= Self.undecidedLimit { decide(fallback) }
                return
            }
            decide(known.platform)
        }
        decode(item)
    }

    /// All events, oldest first.
    mutating func finish(format: String) throws(SourceError) -> Reading {
        if dialect == nil, !undecided.isEmpty { decide(fallback) }
        if let error { throw error }
        StatusEvent.sortOldestFirst(&events)
        UniqueIDs.keepFirst(&events)
        let platform = dialect.map { type(of: $0).platform } ?? fallback
        return Reading(events: events, format: format, granularity: platform.granularity, platform: platform)
    }

    private mutating func decide(_ platform: Platform) {
        dialect = Self.dialect(platform)
        let waiting = undecided
        undecided = []
        for item in waiting { decode(item) }
    }

    private mutating func decode(_ item: FeedItem) {
        guard error == nil, let dialect else { return }
        do {
            events += try dialect.events(of: item, context: context)
        } catch {
            self.error = error
        }
    }
}

/// A page that lists one update twice means it once.
enum UniqueIDs {
    static func keepFirst(_ events: inout [StatusEvent]) {
        var seen: Set<String> = []
        seen.reserveCapacity(events.count)
        events.removeAll { !seen.insert($0.id).inserted }
    }
}
