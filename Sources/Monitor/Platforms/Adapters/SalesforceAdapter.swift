import Monitor

/// Salesforce's status API (`v1/incidents`, `v1/maintenances`, `v1/instances/KEY/status`), verified with one instance's status as a mock
/// service had it; the lists, which hold the same objects, from documentation alone.
///
/// Incidents have no names: the title is the kind of impact and the services. Events have ids. An event's `type` is mostly `update`: the
/// first is "investigating", the others "update", and once every impact has an end that is an update of its own. `severity` is `minor` or
/// `major`.
enum SalesforceAdapter: PlatformAdapter {
    static let platform = Platform.salesforce

    static func recognises(_ document: JSONOutline) -> Bool {
        let isInstance = document.has("Incidents", "Maintenances")
        switch document.kind {
        case .object: return isInstance || isEntry(document)
        case .array: return document.isEmptyArray || isInstance || isEntry(document)
        case .other: return false
        }
    }

    private static func isEntry(_ document: JSONOutline) -> Bool {
        document.has("id", "IncidentEvents", "IncidentImpacts") || document.has("id", "MaintenanceEvents", "MaintenanceImpacts")
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        let outline = document.outline
        var entries: [SalesforceEntry]
        if outline.has("Incidents") {
            let instances =
                outline.kind == .array
                ? try document.decode([SalesforceInstance].self, context: context)
                : [try document.decode(SalesforceInstance.self, context: context)]
            entries = instances.flatMap(\.entries)
        } else if outline.kind == .array {
            entries = try document.decode([SalesforceEntry].self, context: context)
        } else {
            entries = [try document.decode(SalesforceEntry.self, context: context)]
        }
        var events: [StatusEvent] = []
        for entry in entries {
            events += UpdateIdentity.salesforce.events(of: try entry.listed(context: context), provider: context.provider)
        }
        StatusEvent.sortOldestFirst(&events)
        // An incident on two instances is listed with each.
        UniqueIDs.keepFirst(&events)
        return Reading(events: events, format: "json", platform: platform, pageName: "Salesforce")
    }

    /// All of Salesforce, or the instance that the page's identifier names.
    static func sources(of page: PageLocation) -> [PageSource] {
        let api = "https://api.status.salesforce.com/v1"
        if let instance = page.identifier { return [PageSource(PageEndpoint("\(api)/instances/\(instance)/status", .json))] }
        return [PageSource(PageEndpoint("\(api)/incidents/active", .json), PageEndpoint("\(api)/maintenances", .json))]
    }

    static func owns(host: String) -> Bool {
        ["status.salesforce.com", "api.status.salesforce.com", "trust.salesforce.com"].contains(host)
    }

    static func locate(in html: HTMLPage) -> PageLocation? {
        guard owns(host: html.host) else { return nil }
        let instance = html.url.firstRange(of: "/instances/").map { html.url[$0.upperBound...].prefix { $0.isLetter || $0.isNumber } }
        return PageLocation(html.base, identifier: instance.flatMap { $0.isEmpty ? nil : String($0) })
    }
}

extension UpdateIdentity {
    static let salesforce = UpdateIdentity(precision: .second)
}

private struct SalesforceInstance: Decodable {
    var entries: [SalesforceEntry]

    enum Keys: String, CodingKey { case incidents = "Incidents", maintenances = "Maintenances" }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Keys.self)
        let incidents: [SalesforceEntry] = try fields.list(.incidents)
        entries = try incidents + fields.list(.maintenances)
    }
}

/// An incident or a maintenance.
private struct SalesforceEntry: Decodable {
    var id: String
    var isMaintenance: Bool
    var name: String?
    var createdAt: String?
    var services: [String]
    var impacts: [Impact]
    var events: [Event]
    var information: String?

    enum Keys: String, CodingKey {
        case id, name, createdAt, serviceKeys, additionalInformation
        case incidentImpacts = "IncidentImpacts", incidentEvents = "IncidentEvents"
        case maintenanceImpacts = "MaintenanceImpacts", maintenanceEvents = "MaintenanceEvents"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Keys.self)
        id = try fields.required(.id)
        isMaintenance = fields.contains(.maintenanceEvents) || fields.contains(.maintenanceImpacts)
        name = fields.text(.name)
        createdAt = fields.text(.createdAt)
        services = (try? fields.list(.serviceKeys)) ?? []
        information = fields.text(.additionalInformation)
        impacts = try fields.list(isMaintenance ? .maintenanceImpacts : .incidentImpacts)
        events = try fields.list(isMaintenance ? .maintenanceEvents : .incidentEvents)
    }

    struct Impact: Decodable {
        var type: String?
        var severity: String?
        var hasEnded: Bool
        enum Keys: String, CodingKey { case type, severity, endTime }
        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            type = fields.text(.type)
            severity = fields.text(.severity)
            hasEnded = fields.text(.endTime) != nil
        }
    }

    struct Event: Decodable {
        var id: String
        var type: String?
        var message: String
        var createdAt: String?
        enum Keys: String, CodingKey { case id, type, message, createdAt }
        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.id)
            type = fields.text(.type)
            message = fields.text(.message) ?? ""
            createdAt = fields.text(.createdAt)
        }
    }

    func listed(context: DecodingContext) throws(SourceError) -> ListedIncident {
        let path = isMaintenance ? "maintenance \(id)" : "incident \(id)"
        var incident = ListedIncident(
            code: id, title: title, url: "https://status.salesforce.com/\(isMaintenance ? "maintenances" : "incidents")/\(id)",
            kind: isMaintenance ? .maintenance : .incident, severity: severity, components: services)
        for event in events {
            let seconds = try context.seconds(event.createdAt, at: "\(path), event \(event.id), createdAt")
            incident.updates.append(
                ListedUpdate(seconds: seconds, status: Self.status(event.type), text: PlainText.ofBody(event.message), id: event.id))
        }
        if incident.updates.isEmpty {
            let seconds = try context.seconds(createdAt, at: "\(path), createdAt")
            incident.updates = [ListedUpdate(seconds: seconds, status: nil, text: PlainText.ofBody(information ?? ""), id: "created")]
        }
        incident.updates.sort { $0.seconds < $1.seconds }
        if incident.updates[0].status == nil { incident.updates[0].status = isMaintenance ? .scheduled : .investigating }
        incident.isClosed = !isMaintenance && !impacts.isEmpty && impacts.allSatisfy(\.hasEnded)
        return incident
    }

    /// "Performance degradation of B2CCore".
    private var title: String {
        if let name, !name.isEmpty { return name }
        guard let type = impacts.first?.type, !type.isEmpty else { return "Incident \(id)" }
        var words = ""
        for character in type { words += character.isUppercase ? " \(character.lowercased())" : String(character) }
        let first = words.prefix(1).uppercased() + words.dropFirst()
        return services.isEmpty ? first : "\(first) of \(services.joined(separator: ", "))"
    }

    private var severity: StatusEvent.Severity {
        if isMaintenance { return .none }
        let levels = impacts.compactMap(\.severity)
        return levels.contains("critical") ? .critical : levels.contains("major") ? .major : levels.contains("minor") ? .minor : .unknown
    }

    private static func status(_ type: String?) -> StatusEvent.Status? {
        switch type {
        case "resolution", "resolved", "ended": .resolved
        case "rootCause", "rootCauseAnalysis": .postmortem
        case "started", "inProgress": .inProgress
        case "cancelled", "completed": .completed
        case let type?: StatusEvent.Status(pageWord: type)
        case nil: nil
        }
    }
}
