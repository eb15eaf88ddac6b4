import Monitor
import Parsing

/// `history.atom` and `history.rss` of Instatus: one entry an incident, its updates as Statuspage writes them, without the year.
///
/// An incident's id is a cuid, the last part of its link. Documented only: oldest or newest first are both read.
struct InstatusFeed: FeedDialect {
    static let platform = Platform.instatus

    static func recognises(_ item: FeedItem) -> Bool { code(of: item) != nil }

    private static func code(of item: FeedItem) -> String? {
        [LinkPath.lastPart(item.link), LinkPath.lastPart(item.id), item.id].compactMap(\.self).first(where: CUID.isValid)
    }

    func events(of item: FeedItem, context: DecodingContext) throws(SourceError) -> [StatusEvent] {
        guard let code = Self.code(of: item) ?? LinkPath.lastPart(item.link) ?? LinkPath.lastPart(item.id) else {
            throw context.malformed("the entry \"\(item.title.prefix(80))\" has neither a link nor an id")
        }
        guard let reference = item.published ?? item.updated else {
            throw context.malformed("the entry \(code) has neither published nor updated: the year of its updates cannot be known")
        }
        let html = item.body.source.utf8Span.span
        let headers = StatuspageHTML.headers(in: html)
        var incident = ListedIncident(code: code, title: item.title, url: item.link)
        if headers.isEmpty {
            let state = StatuspageHTML.leadingState(of: html)
            incident.updates = [ListedUpdate(seconds: reference, status: state, text: item.body.plainText)]
        } else {
            incident.updates = Self.updates(html, headers: headers, reference: reference)
        }
        incident.updates.nameByState()
        if item.link.contains("/maintenance/") || incident.updates.contains(where: { $0.status?.isOfMaintenance == true }) {
            incident.kind = .maintenance
        }
        return UpdateIdentity.instatus.events(of: incident, provider: context.provider)
    }

    /// Oldest first. The reference lies nearest to the first or to the last update, whichever that is.
    private static func updates(_ html: Span<UInt8>, headers: [StatuspageHTML.Header], reference: Int) -> [ListedUpdate] {
        let listed = headers.map(\.time)
        let asListed = StatuspageYears(reference: reference).seconds(of: listed)
        let isOldestFirst = zip(asListed, asListed.dropFirst()).contains { ($0 ?? 0) < ($1 ?? 0) } || rises(listed)
        let times = isOldestFirst ? StatuspageYears(reference: reference).seconds(of: listed.reversed()).reversed() : asListed
        let updates = headers.indices.map { index in
            let end = index + 1 < headers.count ? headers[index + 1].start : html.count
            let status = html.text(headers[index].status)
            return ListedUpdate(
                seconds: times[index] ?? reference, status: InstatusWord.status(status),
                text: PlainText.ofHTML(html.extracting(headers[index].textStart..<max(headers[index].textStart, end))))
        }
        return isOldestFirst ? updates : updates.reversed()
    }

    /// Whether the times rise within one year.
    private static func rises(_ times: [StatuspageTime]) -> Bool {
        guard times.count > 1, let first = times[0].secondsAsUTC(inYear: 2024), let last = times[times.count - 1].secondsAsUTC(inYear: 2024)
        else { return false }
        return first < last && last - first < 180 * 86_400
    }
}

/// Collision-resistant ids, version 1: "c" and 24 letters and digits in lower case.
enum CUID {
    static func isValid(_ text: some StringProtocol) -> Bool {
        (24...26).contains(text.utf8.count) && text.utf8.first == UInt8(ascii: "c")
            && text.utf8.allSatisfy { $0.isASCIIDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
            && text.utf8.contains(where: \.isASCIIDigit)
    }
}
