import Monitor

/// Zendesk's own page (`api/ssp/incidents.json`, and the documented `api/incidents/active` and `api/incidents/maintenance`), from its
/// documentation and from public readers; no captured payload was at hand.
///
/// JSON:API whose names are in camel case in one and have underscores in the other; ids are the same. Updates are among what is included. The
/// documented list has what goes on now alone. An incident that outage marks is major, one that degradation marks is minor, where `impact` says
/// nothing. Zendesk allows ten requests a minute.
enum ZendeskAdapter: PlatformAdapter {
    static let platform = Platform.zendesk
    private static let page = "https://status.zendesk.com"

    static func recognises(_ document: JSONOutline) -> Bool {
        guard document.kind == .object, document.keys.contains("data"), document.isList("data") else { return false }
        guard document.keys.allSatisfy(["data", "included"].contains) else { return false }
        let keys = document.keys(of: "data")
        return keys.isEmpty || ["id", "type", "attributes"].allSatisfy(keys.contains)
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        try ZendeskJSON(context: context).reading(document)
    }

    static func sources(of page: PageLocation) -> [PageSource] {
        [
            PageSource(PageEndpoint("\(self.page)/api/ssp/incidents.json", .json)),
            PageSource(
                PageEndpoint("\(self.page)/api/incidents/active", .json), PageEndpoint("\(self.page)/api/incidents/maintenance", .json)),
        ]
    }

    static func owns(host: String) -> Bool { host == "status.zendesk.com" }
}
