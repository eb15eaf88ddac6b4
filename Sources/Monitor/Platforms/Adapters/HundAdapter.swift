import Monitor
import Parsing

/// Hund (`state_feed/feed.atom`), from public readers of that feed; no captured payload was at hand. Its JSON wants a key.
///
/// An entry has an id of its own, links its issue and says its state in brackets before the title ("[Ended] Maintenance Window: …"). Whether
/// an entry is written anew for each state or changed in place, the state within the id tells each state once. Ended, Fixed and Closed are
/// resolved, of a maintenance completed; Started is in progress; other words are read as in any feed.
enum HundAdapter: PlatformAdapter {
    static let platform = Platform.hund
    static var feedDialect: (any FeedDialect.Type)? { HundFeed.self }
    static func sources(of page: PageLocation) -> [PageSource] { [page.document("/state_feed/feed.atom", .atom)] }
    static func owns(host: String) -> Bool { host.hasSuffix(".hund.io") && host != "www.hund.io" }
    static func locate(in html: HTMLPage) -> PageLocation? { html.contains("/state_feed/feed") ? PageLocation(html.base) : nil }
}

/// An entry a state of an issue.
struct HundFeed: FeedDialect {
    static let platform = Platform.hund
    static func recognises(_ item: FeedItem) -> Bool { item.id.hasPrefix("tag:") && item.id.contains(":State::FeedNotifier::Entry/") }

    func events(of item: FeedItem, context: DecodingContext) throws(SourceError) -> [StatusEvent] {
        guard let entry = LinkPath.lastPart(item.id) else { throw context.malformed("the entry \"\(item.title.prefix(80))\" has no id") }
        guard let seconds = item.updated ?? item.published else { throw context.malformed("the entry \(entry) has no time") }
        var title = item.title[...]
        var word = ""
        if title.first == "[", let end = title.firstIndex(of: "]") {
            word = title[title.index(after: title.startIndex)..<end].lowercased()
            title = title[title.index(after: end)...].drop(while: \.isWhitespace)
        }
        let isMaintenance = title.lowercased().hasPrefix("maintenance") || StatusEvent.Status(pageWord: word)?.isOfMaintenance == true
        let issue = LinkPath.lastPart(item.link) ?? entry
        let listed = ListedIncident(
            code: issue, title: String(title), url: item.link, kind: isMaintenance ? .maintenance : .incident,
            severity: isMaintenance ? .none : .unknown)
        let status = Self.status(word, isMaintenance: isMaintenance)
        let name = status?.rawValue ?? "update"
        return listed.events(
            [IdentifiedUpdate(id: "\(entry)-\(name)", seconds: seconds, status: status, text: item.body.plainText)],
            provider: context.provider)
    }

    /// The page's language may be German.
    private static func status(_ word: String, isMaintenance: Bool) -> StatusEvent.Status? {
        switch word {
        case "": isMaintenance ? .scheduled : .investigating
        case "ended", "resolved", "fixed", "closed", "completed", "gelöst", "beendet", "behoben": isMaintenance ? .completed : .resolved
        case "started", "in progress", "begonnen": isMaintenance ? .inProgress : .investigating
        case "created", "opened": .investigating
        default: StatusEvent.Status(pageWord: word)
        }
    }
}
