import Monitor

/// incident.io (`feed.atom`, `feed.rss` and the Statuspage-compatible `api/v2/*.json`), verified with captured JSON and the documented
/// feeds.
///
/// Its JSON is that of ``StatuspageAdapter``, which tells the two apart by the page's identifier.
enum IncidentIOAdapter: PlatformAdapter {
    static let platform = Platform.incidentIO

    static func recognises(_ document: JSONOutline) -> Bool { false }

    static var feedDialect: (any FeedDialect.Type)? { IncidentIOFeed.self }

    /// The feeds first, since texts in its compatible JSON are often empty.
    static func sources(of page: PageLocation) -> [PageSource] {
        [
            page.document("/feed.atom", .atom), page.document("/feed.rss", .rss), page.document("/api/v2/incidents.json", .json),
        ]
    }

    static func componentSources(of page: PageLocation) -> [PageSource] { StatuspageAdapter.componentSources(of: page) }

    static func locate(in html: HTMLPage) -> PageLocation? {
        html.contains("incident-io-status-page") || html.contains("https://incident.io/status-pages?") ? PageLocation(html.base) : nil
    }
}
