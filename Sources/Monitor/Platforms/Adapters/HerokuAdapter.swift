import Monitor

/// Heroku's status API (`api/v4/current-status`), verified with a trimmed capture of a day with a maintenance; incidents from
/// documentation alone.
///
/// What an update says stands in its `update_type`: `issue` is "investigating", `resolved` and `scheduled` are themselves, the rest is
/// "update". Of what is `resolved` with no update that says so the end is an update of its own. The captured updates have no ids: the
/// time to the second tells them apart. Colours are severities: yellow minor, red critical.
enum HerokuAdapter: PlatformAdapter {
    static let platform = Platform.heroku

    static func recognises(_ document: JSONOutline) -> Bool {
        document.kind == .object && document.has("status", "incidents", "scheduled") && document.keys(of: "status").contains("system")
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        let current = try document.decode(Current.self, context: context)
        var events: [StatusEvent] = []
        for (name, list, kind) in [
            ("incidents", current.incidents, StatusEvent.Kind.incident), ("scheduled", current.scheduled, .maintenance),
        ] {
            for (index, incident) in list.enumerated() {
                events += UpdateIdentity.heroku.events(
                    of: try listed(incident, kind: kind, path: "\(name)[\(index)]", context: context), provider: context.provider)
            }
        }
        StatusEvent.sortOldestFirst(&events)
        return Reading(events: events, format: "json", platform: platform, pageName: "Heroku")
    }

    static func sources(of page: PageLocation) -> [PageSource] { [page.document("/api/v4/current-status", .json)] }
    static func owns(host: String) -> Bool { host == "status.heroku.com" }
    static func locate(in html: HTMLPage) -> PageLocation? { owns(host: html.host) ? PageLocation(html.base) : nil }

    private static func listed(
        _ incident: Incident, kind: StatusEvent.Kind, path: String, context: DecodingContext
    ) throws(SourceError) -> ListedIncident {
        var listed = ListedIncident(
            code: incident.id, title: incident.title, url: incident.url ?? "", kind: kind,
            severity: kind == .maintenance ? .none : severity(incident.systems.compactMap(\.status)),
            components: incident.systems.map(\.name).filter { !$0.isEmpty })
        for (index, update) in incident.updates.enumerated() {
            let seconds = try context.seconds(update.createdAt, at: "\(path).updates[\(index)].created_at")
            listed.updates.append(
                ListedUpdate(seconds: seconds, status: status(update.type, kind: kind), text: PlainText.ofBody(update.contents)))
        }
        if listed.updates.isEmpty {
            let seconds = try context.seconds(incident.createdAt, at: "\(path).created_at")
            listed.updates = [ListedUpdate(seconds: seconds, status: kind == .maintenance ? .scheduled : .investigating, text: "")]
        }
        listed.isClosed = incident.isResolved
        return listed
    }

    private static func status(_ type: String?, kind: StatusEvent.Kind) -> StatusEvent.Status? {
        switch type {
        case "issue": kind == .maintenance ? .inProgress : .investigating
        case "resolved": kind == .maintenance ? .completed : .resolved
        case let type?: StatusEvent.Status(pageWord: type)
        case nil: nil
        }
    }

    private static func severity(_ colours: [String]) -> StatusEvent.Severity {
        if colours.contains("red") { return .critical }
        if colours.contains("yellow") { return .minor }
        return colours.contains("blue") ? .none : .unknown
    }

    private struct Current: Decodable {
        var incidents: [Incident]
        var scheduled: [Incident]
        enum Keys: String, CodingKey { case incidents, scheduled }
        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            incidents = try fields.list(.incidents)
            scheduled = try fields.list(.scheduled)
        }
    }

    private struct Incident: Decodable {
        var id: String
        var title: String
        var url: String?
        var createdAt: String?
        var isResolved: Bool
        var systems: [System]
        var updates: [Update]

        enum Keys: String, CodingKey {
            case id, title, state, resolved, systems, updates, createdAt = "created_at", url = "full_url"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.id)
            title = fields.text(.title) ?? ""
            url = fields.text(.url)
            createdAt = fields.text(.createdAt)
            isResolved = fields.flag(.resolved) || fields.text(.state) == "resolved"
            systems = (try? fields.list(.systems)) ?? []
            updates = try fields.list(.updates)
        }
    }

    private struct System: Decodable {
        var name: String
        var status: String?
        enum Keys: String, CodingKey { case name, status }
        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            name = fields.text(.name) ?? ""
            status = fields.text(.status)
        }
    }

    private struct Update: Decodable {
        var createdAt: String?
        var contents: String
        var type: String?
        enum Keys: String, CodingKey { case contents, createdAt = "created_at", type = "update_type" }
        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            createdAt = fields.text(.createdAt)
            contents = fields.text(.contents) ?? ""
            type = fields.text(.type)
        }
    }
}

extension UpdateIdentity {
    static let heroku = UpdateIdentity(precision: .second)
}
