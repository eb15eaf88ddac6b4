public import FoundationEssentials

/// What a feed says of itself and its entries (RFC 4287; RSS 0.9x, 1.0, 2.0).
public struct Feed: Sendable, Hashable {
    /// The dialect.
    public var version: FeedVersion
    /// The character encoding that was used, as an IANA name in lower case ("utf-8").
    public var encoding: String
    public var title: String?
    /// The page that the feed belongs to, absolute where a base is known.
    public var link: String?
    public var id: String?
    public var subtitle: String?
    public var updated: Date?
    public var entries: [FeedEntry]

    public init(
        version: FeedVersion, encoding: String, title: String? = nil, link: String? = nil, id: String? = nil,
        subtitle: String? = nil, updated: Date? = nil, entries: [FeedEntry] = []
    ) {
        self.version = version
        self.encoding = encoding
        self.title = title
        self.link = link
        self.id = id
        self.subtitle = subtitle
        self.updated = updated
        self.entries = entries
    }
}

/// One entry (Atom) or item (RSS).
public struct FeedEntry: Sendable, Hashable {
    /// `atom:id`, `guid` or `rdf:about`.
    public var id: String?
    /// Plain text.
    public var title: String?
    /// Absolute where a base is known.
    public var link: String?
    /// `atom:summary` or `description`, with its mark-up as HTML.
    public var summary: FeedText?
    /// `atom:content` or `content:encoded`, with its mark-up as HTML.
    public var content: FeedText?
    public var published: Date?
    public var updated: Date?
    /// `category` terms, in order.
    public var categories: [String]

    public init(
        id: String? = nil, title: String? = nil, link: String? = nil, summary: FeedText? = nil, content: FeedText? = nil,
        published: Date? = nil, updated: Date? = nil, categories: [String] = []
    ) {
        self.id = id
        self.title = title
        self.link = link
        self.summary = summary
        self.content = content
        self.published = published
        self.updated = updated
        self.categories = categories
    }
}

/// A text of a feed as it was written.
public struct FeedText: Sendable, Hashable {
    /// The text after XML decoding: HTML mark-up when ``isHTML``, else plain text.
    public var source: String
    /// Whether `source` is HTML (Atom `type="html"` or `xhtml`; RSS descriptions that hold mark-up).
    public var isHTML: Bool
    public init(source: String, isHTML: Bool) {
        self.source = source
        self.isHTML = isHTML
    }
}

/// The dialects, by the names that feedparser made common.
public enum FeedVersion: String, Sendable, Hashable, CaseIterable {
    case atom10, atom03, rss090, rss091n, rss091u, rss092, rss093, rss094, rss10, rss20, rss
}
