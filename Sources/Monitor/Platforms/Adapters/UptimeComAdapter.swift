import Monitor

/// Uptime.com's status pages (`ajax`, `history`), verified with a trimmed capture of a quiet day; incidents with a published capture of
/// `history`.
///
/// Incidents and updates have ids in both documents. The state `maintenance` is "scheduled" until the incident's start and "in progress"
/// from then on; `notification` is "update". How bad it is follows from the worst of the affected components.
enum UptimeComAdapter: PlatformAdapter {
    static let platform = Platform.uptimeCom

    static func recognises(_ document: JSONOutline) -> Bool {
        let data = document.keys(of: "data")
        return document.kind == .object && document.has("error", "fields", "data")
            && (data.contains("active_incidents") || data.contains("past_incidents"))
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        let page = try document.decode(Page.self, context: context)
        var events: [StatusEvent] = []
        for incident in page.incidents {
            events += UpdateIdentity.uptimeCom.events(
                of: try listed(incident, groups: page.groups, context: context), provider: context.provider)
        }
        StatusEvent.sortOldestFirst(&events)
        UniqueIDs.keepFirst(&events)
        return Reading(events: events, format: "json", platform: platform, pageName: page.name.flatMap(PageTitle.provider))
    }

    /// `ajax` lists what is open and planned, `history` what is over.
    static func sources(of page: PageLocation) -> [PageSource] {
        [PageSource(PageEndpoint("\(page.base)/ajax", .json), PageEndpoint("\(page.base)/history", .json))]
    }

    static func owns(host: String) -> Bool { host == "status.uptime.com" }

    static func locate(in html: HTMLPage) -> PageLocation? {
        guard owns(host: html.host) || html.host == "uptime.com" else { return nil }
        let path = html.url.prefix { $0 != "?" && $0 != "#" }
        guard let start = path.firstRange(of: "/statuspage/") else { return nil }
        let slug = path[start.upperBound...].prefix { $0 != "/" }
        return slug.isEmpty ? nil : PageLocation(String(path[..<start.upperBound]) + String(slug))
    }

    private static func listed(
        _ incident: Incident, groups: [String: String], context: DecodingContext
    ) throws(SourceError) -> ListedIncident {
        let isMaintenance = incident.type == "SCHEDULED_MAINTENANCE"
        let page = context.url.hasSuffix("/ajax") || context.url.hasSuffix("/history") ? PageLocation(context.url).base : ""
        let base = page.lastIndex(of: "/").map { page[..<$0] } ?? ""
        var listed = ListedIncident(
            code: incident.id, title: incident.name, url: base.isEmpty ? "" : "\(base)/incidents/\(incident.id)",
            kind: isMaintenance ? .maintenance : .incident,
            severity: isMaintenance ? .none : severity(incident.components.compactMap(\.status)),
            components: incident.components.map { component in groups[component.id].map { "\($0) - \(component.name)" } ?? component.name })
        let start = incident.startsAt.flatMap { EpochSeconds($0)?.value }
        for update in incident.updates {
            let seconds = try context.seconds(update.time, at: "incident \(incident.id), update \(update.id), updated_at")
            listed.updates.append(
                ListedUpdate(
                    seconds: seconds, status: status(update.state, hasBegun: seconds >= start ?? .min, isMaintenance: isMaintenance),
                    text: PlainText.ofBody(update.text), id: update.id))
        }
        if incident.updates.isEmpty {
            let seconds = try context.seconds(incident.startsAt, at: "incident \(incident.id), starts_at")
            listed.updates = [ListedUpdate(seconds: seconds, status: isMaintenance ? .scheduled : .investigating, text: "", id: "start")]
        }
        return listed
    }

    private static func status(_ word: String?, hasBegun: Bool, isMaintenance: Bool) -> StatusEvent.Status? {
        switch word {
        case "maintenance": hasBegun ? .inProgress : .scheduled
        case "resolved" where isMaintenance: .completed
        case let word?: StatusEvent.Status(pageWord: word)
        case nil: nil
        }
    }

    private static func severity(_ states: [String]) -> StatusEvent.Severity {
        if states.contains("major-outage") { return .critical }
        if states.contains("partial-outage") { return .major }
        return states.contains("degraded-performance") ? .minor : .unknown
    }

    private struct Page: Decodable {
        var name: String?
        var incidents: [Incident]
        /// The name of a component's group, by the component's id.
        var groups: [String: String] = [:]

        enum Keys: String, CodingKey {
            case data, name, components, active = "active_incidents", past = "past_incidents", upcoming = "upcoming_maintenance"
        }

        init(from decoder: any Decoder) throws {
            let data = try decoder.container(keyedBy: Keys.self).nestedContainer(keyedBy: Keys.self, forKey: .data)
            name = data.text(.name)
            let active: [Incident] = try data.list(.active)
            let past: [Incident] = try data.list(.past)
            incidents = try active + past + data.list(.upcoming)
            let components: [Component] = (try? data.list(.components)) ?? []
            for group in components { for component in group.subcomponents { groups[component.id] = group.name } }
        }
    }

    private struct Component: Decodable {
        var id: String
        var name: String
        var status: String?
        var subcomponents: [Component]
        enum Keys: String, CodingKey { case id, name, status, subcomponents }
        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = fields.text(.id) ?? ""
            name = fields.text(.name) ?? ""
            status = fields.text(.status)
            subcomponents = (try? fields.list(.subcomponents)) ?? []
        }
    }

    private struct Incident: Decodable {
        var id: String
        var name: String
        var type: String?
        var startsAt: String?
        var components: [Component]
        var updates: [Update]
        enum Keys: String, CodingKey {
            case id, name, updates, type = "incident_type", startsAt = "starts_at", components = "affected_components"
        }
        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.id)
            name = fields.text(.name) ?? ""
            type = fields.text(.type)
            startsAt = fields.text(.startsAt)
            components = (try? fields.list(.components)) ?? []
            updates = try fields.list(.updates)
        }
    }

    private struct Update: Decodable {
        var id: String
        var time: String?
        var text: String
        var state: String?
        enum Keys: String, CodingKey { case id, time = "updated_at", text = "description", state = "incident_state" }
        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.id)
            time = fields.text(.time)
            text = fields.text(.text) ?? ""
            state = fields.text(.state)
        }
    }
}

extension UpdateIdentity {
    /// Every format tells the updates' own ids.
    static let uptimeCom = UpdateIdentity(precision: .second)
}
