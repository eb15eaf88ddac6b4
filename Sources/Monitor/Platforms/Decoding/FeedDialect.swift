import Monitor
import Parsing

/// How one platform writes its updates into feed entries.
protocol FeedDialect: Sendable {
    static var platform: Platform { get }
    /// Whether an entry tells one update, or is a text that grows.
    static var granularity: PollResult.Granularity { get }
    /// Whether an entry can only be this platform's.
    static func recognises(_ item: FeedItem) -> Bool
    /// Whether a feed can only be this platform's by what it says of itself; asked when no entry tells.
    static func recognises(_ feed: Feed) -> Bool
    init()
    /// The entry's updates, oldest first.
    func events(of item: FeedItem, context: DecodingContext) throws(SourceError) -> [StatusEvent]
}

extension FeedDialect {
    static var granularity: PollResult.Granularity { .updates }
    static func recognises(_ feed: Feed) -> Bool { false }
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

    private static let known: [any FeedDialect.Type] = PlatformAdapters.all.compactMap { $0.feedDialect }.filter { $0.platform != .feed }
    /// A feed that no dialect knows after so many entries is a plain one.
    private static let undecidedLimit = 8

    init(context: DecodingContext, platform: Platform? = nil, fallback: Platform = .feed) {
        self.context = context
        self.fallback = fallback
        dialect = platform.map(Self.dialect)
    }

    static func dialect(_ platform: Platform) -> any FeedDialect {
        PlatformAdapters.of(platform)?.feedDialect.map { $0.init() } ?? GenericFeed()
    }

    /// An entry that cannot be read sets ``error``, and what comes after it is not looked at.
    ///
    /// - Parameter feed: What the feed has said of itself before the entry.
    mutating func add(_ entry: FeedEntry, of feed: () -> Feed?) {
        let item = FeedItem(entry)
        if dialect == nil {
            if let feed = feed(), let known = Self.known.first(where: { $0.recognises(feed) }) { decide(known.platform) }
        }
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
    mutating func finish(_ feed: Feed) throws(SourceError) -> Reading {
        if dialect == nil {
            let known = Self.known.first { $0.recognises(feed) }
            if let known { decide(known.platform) } else if !undecided.isEmpty { decide(fallback) }
        }
        if let error { throw error }
        StatusEvent.sortOldestFirst(&events)
        UniqueIDs.keepFirst(&events)
        let dialect = dialect.map { type(of: $0) }
        return Reading(
            events: events, format: feed.version.isAtom ? "atom" : "rss", granularity: dialect?.granularity ?? .wholeText,
            platform: dialect?.platform ?? fallback)
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
