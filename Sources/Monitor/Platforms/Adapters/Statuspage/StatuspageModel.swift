/// The documents of Statuspage's public API, version 2 (`summary`, `status`, `components`, `incidents`, `incidents/unresolved`,
/// `incidents/ID`, `scheduled-maintenances`), which incident.io answers too. Lists that a document does not have are empty.
struct StatuspageDocument: Decodable {
    var page: Page?
    var incidents: [KnownElement<Incident>]
    var scheduledMaintenances: [KnownElement<Maintenance>]
    var incident: Incident?
    var components: [Component]

    struct Page: Decodable {
        var id: String?
        var name: String?
        var url: String?

        enum Keys: String, CodingKey { case id, name, url }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = fields.text(.id)
            name = fields.text(.name)
            url = fields.text(.url)
        }
    }

    struct Component: Decodable {
        var id: String?
        var name: String
        var groupID: String?
        var isGroup: Bool

        enum Keys: String, CodingKey { case id, code, name, groupID = "group_id", group }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = fields.text(.id) ?? fields.text(.code)
            name = fields.text(.name) ?? ""
            groupID = fields.text(.groupID)
            isGroup = fields.flag(.group)
        }
    }

    struct Maintenance: ListElement {
        static var salt: UInt64 { 0x6D61_696E_7465_6E61 }

        var incident: Incident

        init(from decoder: any Decoder) throws { incident = try Incident(from: decoder) }
    }

    struct Incident: ListElement {
        static var salt: UInt64 { 0 }

        var id: String
        var name: String
        var status: String?
        var impact: String?
        var createdAt: String?
        var monitoringAt: String?
        var resolvedAt: String?
        var scheduledFor: String?
        var updates: [Update]
        var components: [Component]

        enum Keys: String, CodingKey {
            case id, name, status, impact, components
            case createdAt = "created_at", startedAt = "started_at", resolvedAt = "resolved_at", monitoringAt = "monitoring_at"
            case scheduledFor = "scheduled_for", updates = "incident_updates"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.id)
            name = fields.text(.name) ?? ""
            status = fields.text(.status)
            impact = fields.text(.impact)
            createdAt = fields.text(.createdAt) ?? fields.text(.startedAt)
            monitoringAt = fields.text(.monitoringAt)
            resolvedAt = fields.text(.resolvedAt)
            scheduledFor = fields.text(.scheduledFor)
            updates = try fields.list(.updates)
            components = try fields.list(.components)
        }
    }

    struct Update: Decodable {
        var status: String?
        var body: String
        /// When the update says it was made; what the feeds and the page show.
        var time: String
        var components: [Component]

        enum Keys: String, CodingKey {
            case status, body
            case displayAt = "display_at", createdAt = "created_at", updatedAt = "updated_at"
            case affectedComponents = "affected_components"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            status = fields.text(.status)
            body = fields.text(.body) ?? ""
            guard let time = fields.text(.displayAt) ?? fields.text(.createdAt) ?? fields.text(.updatedAt) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .displayAt, in: fields, debugDescription: "is missing, and so is created_at")
            }
            self.time = time
            // Some captures hold components that are no objects; an update is worth more than its list of components.
            components = (try? fields.list(.affectedComponents)) ?? []
        }
    }

    enum Keys: String, CodingKey {
        case page, incidents, incident, components
        case scheduledMaintenances = "scheduled_maintenances"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Keys.self)
        page = fields.object(.page)
        incidents = try fields.list(.incidents)
        scheduledMaintenances = try fields.list(.scheduledMaintenances)
        incident = fields.contains(.incident) ? try fields.decode(Incident.self, forKey: .incident) : nil
        components = (try? fields.list(.components)) ?? []
    }
}

extension StatuspageDocument {
    /// The names of groups of components by their ids.
    var groups: [String: String] {
        Dictionary(
            components.filter(\.isGroup).compactMap { group in group.id.map { ($0, group.name) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// Whether an incident was left out that was read before.
    var isPartial: Bool { incidents.contains(where: \.isKnown) || scheduledMaintenances.contains(where: \.isKnown) }

    /// Of all that is listed.
    var digests: [UInt64] { incidents.compactMap(\.digest) + scheduledMaintenances.compactMap(\.digest) }
}
