public import FoundationEssentials

/// A provider's page is now another one: on another platform, or at another place.
///
/// The new page gives its updates other ids, so that what is new on it is told by time instead (``SeenUpdates``).
public struct PageMove: Sendable, Hashable {
    /// The platform before ("statuspage"), and where the page was read, free of secrets.
    public var from: String
    /// The platform now, and where the page is read.
    public var to: String
    /// The first address that is read from now on, free of secrets.
    public var url: String
    /// When the page was last read well before the move; nil when that is not known.
    public var lastGoodPoll: Date?

    public init(from: String, to: String, url: String, lastGoodPoll: Date? = nil) {
        self.from = from
        self.to = to
        self.url = url
        self.lastGoodPoll = lastGoodPoll
    }

    /// The move in one sentence.
    public var sentence: String { "moved from \(from) to \(to), now read at \(url)" }
}
