import Monitor
import Parsing

/// `history.atom` and `history.rss` of Atlassian Statuspage: one entry an incident, all its updates in the entry's HTML.
///
/// The incident's code is the last part of its link, as in JSON; the number in the Atom id is another one. Components and impact are not
/// told.
struct StatuspageFeed: FeedDialect {
    static let platform = Platform.statuspage

    /// By the Atom id, or by a body that splits into updates.
    static func recognises(_ item: FeedItem) -> Bool {
        if item.id.hasPrefix("tag:"), item.id.contains(":Incident/") { return true }
        return item.body.isHTML && item.link.contains("/incidents/") && !StatuspageHTML.headers(in: item.body.source.utf8Span.span).isEmpty
    }

    func events(of item: FeedItem, context: DecodingContext) throws(SourceError) -> [StatusEvent] {
        guard let code = LinkPath.lastPart(item.link) ?? LinkPath.lastPart(item.id) else {
            throw context.malformed("the entry \"\(item.title.prefix(80))\" has neither a link nor an id")
        }
        // `updated` moves when a text is edited months later; `published` stays with the newest update.
        guard let reference = item.published ?? item.updated else {
            throw context.malformed("the entry \(code) has neither published nor updated: the year of its updates cannot be known")
        }
        var incident = ListedIncident(code: code, title: item.title, url: item.link)
        let headers = StatuspageHTML.headers(in: item.body.source.utf8Span.span)
        incident.updates = updates(of: item, headers: headers, reference: reference)
        if StatuspageHTML.isScheduledEvent(item.body.source.utf8Span.span, before: headers.first)
            || incident.updates.contains(where: { $0.status?.isOfMaintenance == true })
        {
            incident.kind = .maintenance
        }
        return UpdateIdentity.statuspage.events(of: incident, provider: context.provider)
    }

    private func updates(of item: FeedItem, headers: [StatuspageHTML.Header], reference: Int) -> [ListedUpdate] {
        let html = item.body.source.utf8Span.span
        guard !headers.isEmpty else {
            let text = item.body.plainText
            return [ListedUpdate(seconds: reference, status: StatuspageHTML.leadingState(of: html), text: text)]
        }
        let times = StatuspageYears(reference: reference).seconds(of: headers.map(\.time))
        return headers.indices.map { index in
            let header = headers[index]
            let end = index + 1 < headers.count ? headers[index + 1].start : html.count
            return ListedUpdate(
                seconds: times[index] ?? reference,
                status: StatusEvent.Status(pageWord: html.text(header.status)),
                text: PlainText.ofHTML(html.extracting(header.textStart..<max(header.textStart, end))))
        }
    }
}
