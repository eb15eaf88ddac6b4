import Monitor
import Parsing

/// Oracle Cloud (`api/v2/incident-summary.rss`), from public descriptions of the feed and readers of it; no captured payload was at hand.
///
/// An item an incident, its updates in Statuspage's HTML. The title is "SERVICE | REGION | REFERENCE". How bad it is is not told.
enum OracleAdapter: PlatformAdapter {
    static let platform = Platform.oracle
    static var feedDialect: (any FeedDialect.Type)? { OracleFeed.self }

    static func sources(of page: PageLocation) -> [PageSource] {
        let base =
            owns(host: String(page.base.lowercased().split(separator: "/").last ?? "")) ? page.base : "https://ocistatus.oraclecloud.com"
        return [PageSource(PageEndpoint("\(base)/api/v2/incident-summary.rss", .rss))]
    }

    static func owns(host: String) -> Bool { host == "ocistatus.oraclecloud.com" || host.hasSuffix(".ocistatus.oraclecloud.com") }
}

/// Oracle's `incident-summary.rss`.
struct OracleFeed: FeedDialect {
    static let platform = Platform.oracle

    static func recognises(_ item: FeedItem) -> Bool {
        item.id.hasPrefix("ocid1.oraclecloudincident.") || item.link.contains("oraclecloud.com/#/incidents/")
    }

    func events(of item: FeedItem, context: DecodingContext) throws(SourceError) -> [StatusEvent] {
        let code = item.id.isEmpty ? item.link.split(separator: "/").last.map(String.init) ?? "" : item.id
        guard !code.isEmpty else { throw context.malformed("the item \"\(item.title.prefix(80))\" has neither a guid nor a link") }
        var parts = item.title.split(separator: "|").map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        if parts.count > 2 { parts.removeLast() }
        // What follows "#" in the link is no path: the code comes from the id, as Statuspage's rules have it.
        var item = item
        item.id = code
        return try StatuspageFeed().events(of: item, context: context).map { event in
            var event = event
            let text = String(event.text)
            event.title = parts.isEmpty ? event.title : parts.joined(separator: " | ")
            event.message = StatusEvent.message(title: event.title, status: event.status, text: text)
            event.components = parts.count == 2 ? ["\(parts[1]) - \(parts[0])"] : []
            return event
        }
    }
}
