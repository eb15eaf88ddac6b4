import Monitor
import Parsing

/// cState's `index.xml`: an item an issue, its page's address as its guid, "[Resolved]" in the page's language before the title of one that has
/// ended, and when it ended as its category.
struct CStateFeed: FeedDialect {
    static let platform = Platform.cState

    static func recognises(_ item: FeedItem) -> Bool {
        item.id == item.link && item.link.contains("/issues/") && item.link.hasSuffix("/")
    }

    func events(of item: FeedItem, context: DecodingContext) throws(SourceError) -> [StatusEvent] {
        guard let code = LinkPath.lastPart(item.link) ?? LinkPath.lastPart(item.id) else {
            throw context.malformed("the item \"\(item.title.prefix(80))\" has neither a link nor a guid")
        }
        guard let created = item.published ?? item.updated else { throw context.malformed("the item \(code) has no time") }
        let (tracked, rest) = Self.tracked(in: item.body.source.utf8Span.span)
        var title = item.title[...]
        var ended: Int?
        if title.first == "[", let end = title.firstIndex(of: "]") {
            let word = title[title.index(after: title.startIndex)..<end]
            let named = item.categories.lazy.compactMap(LooseTime.seconds).first
            if named != nil || StatusEvent.Status(pageWord: word) == .resolved {
                ended = named ?? tracked.map(\.seconds).max() ?? item.updated ?? created
                title = title[title.index(after: end)...].drop(while: \.isWhitespace)
            }
        }
        let listed = ListedIncident(code: code, title: String(title), url: item.link)
        return listed.events(
            CStateIssue.updates(created: created, text: rest, tracked: tracked, ended: ended), provider: context.provider)
    }

    /// What stands before each `<p class="faded">24 May 2018 16:13</p>` was written at that time; the rest has none.
    private static func tracked(in html: Span<UInt8>) -> (updates: [ListedUpdate], rest: String) {
        var updates: [ListedUpdate] = []
        var (start, search) = (0, 0)
        while let mark = html.firstIndex(ofASCII: "<p class=\"faded\">", from: search) {
            search = mark + 17
            guard let end = html.firstIndex(ofASCII: "</p>", from: search) else { break }
            let written = PlainText.ofHTML(html.extracting(search..<end))
            search = end + 4
            guard let seconds = DateParser.feedDate(written).flatMap({ EpochSeconds($0)?.value }) else { continue }
            updates.append(update(html.extracting(start..<mark), at: seconds))
            start = search
        }
        return (updates, PlainText.ofHTML(html.extracting(start..<html.count)))
    }

    /// From `<p><em>Monitoring</em> - We …`, or from text that names no state.
    private static func update(_ html: Span<UInt8>, at seconds: Int) -> ListedUpdate {
        let start = html.skippingWhiteSpace(from: 0)
        for (open, close) in [("<em>", "</em>"), ("<strong>", "</strong>")] as [(StaticString, StaticString)] {
            guard let found = html.firstIndex(ofASCII: open, from: start), found - start <= 8,
                let end = html.firstIndex(ofASCII: close, from: found),
                let status = StatusEvent.Status(pageWord: html.text(found + open.utf8CodeUnitCount..<end))
            else { continue }
            var textStart = html.skippingWhiteSpace(from: end + close.utf8CodeUnitCount)
            for dash: StaticString in ["-", ":", "\u{2013}", "\u{2014}"] where html.hasASCII(dash, at: textStart) {
                textStart += dash.utf8CodeUnitCount
                break
            }
            return ListedUpdate(seconds: seconds, status: status, text: PlainText.ofHTML(html.extracting(textStart..<html.count)))
        }
        return ListedUpdate(seconds: seconds, status: nil, text: PlainText.ofHTML(html))
    }
}
