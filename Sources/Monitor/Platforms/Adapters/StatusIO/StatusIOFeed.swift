import Monitor
import Parsing

/// `pages/PAGE/rss` of Status.io: one item an incident or maintenance, oldest message first.
///
/// A message is `<small>June 4, 2026 05:15 PDT</small><br /><b>Investigating</b> - text<br /><br />`. How bad it is and what it affects
/// is not told.
struct StatusIOFeed: FeedDialect {
    static let platform = Platform.statusIO

    static func recognises(_ item: FeedItem) -> Bool { item.link.contains("/pages/incident/") || item.link.contains("/pages/maintenance/") }
    static func recognises(_ feed: Feed) -> Bool { feed.link?.contains("status.io/pages/") == true }

    func events(of item: FeedItem, context: DecodingContext) throws(SourceError) -> [StatusEvent] {
        guard let code = LinkPath.lastPart(item.link) ?? LinkPath.lastPart(item.id) else {
            throw context.malformed("the item \"\(item.title.prefix(80))\" has neither a link nor a guid")
        }
        let kind: StatusEvent.Kind = item.link.contains("/pages/maintenance/") ? .maintenance : .incident
        var incident = ListedIncident(code: code, title: item.title, url: item.link, kind: kind)
        if kind == .maintenance { incident.severity = .none }
        let html = item.body.source.utf8Span.span
        let messages = Self.messages(in: html)
        for message in messages {
            incident.updates.append(
                ListedUpdate(
                    seconds: message.seconds, status: Self.status(html.text(message.status), kind: kind),
                    text: PlainText.ofHTML(html.extracting(message.text))))
        }
        if messages.isEmpty {
            guard let seconds = item.published ?? item.updated else { throw context.malformed("the item \(code) has no time") }
            incident.updates = [ListedUpdate(seconds: seconds, status: nil, text: item.body.plainText)]
        }
        return UpdateIdentity.statusIO.events(of: incident, provider: context.provider)
    }

    private struct Message {
        var seconds: Int
        var status: Range<Int>
        var text: Range<Int>
    }

    private static func messages(in html: Span<UInt8>) -> [Message] {
        var messages: [Message] = []
        var search = 0
        while let small = html.firstIndex(ofASCII: "<small>", from: search) {
            search = small + 7
            guard let close = html.firstIndex(ofASCII: "</small>", from: search), close - search < 80,
                let time = StatuspageTime(html.extracting(search..<close)), let year = time.year,
                let seconds = time.secondsAsUTC(inYear: year),
                let bold = html.firstIndex(ofASCII: "<b>", from: close), bold - close < 30,
                let end = html.firstIndex(ofASCII: "</b>", from: bold)
            else { continue }
            if let last = messages.indices.last { messages[last].text = messages[last].text.lowerBound..<small }
            let offset = ZoneName.offset(time.zone) ?? ZoneName.likeliestOffset(time.zone) ?? 0
            messages.append(
                Message(seconds: seconds - offset, status: bold + 3..<end, text: skippingDash(from: end + 4, in: html)..<html.count))
            search = end
        }
        return messages
    }

    private static func skippingDash(from start: Int, in html: Span<UInt8>) -> Int {
        let index = html.skippingWhiteSpace(from: start)
        return index < html.count && html[index] == UInt8(ascii: "-") ? index + 1 : start
    }

    private static func status(_ word: String, kind: StatusEvent.Kind) -> StatusEvent.Status? {
        switch word.lowercased() {
        case "active" where kind == .maintenance: .inProgress
        case "planned", "upcoming": .scheduled
        default: StatusEvent.Status(pageWord: word)
        }
    }
}
