import Monitor

/// Statuspal's summary of a page, and its list of incidents.
struct StatuspalJSON {
    var context: DecodingContext

    func reading(_ payload: JSONSource) throws(SourceError) -> Reading {
        let document = try payload.decode(Document.self, context: context)
        var names: [String: String] = [:]
        for service in document.services { service.name(into: &names, under: "") }
        var events: [StatusEvent] = []
        for (list, incidents) in document.lists {
            for (index, incident) in incidents.enumerated() {
                events += try self.events(of: incident, path: "\(list)[\(index)]", isMaintenance: list != "incidents", names: names)
            }
        }
        return Reading(json: events, platform: .statuspal, pageName: document.page?.name)
    }

    private func events(
        of incident: Incident, path: String, isMaintenance: Bool, names: [String: String]
    ) throws(SourceError) -> [StatusEvent] {
        let isMaintenance = isMaintenance || incident.type == "scheduled"
        let listed = ListedIncident(
            code: incident.id, title: incident.title, url: incident.url, kind: isMaintenance ? .maintenance : .incident,
            severity: isMaintenance ? .none : StatusEvent.Severity(rawValue: incident.type) ?? .unknown,
            components: incident.services.compactMap { names[$0] })
        var updates: [IdentifiedUpdate] = []
        for (index, update) in incident.updates.enumerated() {
            updates.append(
                IdentifiedUpdate(
                    id: update.id, seconds: try seconds(update.posted, "\(path).updates[\(index)].posted_at"),
                    status: Self.status(update.type, isMaintenance: isMaintenance), text: PlainText.ofBody(update.text)))
        }
        if updates.isEmpty {
            let seconds = try seconds(incident.starts, "\(path).starts_at")
            updates = [IdentifiedUpdate(id: "0", seconds: seconds, status: isMaintenance ? .scheduled : .investigating, text: "")]
        }
        return listed.events(updates, provider: context.provider)
    }

    private static func status(_ word: String, isMaintenance: Bool) -> StatusEvent.Status? {
        switch word {
        case "issue": isMaintenance ? .scheduled : .investigating
        case "resolved", "retroactive": isMaintenance ? .completed : .resolved
        case "started", "start": .inProgress
        default: StatusEvent.Status(pageWord: word)
        }
    }

    private func seconds(_ text: String?, _ path: String) throws(SourceError) -> Int {
        guard let text, let seconds = LooseTime.seconds(text) else { throw context.malformed("\(path): is missing or no time") }
        return seconds
    }

    private struct Document: Decodable {
        var page: Page?
        var services: [Service]
        var lists: [(name: String, incidents: [Incident])]

        enum Keys: String, CodingKey, CaseIterable {
            case page = "status_page"
            case services, incidents, maintenances
            case upcoming = "upcoming_maintenances"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            page = fields.object(.page)
            services = try fields.list(.services)
            lists = try [Keys.incidents, .maintenances, .upcoming].map { ($0.rawValue, try fields.list($0)) }
        }
    }

    private struct Page: Decodable { var name: String? }

    /// Services stand within one another; "Zone - Product" is what a person reads.
    private struct Service: Decodable {
        var id: String?
        var name: String
        var children: [Service]

        enum Keys: String, CodingKey { case id, name, children }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = fields.text(.id)
            name = fields.text(.name) ?? ""
            children = try fields.list(.children)
        }

        func name(into names: inout [String: String], under group: String) {
            let full = group.isEmpty ? name : "\(group) - \(name)"
            if let id, !name.isEmpty { names[id] = full }
            for child in children { child.name(into: &names, under: full) }
        }
    }

    private struct Incident: Decodable {
        var id: String
        var type: String
        var title: String
        var url: String
        var starts: String?
        var services: [String]
        var updates: [Update]

        enum Keys: String, CodingKey {
            case id, type, title, url, updates
            case starts = "starts_at", services = "service_ids"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.id)
            type = fields.text(.type) ?? ""
            title = fields.text(.title) ?? ""
            url = fields.text(.url) ?? ""
            starts = fields.text(.starts)
            let numbers: [Int]? = fields.object(.services)
            services = numbers?.map(String.init) ?? []
            updates = try fields.list(.updates)
        }
    }

    private struct Update: Decodable {
        var id: String
        var type: String
        var text: String
        var posted: String?

        enum Keys: String, CodingKey {
            case id, type, description
            case html = "description_html", posted = "posted_at", inserted = "inserted_at"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.id)
            type = fields.text(.type) ?? ""
            text = fields.text(.html) ?? fields.text(.description) ?? ""
            posted = fields.text(.posted) ?? fields.text(.inserted)
        }
    }
}
