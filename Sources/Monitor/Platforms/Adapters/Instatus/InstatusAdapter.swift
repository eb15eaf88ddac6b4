import Monitor

/// Instatus: `summary.json`, verified with captured bytes; `v2/components.json` with a published capture; `v3/summary.json`,
/// `history.atom` and `history.rss` from documentation alone.
///
/// `summary.json` tells what is open and in which state it is, and neither updates nor texts; the feeds tell all updates with times that
/// have no year. What both share is the order of states, so an update is `INCIDENT/STATE`, and `INCIDENT/STATE.N` for the Nth update in
/// one state. The feeds come first. `NOTSTARTEDYET` is "scheduled".
enum InstatusAdapter: PlatformAdapter {
    static let platform = Platform.instatus

    static func recognises(_ document: JSONOutline) -> Bool {
        guard document.kind == .object else { return false }
        if document.keys == ["components"] {
            let component = document.keys(of: "components")
            return ["id", "name", "description", "status", "group"].allSatisfy(component.contains) && !component.contains("group_id")
        }
        let page = document.keys(of: "page")
        return page.contains("status") && page.contains("url") && !page.contains("id")
            && document.keys.allSatisfy { ["page", "activeIncidents", "activeMaintenances"].contains($0) }
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        guard document.outline.keys.contains("page") else {
            let components = try document.decode(InstatusComponents.self, context: context)
            return Reading(
                states: components.states(provider: context.provider, url: context.url), platform: platform,
                receivedAt: context.receivedAt)
        }
        let summary = try document.decode(InstatusSummary.self, context: context)
        var events: [StatusEvent] = []
        for (index, incident) in summary.incidents.enumerated() {
            let listed = try incident.listed(path: "activeIncidents[\(index)]", kind: .incident, context: context)
            events += UpdateIdentity.instatus.events(of: listed, provider: context.provider)
        }
        for (index, incident) in summary.maintenances.enumerated() {
            let listed = try incident.listed(path: "activeMaintenances[\(index)]", kind: .maintenance, context: context)
            events += UpdateIdentity.instatus.events(of: listed, provider: context.provider)
        }
        StatusEvent.sortOldestFirst(&events)
        return Reading(events: events, format: "json", platform: platform, pageName: summary.pageName)
    }

    static var feedDialect: (any FeedDialect.Type)? { InstatusFeed.self }

    static func sources(of page: PageLocation) -> [PageSource] {
        [page.document("/history.atom", .atom), page.document("/history.rss", .rss), page.document("/summary.json", .json)]
    }

    static func owns(host: String) -> Bool { host.hasSuffix(".instatus.com") }

    static func locate(in html: HTMLPage) -> PageLocation? {
        html.contains("lang.instatus.com") || html.contains("class=\"skin skin-instatus\"") || html.contains(".instatus.com/api/og\"")
            ? PageLocation(html.base) : nil
    }
}

extension UpdateIdentity {
    /// Updates have names of their own, see ``InstatusAdapter``.
    static let instatus = UpdateIdentity(precision: .minute)
}

extension [ListedUpdate] {
    /// Names each update after its state and, from the second on, its number among those in that state. The updates are oldest first.
    mutating func nameByState() {
        var counts: [String: Int] = [:]
        for index in indices {
            let state = (self[index].status ?? .update).rawValue
            let count = counts[state, default: 0] + 1
            counts[state] = count
            self[index].id = count == 1 ? state : "\(state).\(count)"
        }
    }
}
