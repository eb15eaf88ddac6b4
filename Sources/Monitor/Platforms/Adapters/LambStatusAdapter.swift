import Monitor
import Parsing

/// LambStatus (`history.atom`, `history.rss`), verified with a captured feed of its demonstration and its public source code.
///
/// Entries are those of Statuspage with the year in each update's header; ids are made alike. Maintenances have links of their own.
enum LambStatusAdapter: PlatformAdapter {
    static let platform = Platform.lambStatus
    static var feedDialect: (any FeedDialect.Type)? { LambStatusFeed.self }
    static func sources(of page: PageLocation) -> [PageSource] {
        [page.document("/history.atom", .atom), page.document("/history.rss", .rss)]
    }
    static func locate(in html: HTMLPage) -> PageLocation? { html.contains("lambstatus") ? PageLocation(html.base) : nil }
}

/// LambStatus's feeds.
struct LambStatusFeed: FeedDialect {
    static let platform = Platform.lambStatus

    /// In Atom by the year of its tag; in RSS by a header with a year and a code with capitals, which Statuspage's have not.
    static func recognises(_ item: FeedItem) -> Bool {
        if item.id.hasPrefix("tag:") { return item.id.contains(",2017:Incident/") }
        guard item.link.contains("/incidents/") || item.link.contains("/maintenances/"), let code = LinkPath.lastPart(item.link),
            code.utf8.count == 12, code.contains(where: \.isUppercase)
        else { return false }
        return StatuspageHTML.headers(in: item.body.source.utf8Span.span).first?.time.year != nil
    }

    func events(of item: FeedItem, context: DecodingContext) throws(SourceError) -> [StatusEvent] {
        try StatuspageFeed().events(of: item, context: context).map { event in
            var event = event
            if item.link.contains("/maintenances/") { event.kind = .maintenance }
            return event
        }
    }
}
