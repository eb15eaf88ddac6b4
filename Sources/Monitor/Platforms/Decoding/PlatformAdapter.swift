import Monitor

/// All that is known of one platform: how its documents are told from others' and read, where its pages keep them, and what marks its web
/// pages. One file a platform under `Adapters/`, one line in ``PlatformAdapters/all``.
protocol PlatformAdapter: Sendable {
    static var platform: Platform { get }

    /// Whether a JSON document can only be this platform's. Looks at keys and never decodes, so it is right for a document cut short, too.
    static func recognises(_ document: JSONOutline) -> Bool

    /// Reads a JSON document that ``recognises(_:)-(JSONOutline)`` took. Pure.
    ///
    /// - Throws: `malformed` when a field is missing without which an event cannot be made; never fewer events in its place.
    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading

    /// How the platform writes feed entries; nil when its pages have no feed, or one that says no more than any other.
    static var feedDialect: (any FeedDialect.Type)? { get }

    /// Where a page keeps its documents, best first: the one that says most, then others that tell the same updates under the same ids.
    /// Empty when the address does not tell, because an identifier is needed that stands in the page's HTML alone.
    static func sources(of page: PageLocation) -> [PageSource]

    /// Documents that list all components of a page, best first; empty where ``sources(of:)`` lists them, or nothing does.
    static func componentSources(of page: PageLocation) -> [PageSource]

    /// Whether every page of this host (in lower case, without a port) is this platform's, whatever it looks like.
    static func owns(host: String) -> Bool

    /// Finds the page in its HTML, with the identifier that its documents need; nil when nothing in it can only be this platform's.
    static func locate(in html: HTMLPage) -> PageLocation?
}

extension PlatformAdapter {
    static func recognises(_ document: JSONOutline) -> Bool { false }
    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        throw context.wrongFormat("\(document.outline.seen) where a feed was due: \(platform.rawValue) has no JSON that is read")
    }
    static var feedDialect: (any FeedDialect.Type)? { nil }
    static func sources(of page: PageLocation) -> [PageSource] { [] }
    static func componentSources(of page: PageLocation) -> [PageSource] { [] }
    static func owns(host: String) -> Bool { false }
    static func locate(in html: HTMLPage) -> PageLocation? { nil }
}

/// Where a status page is.
struct PageLocation: Sendable, Hashable {
    /// Scheme, host, port and, where the page is not at the root, path; no slash at the end: "https://status.acme.example".
    var base: String
    /// The identifier (slug, token, page id) under which the platform's documents have the page, where the address does not tell.
    var identifier: String?

    init(_ base: String, identifier: String? = nil) {
        var base = base[...]
        while base.last == "/" { base.removeLast() }
        self.base = String(base)
        self.identifier = identifier
    }

    /// A document of the page.
    func document(_ path: String, _ kind: PageEndpoint.Kind) -> PageSource { PageSource(PageEndpoint(base + path, kind)) }
}

/// The adapters that there are.
enum PlatformAdapters {
    /// In the order in which they are asked whose a document is.
    static let all: [any PlatformAdapter.Type] = [
        // Before Statuspage, whose shapes theirs are like.
        InstatusAdapter.self, RootlyAdapter.self, OracleAdapter.self, LambStatusAdapter.self,
        IncidentIOAdapter.self, StatuspageAdapter.self, AWSAdapter.self,
        // Before Better Stack, whose outermost keys Zendesk's are.
        ZendeskAdapter.self,
        AppleAdapter.self, AzureAdapter.self, BetterStackAdapter.self, DatoCMSAdapter.self, GoogleCloudAdapter.self, HerokuAdapter.self,
        SalesforceAdapter.self, SlackAdapter.self, StatusIOAdapter.self, StripeAdapter.self, UptimeComAdapter.self,
        CachetAdapter.self, StatuspalAdapter.self, HundAdapter.self, SorryAdapter.self, CStateAdapter.self, UpptimeAdapter.self,
        UptimeKumaAdapter.self, GatusAdapter.self, UptimeRobotAdapter.self, PagerDutyAdapter.self,
        JSONFeedAdapter.self,
        FeedAdapter.self,
    ]

    static func of(_ platform: Platform) -> (any PlatformAdapter.Type)? { all.first { $0.platform == platform } }
}

extension Platform {
    /// Where a page at this address (scheme, host, and path where it is not at the root) keeps its documents, best first; empty when the
    /// address alone does not tell.
    public func sources(ofPage base: String) -> [PageSource] { PlatformAdapters.of(self)?.sources(of: PageLocation(base)) ?? [] }
}
