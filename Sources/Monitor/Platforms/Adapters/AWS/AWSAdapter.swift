import Monitor

/// The AWS Health Dashboard (`rss/all.rss`, `public/currentevents`), verified with captured bytes, trimmed; and the `data.json` before
/// it, with whole ones.
enum AWSAdapter: PlatformAdapter {
    static let platform = Platform.aws

    static func recognises(_ document: JSONOutline) -> Bool {
        AWSDashboardData.recognises(document)
            || document.kind == .array && (document.isEmptyArray || AWSCurrentEvents.keys.allSatisfy(document.keys.contains))
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        document.outline.kind == .object
            ? try AWSDashboardData(context: context).reading(document) : try AWSCurrentEvents(context: context).reading(document)
    }

    static var feedDialect: (any FeedDialect.Type)? { AWSFeed.self }

    static func sources(of page: PageLocation) -> [PageSource] {
        [
            PageSource(PageEndpoint("https://status.aws.amazon.com/rss/all.rss", .rss)),
            PageSource(PageEndpoint("https://health.aws.amazon.com/public/currentevents", .json)),
        ]
    }

    static func owns(host: String) -> Bool { host == "health.aws.amazon.com" || host == "status.aws.amazon.com" }
}
