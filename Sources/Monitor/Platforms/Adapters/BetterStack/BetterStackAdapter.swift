import Monitor
import Parsing

/// Better Stack: `index.json` (JSON:API), verified with a trimmed capture; `feed` and `feed.rss` from documentation alone.
///
/// Reports and updates have ids, which the feed tells too. An update names no state of the incident, only of the resources that it
/// affects: all `resolved` is "resolved", else the first is "investigating" and the others "update". Of a maintenance: "scheduled" before
/// the report's start, "in progress" from then on, "completed". `ends_at` stays null on reports that are over and is not looked at.
enum BetterStackAdapter: PlatformAdapter {
    static let platform = Platform.betterStack

    static func recognises(_ document: JSONOutline) -> Bool {
        document.kind == .object && document.has("data") && !document.isList("data")
            && ["id", "type", "attributes", "relationships"].allSatisfy(document.keys(of: "data").contains)
            && (!document.has("included") || document.keys(of: "included").isEmpty
                || ["id", "type", "attributes"].allSatisfy(document.keys(of: "included").contains))
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        let page = try document.decode(BetterStackDocument.self, context: context)
        guard page.type == "status_page" else {
            throw context.wrongFormat("JSON:API of the type \"\(page.type.prefix(40))\" where a \"status_page\" was due")
        }
        var events: [StatusEvent] = []
        let names = page.resourceNames
        for report in page.reports {
            events += UpdateIdentity.betterStack.events(
                of: try page.listed(report, names: names, context: context), provider: context.provider)
        }
        StatusEvent.sortOldestFirst(&events)
        return Reading(events: events, format: "json", platform: platform, pageName: page.companyName)
    }

    static var feedDialect: (any FeedDialect.Type)? { BetterStackFeed.self }

    static func sources(of page: PageLocation) -> [PageSource] {
        [page.document("/index.json", .json), page.document("/feed", .rss), page.document("/feed.rss", .rss)]
    }

    static func owns(host: String) -> Bool { host.hasSuffix(".betteruptime.com") && host != "www.betteruptime.com" }

    static func locate(in html: HTMLPage) -> PageLocation? {
        html.contains("uptime.betterstack.com/assets/status_pages") || html.contains("betteruptime.com/assets/status_pages")
            || html.contains("uptime.betterstack.com/packs/css/status_page") ? PageLocation(html.base) : nil
    }
}

extension UpdateIdentity {
    /// Every format tells the updates' own ids.
    static let betterStack = UpdateIdentity(precision: .second)
}

/// Better Stack's RSS: one item an update, with a guid that ends in `#update-N`.
///
/// The report's id is the last part of the path before it, or of the link; where both are the page's address alone the update stands for
/// itself.
struct BetterStackFeed: FeedDialect {
    static let platform = Platform.betterStack

    static func recognises(_ item: FeedItem) -> Bool { update(of: item) != nil }

    private static func update(of item: FeedItem) -> String? {
        for text in [item.id, item.link] {
            guard let mark = text.firstRange(of: "#update-") else { continue }
            let number = text[mark.upperBound...]
            if !number.isEmpty, number.allSatisfy(\.isNumber) { return String(number) }
        }
        return nil
    }

    func events(of item: FeedItem, context: DecodingContext) throws(SourceError) -> [StatusEvent] {
        guard let update = Self.update(of: item), let seconds = item.published ?? item.updated else {
            throw context.malformed("the item \"\(item.id.prefix(120))\" has no \"#update-N\" in its guid, or no time")
        }
        let report = [LinkPath.lastPart(item.id), LinkPath.lastPart(item.link)].compactMap(\.self).first { $0.allSatisfy(\.isNumber) }
        var incident = ListedIncident(code: report ?? update, title: item.title, url: item.link)
        let text = item.body.plainText
        let status = GenericFeed.leadingState(text) ?? GenericFeed.leadingState(item.title)
        if status?.isOfMaintenance == true { incident.kind = .maintenance }
        incident.updates = [ListedUpdate(seconds: seconds, status: status, text: text, id: update)]
        return UpdateIdentity.betterStack.events(of: incident, provider: context.provider)
    }
}
