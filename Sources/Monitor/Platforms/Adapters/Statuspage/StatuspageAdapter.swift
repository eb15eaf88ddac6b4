import Monitor

/// Atlassian Statuspage (`history.atom`, `history.rss`, `api/v2/*.json`), verified with captured bytes of many pages.
enum StatuspageAdapter: PlatformAdapter {
    static let platform = Platform.statuspage

    static func recognises(_ document: JSONOutline) -> Bool {
        document.kind == .object && document.keys.contains("page") && StatuspageJSON.listKeys.contains(where: document.keys.contains)
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        try StatuspageJSON(context: context).reading(document, platform: context.platform)
    }

    static var feedDialect: (any FeedDialect.Type)? { StatuspageFeed.self }

    /// JSON tells components and impact; the feeds tell the same updates.
    static func sources(of page: PageLocation) -> [PageSource] {
        [
            PageSource(
                PageEndpoint("\(page.base)/api/v2/incidents.json", .json),
                PageEndpoint("\(page.base)/api/v2/scheduled-maintenances.json", .json)),
            page.document("/history.atom", .atom),
            page.document("/history.rss", .rss),
        ]
    }

    static func componentSources(of page: PageLocation) -> [PageSource] {
        [page.document("/api/v2/components.json", .json), page.document("/api/v2/summary.json", .json)]
    }

    static func owns(host: String) -> Bool { host.hasSuffix(".statuspage.io") }

    static func locate(in html: HTMLPage) -> PageLocation? {
        // The second is where all of Statuspage's pages have their scripts and styles; logos of others stand there, too, in other folders.
        html.contains("statuspage.io/") || html.contains("dka575ofm4ao0.cloudfront.net/assets/") ? PageLocation(html.base) : nil
    }
}
