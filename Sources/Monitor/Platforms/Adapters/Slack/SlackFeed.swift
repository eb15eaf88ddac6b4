import Monitor
import Parsing

/// `feed/atom` and `feed/rss` of Slack: one entry an incident, oldest note first, each `<p><small>3:23pm PST</small> text</p>`.
///
/// The feed shows the hour of a note and not its day. The first one lies at `published`, each later one at the next such hour after the
/// note before it; in RSS, which has the newest note's time alone, the last one lies at `pubDate` and each earlier one before the one
/// after it. A note that came a whole day later is so given an earlier day than JSON gives it: JSON is read first. Components are not
/// told; the incident is over when the last note says "resolved".
struct SlackFeed: FeedDialect {
    static let platform = Platform.slack

    static func recognises(_ item: FeedItem) -> Bool { isPage(item.link, "/20") || isPage(item.id, "/20") }
    static func recognises(_ feed: Feed) -> Bool { isPage(feed.link ?? "", "") || isPage(feed.id ?? "", "") }

    private static func isPage(_ link: String, _ path: String) -> Bool {
        ["https://slack-status.com", "https://status.slack.com"].contains { link.hasPrefix($0 + path) }
    }

    func events(of item: FeedItem, context: DecodingContext) throws(SourceError) -> [StatusEvent] {
        let link = item.link.isEmpty ? item.id : item.link
        guard let code = LinkPath.lastPart(link) else {
            throw context.malformed("the entry \"\(item.title.prefix(80))\" has no link")
        }
        let isAtom = item.updated != nil
        guard let reference = item.published ?? item.updated else { throw context.malformed("the entry \(code) has no time") }
        var incident = ListedIncident(code: code, title: item.title, url: link)
        for (prefix, type) in [
            ("Incident: ", "incident"), ("Outage: ", "outage"), ("Notice: ", "notice"), ("Maintenance: ", "maintenance"),
        ]
        where item.title.hasPrefix(prefix) {
            incident.title = String(item.title.dropFirst(prefix.count))
            incident.severity = SlackAdapter.severity(type)
            if type == "maintenance" { incident.kind = .maintenance }
        }
        let html = item.body.source.utf8Span.span
        let notes = Self.notes(in: html)
        let times = notes.isEmpty ? [reference] : Self.seconds(of: notes.map(\.clock), reference: reference, isFirst: isAtom)
        for (index, seconds) in times.enumerated() {
            let text = notes.isEmpty ? item.body.plainText : PlainText.ofHTML(html.extracting(notes[index].text))
            let first: StatusEvent.Status = incident.kind == .maintenance ? .scheduled : .investigating
            incident.updates.append(ListedUpdate(seconds: seconds, status: index == 0 ? first : nil, text: text))
            incident.isClosed = text.lowercased().contains("resolved")
        }
        return UpdateIdentity.slack.events(of: incident, provider: context.provider)
    }

    private struct Note {
        var clock: Clock
        var text: Range<Int>
    }

    /// A time of day.
    private struct Clock {
        /// Seconds since midnight.
        var time: Int
        /// Seconds east of Greenwich.
        var offset: Int

        /// "3:23pm PST".
        init?(_ text: String) {
            let parts = text.split(whereSeparator: \.isWhitespace)
            guard let clock = parts.first?.lowercased(), clock.hasSuffix("am") || clock.hasSuffix("pm") else { return nil }
            let numbers = clock.dropLast(2).split(separator: ":").map { Int($0) }
            guard numbers.count == 2, let hour = numbers[0], let minute = numbers[1], (1...12).contains(hour), (0...59).contains(minute)
            else { return nil }
            time = (hour % 12 + (clock.hasSuffix("pm") ? 12 : 0)) * 3600 + minute * 60
            offset = parts.dropFirst().first.flatMap { ZoneName.offset(String($0)) } ?? 0
        }

        /// The last moment of this time of day that does not lie after `limit`.
        func last(notAfter limit: Int) -> Int {
            let sinceClock = limit + offset - time
            return limit - (sinceClock - sinceClock.flooredDivision(by: 86_400) * 86_400)
        }
    }

    private static func notes(in html: Span<UInt8>) -> [Note] {
        var notes: [Note] = []
        var search = 0
        while let small = html.firstIndex(ofASCII: "<small>", from: search) {
            search = small + 7
            guard let close = html.firstIndex(ofASCII: "</small>", from: search), let clock = Clock(html.text(search..<close)) else {
                continue
            }
            if let last = notes.indices.last { notes[last].text = notes[last].text.lowerBound..<small }
            notes.append(Note(clock: clock, text: close + 8..<html.count))
            search = close + 8
        }
        return notes
    }

    private static func seconds(of clocks: [Clock], reference: Int, isFirst: Bool) -> [Int] {
        var times: [Int] = []
        // The reference has seconds, the clocks have none.
        var limit = reference + 59
        if isFirst {
            for clock in clocks {
                let time = clock.last(notAfter: times.isEmpty ? limit : limit + 86_399)
                times.append(time)
                limit = time
            }
        } else {
            for clock in clocks.reversed() {
                limit = clock.last(notAfter: limit)
                times.insert(limit, at: 0)
            }
        }
        return times
    }
}
