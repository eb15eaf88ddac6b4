import Monitor

/// Status.io: `1.0/status/PAGE` of its API, verified with captured bytes (a page with a planned maintenance); an incident's messages and
/// the RSS from documentation and published captures.
///
/// Messages have no ids; the feed tells their times to the minute. States of an incident: 100 investigating, 200 identified, 300
/// monitoring, 400 resolved; of a maintenance: 100 scheduled, 200 in progress, 300 verifying, 400 completed. Its `status` is how bad it
/// is: 300 degraded (minor), 400 partial disruption (major), 500 disruption and 600 security event (critical). The page's id is in its
/// HTML alone.
enum StatusIOAdapter: PlatformAdapter {
    static let platform = Platform.statusIO

    static func recognises(_ document: JSONOutline) -> Bool {
        document.kind == .object && document.has("result") && document.keys(of: "result").contains("status_overall")
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        let result = try document.decode(StatusIODocument.self, context: context)
        var events: [StatusEvent] = []
        for (name, list, kind) in [
            ("incidents", result.incidents, StatusEvent.Kind.incident), ("maintenance.active", result.active, .maintenance),
            ("maintenance.upcoming", result.upcoming, .maintenance),
        ] {
            for (index, incident) in list.enumerated() {
                let listed = try incident.listed(kind: kind, path: "result.\(name)[\(index)]", context: context)
                events += UpdateIdentity.statusIO.events(of: listed, provider: context.provider)
            }
        }
        StatusEvent.sortOldestFirst(&events)
        return Reading(events: events, format: "json", platform: platform)
    }

    static var feedDialect: (any FeedDialect.Type)? { StatusIOFeed.self }

    static func sources(of page: PageLocation) -> [PageSource] {
        guard let id = page.identifier else { return [] }
        return [
            PageSource(PageEndpoint("https://api.status.io/1.0/status/\(id)", .json)), page.document("/pages/\(id)/rss", .rss),
        ]
    }

    static func owns(host: String) -> Bool { host.hasSuffix(".status.io") && host != "api.status.io" }

    static func locate(in html: HTMLPage) -> PageLocation? {
        guard html.contains("status.io") else { return nil }
        for path in [html.text(between: "/pages/history/", and: "\""), html.text(between: "/1.0/status/", and: "\"")] {
            let id = path?.prefix { $0.isHexDigit }
            if let id, id.count == 24 { return PageLocation(html.base, identifier: String(id)) }
        }
        return nil
    }
}

extension UpdateIdentity {
    /// RSS shows no seconds.
    static let statusIO = UpdateIdentity(precision: .minute)
}
