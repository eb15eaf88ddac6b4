import Monitor

/// Statuspal (`api/v2/status_pages/SUBDOMAIN/summary` and `…/incidents` of statuspal.io and statuspal.eu), from its documentation and from
/// public captures of pages' summaries.
///
/// The summary has the services' names, the maintenances and what goes on now; the list has the incidents' ends, under the same ids. Times
/// have no offset and are UTC, as documented; pages in another zone have been seen to print local times, which then are off by the zone.
/// Issue is investigating, of a maintenance scheduled; major and minor are the severities of those names.
enum StatuspalAdapter: PlatformAdapter {
    static let platform = Platform.statuspal

    static func recognises(_ document: JSONOutline) -> Bool {
        guard document.kind == .object else { return false }
        if document.has("status_page", "services") { return document.keys(of: "status_page").contains("subdomain") }
        guard document.has("incidents", "meta"), document.keys(of: "meta").contains("total_count") else { return false }
        let keys = document.keys(of: "incidents")
        return keys.isEmpty || ["id", "type", "title", "starts_at"].allSatisfy(keys.contains)
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        try StatuspalJSON(context: context).reading(document)
    }

    static func sources(of page: PageLocation) -> [PageSource] {
        guard let (api, subdomain) = api(of: page) else { return [] }
        let base = "\(api)/api/v2/status_pages/\(subdomain)"
        return [
            PageSource(PageEndpoint("\(base)/summary", .json), PageEndpoint("\(base)/incidents", .json)),
            PageSource(PageEndpoint("\(base)/summary", .json)),
        ]
    }

    static func owns(host: String) -> Bool {
        [".statuspal.io", ".statuspal.eu"].contains { host.hasSuffix($0) && host != "www\($0)" }
    }

    /// The subdomain stands in the page where it names its own API or its hosted address; without one, no document can be asked for.
    static func locate(in html: HTMLPage) -> PageLocation? {
        guard html.contains("statuspal.io/") || html.contains("statuspal.eu/") else { return nil }
        if owns(host: html.host) { return PageLocation(html.base) }
        let region = html.contains("statuspal.eu/api/") ? "eu" : "io"
        guard let subdomain = html.identifier(after: "/api/v2/status_pages/") ?? html.identifier(after: "data-subdomain=\"") else {
            return PageLocation(html.base)
        }
        return PageLocation(html.base, identifier: region == "eu" ? "\(subdomain).statuspal.eu" : subdomain)
    }

    /// From the hosted address, else from the identifier: a subdomain, or with its region "acme.statuspal.eu".
    private static func api(of page: PageLocation) -> (api: String, subdomain: String)? {
        let host = URLOrigin.of(page.base).lowercased()
        let named = page.identifier ?? (host.firstRange(of: "://").map { String(host[$0.upperBound...]) } ?? host)
        for region in ["io", "eu"] where named.hasSuffix(".statuspal.\(region)") {
            let subdomain = named.dropLast(".statuspal.\(region)".count)
            return subdomain.isEmpty || subdomain.contains(".") ? nil : ("https://statuspal.\(region)", String(subdomain))
        }
        return page.identifier.map { ("https://statuspal.io", $0) }
    }
}
