import Monitor
import Parsing

/// `en/feed.atom` of Google's dashboards: one entry an update, with the id `tag:HOST,YEAR:feed:INCIDENT.UPDATE`.
///
/// The entry's time is the update's `when` in JSON, which does not have the feed's id of the update. The title begins with "RESOLVED: "
/// or "UPDATE: " and goes on as the incident's; how bad it is is not told.
struct GoogleCloudFeed: FeedDialect {
    static let platform = Platform.googleCloud

    static func recognises(_ item: FeedItem) -> Bool {
        item.id.hasPrefix("tag:") && item.id.contains(".google.com,") && item.id.contains(":feed:")
    }

    static func recognises(_ feed: Feed) -> Bool {
        guard let id = feed.id, id.hasPrefix("https://") else { return false }
        let host = HTMLPage(url: id, source: []).host
        return GoogleCloudAdapter.owns(host: host) || host.hasSuffix(".google.com") && id.contains("status")
    }

    func events(of item: FeedItem, context: DecodingContext) throws(SourceError) -> [StatusEvent] {
        guard let tail = item.id.firstRange(of: ":feed:").map({ item.id[$0.upperBound...] }) else {
            throw context.malformed("the entry \"\(item.id.prefix(120))\" names no incident")
        }
        let code = tail.prefix { $0 != "." }
        guard !code.isEmpty, let seconds = item.updated ?? item.published else {
            throw context.malformed("the entry \"\(item.id.prefix(120))\" names no incident, or has no time")
        }
        var incident = ListedIncident(code: String(code), title: item.title, url: item.link)
        var status = StatusEvent.Status.investigating
        for (prefix, meaning) in [("RESOLVED: ", StatusEvent.Status.resolved), ("UPDATE: ", .update)] where item.title.hasPrefix(prefix) {
            incident.title = String(item.title.dropFirst(prefix.count))
            status = meaning
        }
        let html = item.body.source.utf8Span.span
        var text = 0..<html.count
        if let start = html.firstIndex(ofASCII: "status-update-text\">") { text = start + 20..<html.count }
        if let end = html.firstIndex(ofASCII: "<hr", from: text.lowerBound) {
            incident.components = Self.products(in: html.extracting(end..<html.count))
            text = text.lowerBound..<end
        }
        let words = PlainText.ofHTML(html.extracting(text))
        if status == .resolved { status = GoogleIncident.status("AVAILABLE", text: words) ?? status }
        incident.updates = [ListedUpdate(seconds: seconds, status: status, text: words)]
        return UpdateIdentity.googleCloud.events(of: incident, provider: context.provider)
    }

    /// "Affected products: A, B".
    private static func products(in html: Span<UInt8>) -> [String] {
        guard let start = html.firstIndex(ofASCII: "affected products:") else { return [] }
        let end = html.firstIndex(ofASCII: "</p>", from: start) ?? html.count
        return PlainText.ofHTML(html.extracting(start + 18..<end)).split(separator: ",").map { even($0) }.filter { !$0.isEmpty }
    }

    private static func even(_ text: Substring) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
