import Monitor
import Parsing

/// Cachet 3's `rss`: an item an incident, with the report that it began with and nothing of what followed.
struct CachetFeed: FeedDialect {
    static let platform = Platform.cachet

    /// The id is a UUID and ends the link, too.
    static func recognises(_ item: FeedItem) -> Bool {
        isUUID(item.id) && item.link.hasSuffix("/incidents/\(item.id)")
    }

    func events(of item: FeedItem, context: DecodingContext) throws(SourceError) -> [StatusEvent] {
        let code = item.id.isEmpty ? LinkPath.lastPart(item.link) : item.id
        guard let code, !code.isEmpty else {
            throw context.malformed("the item \"\(item.title.prefix(80))\" has neither a guid nor a link")
        }
        guard let seconds = item.published ?? item.updated else { throw context.malformed("the item \(code) has no time") }
        let incident = ListedIncident(code: code, title: item.title, url: item.link)
        // Which state it is in now is not told.
        return incident.events(
            [IdentifiedUpdate(id: "0", seconds: seconds, status: nil, text: item.body.plainText)], provider: context.provider)
    }

    private static func isUUID(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
    }
}
