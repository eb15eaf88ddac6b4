import FoundationEssentials
import Monitor
import Parsing

/// Azure's public status feed, verified with a captured feed without items; items as published from captures of others.
///
/// An item is a text that grows, so each state of it is an event, as of any feed. A feed without items is a quiet day, and was also
/// served in a real outage by an instance of the page that was itself within it: the address below is not routed by region.
enum AzureAdapter: PlatformAdapter {
    static let platform = Platform.azure
    static var feedDialect: (any FeedDialect.Type)? { AzureFeed.self }

    static func sources(of page: PageLocation) -> [PageSource] {
        [
            PageSource(PageEndpoint("https://rssfeed.azure.status.microsoft/en-us/status/feed/", .rss)),
            PageSource(PageEndpoint("https://azure.status.microsoft/en-us/status/feed/", .rss)),
        ]
    }

    static func owns(host: String) -> Bool {
        ["azure.status.microsoft", "rssfeed.azure.status.microsoft", "status.azure.com"].contains(host)
    }

    static func locate(in html: HTMLPage) -> PageLocation? { owns(host: html.host) ? PageLocation(html.base) : nil }
}

/// Azure's RSS: one item an incident, its services and regions as categories.
///
/// The title is "Service Issue - SERVICES - REGION", "Health Advisory - …", with "Mitigated" or "[RESOLVED]" before or behind it later
/// on. "Mitigated" is "resolved", a review after the incident "postmortem", anything else "investigating". The link is the history page
/// for all, so an item without a guid is told by its title.
struct AzureFeed: FeedDialect {
    static let platform = Platform.azure
    static let granularity = PollResult.Granularity.wholeText

    static func recognises(_ item: FeedItem) -> Bool { isPage(item.link) }
    static func recognises(_ feed: Feed) -> Bool { isPage(feed.link ?? "") }

    private static func isPage(_ link: String) -> Bool {
        link.hasPrefix("https://azure.status.microsoft/") || link.hasPrefix("https://status.azure.com/")
    }

    func events(of item: FeedItem, context: DecodingContext) throws(SourceError) -> [StatusEvent] {
        var unlinked = item
        unlinked.link = ""
        var events = try GenericFeed().events(of: unlinked, context: context)
        for index in events.indices {
            events[index].status = Self.status(item.title)
            events[index].message = StatusEvent.message(
                title: events[index].title, status: events[index].status, text: item.body.plainText)
            events[index].kind = item.title.lowercased().contains("maintenance") ? .maintenance : .incident
            events[index].severity = item.title.hasPrefix("Health Advisory") ? .minor : .unknown
            events[index].url = item.link
            events[index].components = item.categories
            events[index].service = item.categories.joined(separator: ", ")
        }
        return events
    }

    /// By the first and the last part of the title: what stands between may say that something else is over.
    static func status(_ title: String) -> StatusEvent.Status {
        let parts = title.lowercased().replacing("[", with: "").replacing("]", with: " - ").split(separator: " - ")
        for part in [parts.first, parts.last].compactMap(\.self) {
            let words = part.split { !$0.isLetter }
            if words.starts(with: ["post", "incident", "review"]) || words.contains("pir") { return .postmortem }
            if ["resolved", "mitigated", "restored"].contains(words.first ?? "") { return .resolved }
        }
        return .investigating
    }
}
