import Monitor
import Parsing

/// An incident or a maintenance as DatoCMS's status site keeps them, an object a file, verified with captured bytes of both.
///
/// The object has no id: the incident is the file's name, and a hash of its name where the address is not known. Updates are told apart
/// by their time, to the second. A maintenance without updates is told by its own text, as "scheduled" at the time for which it is
/// planned.
enum DatoCMSAdapter: PlatformAdapter {
    static let platform = Platform.datoCMS

    static func recognises(_ document: JSONOutline) -> Bool {
        guard document.kind == .object, document.has("name", "updates") else { return false }
        let update = document.keys(of: "updates")
        guard update.isEmpty || ["date", "status", "content"].allSatisfy(update.contains) else { return false }
        let isMaintenance = document.has("scheduledTime", "minutes")
        return isMaintenance || document.has("impact") && !update.isEmpty
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        let record = try document.decode(Record.self, context: context)
        let kind: StatusEvent.Kind = record.scheduledTime == nil ? .incident : .maintenance
        var incident = ListedIncident(
            code: code(of: record, address: context.url), title: record.name, url: context.url, kind: kind,
            severity: kind == .maintenance ? .none : StatusEvent.Severity(impact: record.impact), components: record.components)
        for (index, update) in record.updates.enumerated() {
            let seconds = try context.seconds(update.date, at: "updates[\(index)].date")
            incident.updates.append(
                ListedUpdate(
                    seconds: seconds, status: update.status.flatMap { StatusEvent.Status(pageWord: $0) },
                    text: PlainText.ofBody(update.content)))
        }
        if record.updates.isEmpty {
            let seconds = try context.seconds(record.scheduledTime, at: "scheduledTime")
            incident.updates = [ListedUpdate(seconds: seconds, status: .scheduled, text: PlainText.ofBody(record.content))]
        }
        let events = UpdateIdentity.datoCMS.events(of: incident, provider: context.provider)
        return Reading(events: events, format: "json", platform: platform)
    }

    /// "2025-11-18-partial-outage" of "…/2025-11-18-partial-outage.json".
    private static func code(of record: Record, address: String) -> String {
        if let file = LinkPath.lastPart(address), file.hasSuffix(".json"), file.count > 5 { return String(file.dropLast(5)) }
        return String(ContentHash.hash(record.name), radix: 16)
    }

    private struct Record: Decodable {
        var name: String
        var impact: String?
        var scheduledTime: String?
        var content: String
        var components: [String]
        var updates: [Update]
        enum Keys: String, CodingKey { case name, impact, scheduledTime, content, components, updates }
        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            name = try fields.required(.name)
            impact = fields.text(.impact)
            scheduledTime = fields.text(.scheduledTime)
            content = fields.text(.content) ?? ""
            components = (try? fields.list(.components)) ?? []
            updates = try fields.list(.updates)
        }
    }

    private struct Update: Decodable {
        var date: String?
        var status: String?
        var content: String
        enum Keys: String, CodingKey { case date, status, content }
        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            date = fields.text(.date)
            status = fields.text(.status)
            content = fields.text(.content) ?? ""
        }
    }
}

extension UpdateIdentity {
    static let datoCMS = UpdateIdentity(precision: .second)
}
