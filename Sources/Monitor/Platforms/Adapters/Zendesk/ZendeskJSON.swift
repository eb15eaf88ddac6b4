import Monitor

/// Zendesk's lists of incidents.
struct ZendeskJSON {
    var context: DecodingContext
    private static let page = "https://status.zendesk.com"

    init(context: DecodingContext) { self.context = context }

    func reading(_ payload: JSONSource) throws(SourceError) -> Reading {
        let document = try payload.decode(Document.self, context: context)
        let included = Dictionary(document.included.map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first })
        var events: [StatusEvent] = []
        for (index, incident) in document.data.enumerated() {
            guard incident.reference.type == "incident" else {
                throw context.wrongFormat("a JSON:API list of \"\(incident.reference.type.prefix(40))\" where Zendesk's incidents were due")
            }
            let related = incident.related.compactMap { included[$0] }
            events += try self.events(of: incident, related: related, services: included, path: "data[\(index)]")
        }
        return Reading(json: events, platform: .zendesk)
    }

    private func events(
        of incident: Resource, related: [Resource], services: [Reference: Resource], path: String
    ) throws(SourceError) -> [StatusEvent] {
        let affected = related.filter { $0.kind == "incidentservice" }
        let names = affected.compactMap { link in
            link.serviceName ?? link.serviceID.flatMap { services[Reference(type: "service", id: $0)]?.title }
        }
        let isMaintenance = incident.maintenanceStart != nil
        let listed = ListedIncident(
            code: incident.reference.id, title: incident.title, url: Self.page, kind: isMaintenance ? .maintenance : .incident,
            severity: isMaintenance ? .none : severity(of: incident, affected: affected), components: names)
        let state = incident.status.flatMap { StatusEvent.Status(pageWord: $0) }
        var updates: [IdentifiedUpdate] = []
        for update in related where update.kind == "incidentupdate" {
            updates.append(
                IdentifiedUpdate(
                    id: update.reference.id, seconds: try seconds(update.created, "\(path): the update \(update.reference.id)'s time"),
                    status: update.status.flatMap { StatusEvent.Status(pageWord: $0) }, text: PlainText.ofBody(update.text)))
        }
        updates.sort { $0.seconds < $1.seconds }
        let ended = incident.resolved == nil ? nil : try seconds(incident.resolved, "\(path).attributes.resolvedAt")
        if updates.isEmpty {
            let start = try seconds(incident.started ?? incident.maintenanceStart ?? incident.created, "\(path).attributes.startedAt")
            let status = ended == nil ? state : nil
            updates = [
                IdentifiedUpdate(
                    id: "0", seconds: start, status: status ?? (isMaintenance ? .scheduled : .investigating),
                    text: PlainText.ofBody(incident.text))
            ]
        } else if ended == nil, updates.allSatisfy({ $0.status == nil }) {
            updates[updates.count - 1].status = state ?? .investigating
        }
        if updates.count > 1, updates[0].status == nil { updates[0].status = isMaintenance ? .scheduled : .investigating }
        if let ended, !updates.contains(where: { $0.status?.isClosed == true }) {
            let seconds = max(ended, updates.last?.seconds ?? ended)
            updates.append(IdentifiedUpdate(id: "resolved", seconds: seconds, status: isMaintenance ? .completed : .resolved, text: ""))
        }
        return listed.events(updates, provider: context.provider)
    }

    private func severity(of incident: Resource, affected: [Resource]) -> StatusEvent.Severity {
        if let impact = incident.impact, let known = StatusEvent.Severity(rawValue: impact.lowercased()) { return known }
        let all = [incident] + affected
        return all.contains(where: \.isOutage) ? .major : all.contains(where: \.isDegradation) ? .minor : .unknown
    }

    private func seconds(_ text: String?, _ path: String) throws(SourceError) -> Int {
        guard let text, let seconds = LooseTime.seconds(text) else { throw context.malformed("\(path): is missing or no time") }
        return seconds
    }

    private struct Document: Decodable {
        var data: [Resource]
        var included: [Resource]
        enum Keys: String, CodingKey { case data, included }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            data = try fields.list(.data)
            included = try fields.list(.included)
        }
    }

    private struct Reference: Decodable, Hashable {
        var type: String
        var id: String
        enum Keys: String, CodingKey { case type, id }

        init(type: String, id: String) { (self.type, self.id) = (type, id) }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            type = try fields.required(.type)
            id = try fields.required(.id)
        }
    }

    /// A relationship: one reference, or a list.
    private struct Relationship: Decodable {
        var data: [Reference]
        enum Keys: String, CodingKey { case data }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            let one: Reference? = fields.object(.data)
            data = try one.map { [$0] } ?? fields.list(.data)
        }
    }

    /// An incident, an update, a service, or what an incident does to a service.
    private struct Resource: Decodable {
        var reference: Reference
        /// The type in lower case without underscores.
        var kind: String
        var title: String
        var text: String
        var status: String?
        var impact: String?
        var created: String?
        var started: String?
        var resolved: String?
        var maintenanceStart: String?
        var serviceName: String?
        var serviceID: String?
        var isOutage: Bool
        var isDegradation: Bool
        var related: [Reference]

        enum Keys: String, CodingKey { case attributes, relationships }
        enum AttributeKeys: String, CodingKey {
            case name, title, status, impact, description, content, message, outage, degradation
            case createdAt, startedAt, resolvedAt, maintenanceStartTime, serviceName, serviceId
            case created_at, started_at, resolved_at, maintenance_start_time, service_name, service_id
        }

        init(from decoder: any Decoder) throws {
            reference = try Reference(from: decoder)
            kind = reference.type.filter { $0 != "_" }.lowercased()
            let fields = try decoder.container(keyedBy: Keys.self)
            let attributes = try fields.nestedContainer(keyedBy: AttributeKeys.self, forKey: .attributes)
            title = attributes.text(.name) ?? attributes.text(.title) ?? ""
            text = attributes.text(.description) ?? attributes.text(.content) ?? attributes.text(.message) ?? ""
            status = attributes.text(.status)
            impact = attributes.text(.impact)
            created = attributes.text(.createdAt) ?? attributes.text(.created_at)
            started = attributes.text(.startedAt) ?? attributes.text(.started_at)
            resolved = attributes.text(.resolvedAt) ?? attributes.text(.resolved_at)
            maintenanceStart = attributes.text(.maintenanceStartTime) ?? attributes.text(.maintenance_start_time)
            serviceName = attributes.text(.serviceName) ?? attributes.text(.service_name)
            serviceID = attributes.text(.serviceId) ?? attributes.text(.service_id)
            isOutage = attributes.flag(.outage)
            isDegradation = attributes.flag(.degradation)
            let relationships: [String: Relationship] =
                fields.contains(.relationships)
                ? try fields.decodeIfPresent([String: Relationship].self, forKey: .relationships) ?? [:] : [:]
            related = relationships.sorted { $0.key < $1.key }.flatMap(\.value.data)
        }
    }
}
