import Monitor

/// Cachet 3's `api/incidents` and `api/schedules`: JSON:API with the updates and components among what is included.
struct Cachet3 {
    var context: DecodingContext

    static func recognises(_ document: JSONOutline) -> Bool {
        guard document.has("data", "links", "meta"), ["path", "per_page"].allSatisfy(document.keys(of: "meta").contains) else {
            return false
        }
        let keys = document.keys(of: "data")
        return keys.isEmpty || ["id", "type", "attributes"].allSatisfy(keys.contains)
    }

    func reading(_ payload: JSONSource) throws(SourceError) -> Reading {
        let document = try payload.decode(Document.self, context: context)
        let included = Dictionary(document.included.map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first })
        var events: [StatusEvent] = []
        for (index, resource) in document.data.enumerated() {
            let related = (resource.updates + resource.components).compactMap { included[$0] }
            switch resource.reference.type {
            case "incidents": events += try incident(resource, path: "data[\(index)]", related: related)
            case "schedules": events += try schedule(resource, path: "data[\(index)]", related: related)
            default:
                throw context.wrongFormat("a JSON:API list of \"\(resource.reference.type.prefix(40))\" where Cachet's incidents were due")
            }
        }
        return Reading(json: events, platform: .cachet)
    }

    private func incident(_ resource: Resource, path: String, related: [Resource]) throws(SourceError) -> [StatusEvent] {
        let code = resource.guid.flatMap { $0.isEmpty ? nil : $0 } ?? resource.reference.id
        let created = try seconds(resource.created, "\(path).attributes.created")
        let components = related.filter { $0.reference.type == "components" }
        let listed = ListedIncident(
            code: code, title: resource.name, url: link("incidents/\(code)"), severity: severity(of: components),
            components: components.map(\.name).filter { !$0.isEmpty })
        var updates = try self.updates(related, path: path)
        // The state is the newest update's: what the report itself said is told only as long as there is no other.
        let status = updates.isEmpty ? CachetWords.status(incident: resource.status) : nil
        updates.append(
            IdentifiedUpdate(
                id: "0", seconds: min(created, updates.map(\.seconds).min() ?? created), status: status,
                text: PlainText.ofBody(resource.message)))
        return listed.events(updates, provider: context.provider)
    }

    private func schedule(_ resource: Resource, path: String, related: [Resource]) throws(SourceError) -> [StatusEvent] {
        let created = try seconds(resource.created, "\(path).attributes.created")
        let code = "schedule-\(resource.reference.id)"
        let listed = ListedIncident(
            code: code, title: resource.name, url: link("schedules/\(resource.reference.id)"), kind: .maintenance, severity: .none,
            components: related.filter { $0.reference.type == "components" }.map(\.name).filter { !$0.isEmpty })
        var updates = CachetWords.updates(
            ofSchedule: resource.status ?? 0, created: created, starts: resource.scheduled.flatMap(LooseTime.seconds),
            ended: resource.completed.flatMap(LooseTime.seconds), message: PlainText.ofBody(resource.message))
        updates += try self.updates(related, path: path).map { update in
            var update = update
            update.id = "update-\(update.id)"
            update.status = nil
            return update
        }
        return listed.events(updates, provider: context.provider)
    }

    /// Newest first, as the page shows them.
    private func updates(_ related: [Resource], path: String) throws(SourceError) -> [IdentifiedUpdate] {
        var updates: [IdentifiedUpdate] = []
        for update in related where update.reference.type != "components" {
            updates.append(
                IdentifiedUpdate(
                    id: update.reference.id, seconds: try seconds(update.created, "\(path): the update \(update.reference.id)'s created"),
                    status: CachetWords.status(incident: update.status), text: PlainText.ofBody(update.message)))
        }
        return updates.sorted { ($0.seconds, $0.id.count, $0.id) > ($1.seconds, $1.id.count, $1.id) }
    }

    private func severity(of components: [Resource]) -> StatusEvent.Severity {
        let worst = components.compactMap(\.status).filter { (2...4).contains($0) }.max()
        return CachetWords.severity(component: worst)
    }

    private func seconds(_ text: String?, _ path: String) throws(SourceError) -> Int {
        guard let text, let seconds = LooseTime.seconds(text) else { throw context.malformed("\(path): is missing or no time") }
        return seconds
    }

    private func link(_ path: String) -> String {
        let origin = String(URLOrigin.of(context.url))
        return origin.isEmpty ? "" : "\(origin)/\(path)"
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

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            type = try fields.required(.type)
            id = try fields.required(.id)
        }
    }

    private struct References: Decodable {
        var data: [Reference]
        enum Keys: String, CodingKey { case data }
        init(from decoder: any Decoder) throws { data = try decoder.container(keyedBy: Keys.self).list(.data) }
    }

    private struct Relationships: Decodable {
        var updates: References?
        var components: References?
    }

    /// An incident, a schedule, an update or a component.
    private struct Resource: Decodable {
        var reference: Reference
        var guid: String?
        var name: String
        var message: String
        var status: Int?
        var created: String?
        var scheduled: String?
        var completed: String?
        var updates: [Reference]
        var components: [Reference]

        enum Keys: String, CodingKey { case attributes, relationships }
        enum AttributeKeys: String, CodingKey { case guid, name, message, status, created, scheduled, completed }

        init(from decoder: any Decoder) throws {
            reference = try Reference(from: decoder)
            let fields = try decoder.container(keyedBy: Keys.self)
            let attributes = try fields.nestedContainer(keyedBy: AttributeKeys.self, forKey: .attributes)
            guid = attributes.text(.guid)
            name = attributes.text(.name) ?? ""
            message = attributes.text(.message) ?? ""
            let labelled: Labelled? = attributes.object(.status)
            status = attributes.integer(.status) ?? labelled?.value
            func time(_ key: AttributeKeys) -> String? {
                let written: WrittenTime? = attributes.object(key)
                return written?.string ?? attributes.text(key)
            }
            created = time(.created)
            scheduled = time(.scheduled)
            completed = time(.completed)
            let relationships: Relationships? =
                fields.contains(.relationships) ? try fields.decodeIfPresent(Relationships.self, forKey: .relationships) : nil
            updates = relationships?.updates?.data ?? []
            components = relationships?.components?.data ?? []
        }
    }

    /// A state with its label in the page's language.
    private struct Labelled: Decodable { var value: Int? }
    /// A time with what it is called from now.
    private struct WrittenTime: Decodable { var string: String? }
}
