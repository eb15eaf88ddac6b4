import Monitor

/// Uptime Kuma (`api/status-page/SLUG` with names and incidents, `api/status-page/heartbeat/SLUG` with conditions), verified with captured
/// bytes; what they lack (maintenances) is from its public source code, louislam/uptime-kuma.
///
/// The two documents are one source: a monitor's name and its newest beat meet by its id. Down is a major outage since the first of the failed
/// beats; pending, which is tried again, is no news. The pinned incident has no states: it is investigated until it is taken down. Danger is
/// major, warning is minor, other styles tell nothing bad.
enum UptimeKumaAdapter: PlatformAdapter {
    static let platform = Platform.uptimeKuma

    static func recognises(_ document: JSONOutline) -> Bool {
        document.kind == .object
            && (document.has("heartbeatList", "uptimeList")
                || document.has("config", "publicGroupList") && document.keys(of: "config").contains("slug"))
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        document.outline.keys.contains("heartbeatList")
            ? try UptimeKumaHeartbeats.reading(document, context: context) : try UptimeKumaPage.reading(document, context: context)
    }

    static func sources(of page: PageLocation) -> [PageSource] {
        guard let (root, slug) = slug(of: page) else { return [] }
        return [
            PageSource(
                [PageEndpoint("\(root)/api/status-page/\(slug)", .json), PageEndpoint("\(root)/api/status-page/heartbeat/\(slug)", .json)],
                isJoint: true)
        ]
    }

    static func locate(in html: HTMLPage) -> PageLocation? {
        guard html.contains("window.preloaddata"), html.contains("publicgrouplist") || html.contains("/api/status-page/") else {
            return nil
        }
        let slug =
            html.identifier(after: "/api/status-page/") ?? html.identifier(after: "'slug':'") ?? html.identifier(after: "\"slug\":\"")
        return PageLocation(html.base, identifier: slug ?? Self.slug(inAddress: html.url))
    }

    /// Where the server is, and the page's slug: the identifier, or what follows "/status/" in the address.
    private static func slug(of page: PageLocation) -> (root: String, slug: String)? {
        let root = page.base.firstRange(of: "/status/").map { String(page.base[..<$0.lowerBound]) } ?? page.base
        return (page.identifier ?? Self.slug(inAddress: page.base)).map { (root, $0) }
    }

    private static func slug(inAddress address: String) -> String? {
        guard let found = address.firstRange(of: "/status/") else { return nil }
        let slug = address[found.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return slug.isEmpty ? nil : slug.lowercased()
    }
}
