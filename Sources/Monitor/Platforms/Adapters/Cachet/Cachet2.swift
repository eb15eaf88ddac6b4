import Monitor

/// Cachet 2's `api/v1/incidents` and `api/v1/schedules`.
struct Cachet2 {
    var context: DecodingContext

    static func recognises(_ document: JSONOutline) -> Bool {
        guard document.has("meta", "data"), document.keys.count == 2, document.keys(of: "meta").contains("pagination") else { return false }
        let keys = document.keys(of: "data")
        return keys.isEmpty || ["id", "name", "status", "message", "created_at"].allSatisfy(keys.contains)
    }

    func reading(_ payload: JSONSource) throws(SourceError) -> Reading {
        let document = try payload.decode(Document.self, context: context)
        var events: [StatusEvent] = []
        for (index, entry) in document.data.enumerated() {
            guard let created = LooseTime.seconds(entry.created) else {
                throw context.malformed("data[\(index)].created_at: \"\(entry.created.prefix(40))\" is no time")
            }
            events += entry.isSchedule ? schedule(entry, created: created) : try incident(entry, index: index, created: created)
        }
        return Reading(json: events, platform: .cachet)
    }

    private func incident(_ entry: Entry, index: Int, created: Int) throws(SourceError) -> [StatusEvent] {
        var incident = ListedIncident(code: entry.id, title: entry.name, url: entry.permalink ?? link("incidents/\(entry.id)"))
        if entry.status == 0 { incident.kind = .maintenance }
        let occurred = entry.occurred.flatMap(LooseTime.seconds) ?? created
        var updates: [IdentifiedUpdate] = []
        for (place, update) in entry.updates.enumerated() {
            guard let seconds = LooseTime.seconds(update.created) else {
                throw context.malformed("data[\(index)].updates[\(place)].created_at: \"\(update.created.prefix(40))\" is no time")
            }
            updates.append(
                IdentifiedUpdate(
                    id: update.id, seconds: seconds, status: CachetWords.status(incident: update.status),
                    text: PlainText.ofBody(update.message)))
        }
        // Listed the newest first, the report itself is the last.
        updates.append(
            IdentifiedUpdate(
                id: "0", seconds: min(occurred, updates.map(\.seconds).min() ?? occurred),
                status: CachetWords.status(incident: entry.status), text: PlainText.ofBody(entry.message)))
        return incident.events(updates, provider: context.provider)
    }

    private func schedule(_ entry: Entry, created: Int) -> [StatusEvent] {
        let incident = ListedIncident(
            code: "schedule-\(entry.id)", title: entry.name, url: link("schedules/\(entry.id)"), kind: .maintenance, severity: .none)
        let updates = CachetWords.updates(
            ofSchedule: entry.status ?? 0, created: created, starts: entry.scheduled.flatMap(LooseTime.seconds),
            ended: entry.completed.flatMap(LooseTime.seconds), message: PlainText.ofBody(entry.message))
        return incident.events(updates, provider: context.provider)
    }

    private func link(_ path: String) -> String {
        let origin = String(URLOrigin.of(context.url))
        return origin.isEmpty ? "" : "\(origin)/\(path)"
    }

    private struct Document: Decodable {
        var data: [Entry]
        enum Keys: String, CodingKey { case data }
        init(from decoder: any Decoder) throws { data = try decoder.container(keyedBy: Keys.self).list(.data) }
    }

    /// An incident or, when it has a `completed_at`, a schedule.
    private struct Entry: Decodable {
        var id: String
        var name: String
        var status: Int?
        var message: String
        var created: String
        var occurred: String?
        var scheduled: String?
        var completed: String?
        var permalink: String?
        var isSchedule: Bool
        var updates: [Update]

        enum Keys: String, CodingKey {
            case id, name, status, message, permalink, updates, visible
            case created = "created_at", occurred = "occurred_at", scheduled = "scheduled_at", completed = "completed_at"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.id)
            name = fields.text(.name) ?? ""
            status = fields.integer(.status)
            message = fields.text(.message) ?? ""
            created = try fields.required(.created)
            occurred = fields.text(.occurred)
            scheduled = fields.text(.scheduled)
            completed = fields.text(.completed)
            permalink = fields.text(.permalink)
            isSchedule = fields.contains(.completed) && !fields.contains(.visible)
            updates = try fields.list(.updates)
        }
    }

    private struct Update: Decodable {
        var id: String
        var status: Int?
        var message: String
        var created: String

        enum Keys: String, CodingKey {
            case id, status, message
            case created = "created_at"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.id)
            status = fields.integer(.status)
            message = fields.text(.message) ?? ""
            created = try fields.required(.created)
        }
    }
}
