import Monitor

/// `summary.json`, versions 2 and 3; lists of which there is nothing to say are left out by the page.
struct InstatusSummary: Decodable {
    var pageName: String?
    var incidents: [Incident]
    var maintenances: [Incident]

    enum Keys: String, CodingKey { case page, incidents = "activeIncidents", maintenances = "activeMaintenances" }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Keys.self)
        let page: NamedObject? = fields.object(.page)
        pageName = page?.name
        incidents = try fields.list(.incidents)
        maintenances = try fields.list(.maintenances)
    }

    struct Incident: Decodable {
        var id: String
        var name: String
        var status: String
        var impact: String?
        var url: String?
        var start: String?
        var updatedAt: String?

        enum Keys: String, CodingKey { case id, name, status, impact, url, start, started, updatedAt }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.id)
            let translated: [String: String]? = fields.object(.name)
            name = fields.text(.name) ?? translated?["default"] ?? translated?["en"] ?? ""
            status = try fields.required(.status)
            impact = fields.text(.impact)
            url = fields.text(.url)
            start = fields.text(.started) ?? fields.text(.start)
            updatedAt = fields.text(.updatedAt)
        }

        /// The one update that the summary knows of: the state that the incident is in. Its time is the start for a state that begins
        /// there, else that of the last change; a planned start says nothing of when it was announced.
        func listed(path: String, kind: StatusEvent.Kind, context: DecodingContext) throws(SourceError) -> ListedIncident {
            let state = InstatusWord.status(status)
            let beginsThere = state == .investigating || state == .inProgress
            let time = beginsThere ? start ?? updatedAt : updatedAt ?? start
            var update = ListedUpdate(
                seconds: try context.seconds(time, at: "\(path).\(beginsThere ? "started" : "updatedAt")"), status: state, text: "")
            update.id = (state ?? .update).rawValue
            var incident = ListedIncident(code: id, title: name, url: url ?? "", kind: kind, severity: InstatusWord.severity(impact))
            if kind == .maintenance { incident.severity = .none }
            incident.updates = [update]
            return incident
        }
    }
}

/// `v2/components.json`.
struct InstatusComponents: Decodable {
    var components: [Component]

    enum Keys: String, CodingKey { case components }
    init(from decoder: any Decoder) throws { components = try decoder.container(keyedBy: Keys.self).list(.components) }

    struct Component: Decodable {
        var id: String
        var name: String
        var status: String
        var group: NamedObject?

        enum Keys: String, CodingKey { case id, name, status, group }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.id)
            name = fields.text(.name) ?? ""
            status = try fields.required(.status)
            group = fields.object(.group)
        }
    }

    /// Of components that are no group of others.
    func states(provider: String, url: String) -> [ComponentState] {
        let groups = Set(components.compactMap { $0.group?.id })
        return components.filter { !groups.contains($0.id) }.map { component in
            let name = component.group.map { "\($0.name) - \(component.name)" } ?? component.name
            return ComponentState(
                provider: provider, id: component.id, name: name, condition: InstatusWord.condition(component.status), url: url)
        }
    }
}

/// Instatus's words.
enum InstatusWord {
    static func status(_ word: String) -> StatusEvent.Status? {
        switch word {
        case "NOTSTARTEDYET": .scheduled
        default: StatusEvent.Status(pageWord: word)
        }
    }

    static func severity(_ impact: String?) -> StatusEvent.Severity {
        switch impact.map(condition) {
        case .operational?, .maintenance?: .none
        case .degraded?: .minor
        case .partialOutage?: .major
        case .majorOutage?: .critical
        default: .unknown
        }
    }

    static func condition(_ word: String) -> ComponentState.Condition {
        switch word {
        case "OPERATIONAL", "UP": .operational
        case "DEGRADEDPERFORMANCE": .degraded
        case "PARTIALOUTAGE": .partialOutage
        case "MAJOROUTAGE": .majorOutage
        case "UNDERMAINTENANCE": .maintenance
        default: .unknown
        }
    }
}
