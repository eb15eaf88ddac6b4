import Monitor

/// Google's dashboards of one engine (Cloud, Workspace, Firebase, Maps, Ads, Play): `incidents.json`, of before 2021 and since, verified
/// with captured bytes; `en/feed.atom` with a published capture of it.
///
/// Updates have no ids; the time of an update, to the second, is in JSON and in the feed. A state of the service is no state of ours:
/// `AVAILABLE` is "resolved" (with a report on the incident, "postmortem"), anything else "investigating", and "update" when repeated.
/// The old schema names none: there the update at the incident's `end` is the "resolved" one. Regions are not told apart.
enum GoogleCloudAdapter: PlatformAdapter {
    static let platform = Platform.googleCloud

    static func recognises(_ document: JSONOutline) -> Bool {
        document.kind == .array && (document.isEmptyArray || document.has("begin", "external_desc", "updates", "uri"))
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        let incidents = try document.decode([GoogleIncident].self, context: context)
        var events: [StatusEvent] = []
        for (index, incident) in incidents.enumerated() {
            events += try UpdateIdentity.googleCloud.events(
                of: incident.listed(path: "[\(index)]", context: context), provider: context.provider)
        }
        StatusEvent.sortOldestFirst(&events)
        return Reading(events: events, format: "json", platform: platform)
    }

    static var feedDialect: (any FeedDialect.Type)? { GoogleCloudFeed.self }

    static func sources(of page: PageLocation) -> [PageSource] {
        [page.document("/incidents.json", .json), page.document("/en/feed.atom", .atom)]
    }

    static func owns(host: String) -> Bool {
        ["status.cloud.google.com", "status.firebase.google.com", "status.play.google.com"].contains(host)
    }

    static func locate(in html: HTMLPage) -> PageLocation? {
        let isGoogle = html.host == "google.com" || html.host.hasSuffix(".google.com")
        guard owns(host: html.host) || isGoogle && html.contains("incidents.json") else { return nil }
        // A dashboard may stand in a folder; its pages are named within it.
        var folder = html.url.prefix { $0 != "?" && $0 != "#" }
        for page in ["/summary", "/incidents/", "/products/"] {
            if let end = folder.firstRange(of: page) { folder = folder[..<end.lowerBound] }
        }
        return PageLocation(String(folder))
    }
}

extension UpdateIdentity {
    static let googleCloud = UpdateIdentity(precision: .second)
}
