import Monitor

/// PagerDuty's public pages: the JSON that the web page carries (verified with a captured page), and `api/posts` (from a public reader; the
/// documents' states are identifiers that another document explains, so that they tell updates without their states).
///
/// Posts and updates have ids, the same in both. Detected is investigating; severities are PagerDuty's minor and major, of which all good is none.
enum PagerDutyAdapter: PlatformAdapter {
    static let platform = Platform.pagerDuty

    static func recognises(_ document: JSONOutline) -> Bool {
        guard document.kind == .object else { return false }
        if document.has("summary", "layout", "status_page_type") { return document.keys(of: "summary").contains("post_enums") }
        guard document.keys.contains("posts"), document.isList("posts") else { return false }
        let keys = document.keys(of: "posts")
        if keys.isEmpty { return document.has("continuationToken") }
        return ["id", "post_type", "latest_update"].allSatisfy(keys.contains)
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        try PagerDutyJSON(context: context).reading(document)
    }

    /// What opens the JSON in the web page.
    static let embeddedDataMark: StaticString = "<script id=\"data\" type=\"application/json\">"

    static func sources(of page: PageLocation) -> [PageSource] {
        [page.document("/", .html), page.document("/api/posts?is_featured=true&limit=500", .json)]
    }

    static func owns(host: String) -> Bool { host.hasSuffix(".trust.pagerduty.com") }

    static func locate(in html: HTMLPage) -> PageLocation? {
        html.contains(embeddedDataMark) && html.contains("\"status_page_type\"") && html.contains("\"post_enums\"")
            ? PageLocation(html.base) : nil
    }
}
