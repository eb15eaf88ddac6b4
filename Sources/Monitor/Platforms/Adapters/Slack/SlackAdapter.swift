import Monitor

/// Slack's own status page (`api/v2.0.0/current`, `api/v2.0.0/history`, `feed/atom`, `feed/rss`), verified with captured bytes of
/// `current`, a trimmed capture of the Atom feed, and a published one of `history`, whose notes stand oldest first and are HTML.
///
/// A note has no id and no state. The page's `type` is the severity: `notice` minor, `incident` major, `outage` critical; `maintenance`
/// is its own kind. The first note is "investigating" (of a maintenance "scheduled"), the others are "update". The page's `status` may
/// become `resolved`, `completed` or `cancelled` minutes after the last note, so that this is an update of its own: "resolved"
/// ("completed"), without a text.
enum SlackAdapter: PlatformAdapter {
    static let platform = Platform.slack

    static func recognises(_ document: JSONOutline) -> Bool {
        switch document.kind {
        case .object: document.has("status", "active_incidents")
        case .array: document.isEmptyArray || document.has("date_created", "type", "services", "notes")
        case .other: false
        }
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        let incidents =
            document.outline.kind == .array
            ? try document.decode([Incident].self, context: context)
            : try document.decode(Current.self, context: context).incidents
        var events: [StatusEvent] = []
        for (index, incident) in incidents.enumerated() {
            events += try UpdateIdentity.slack.events(
                of: listed(incident, path: "[\(index)]", context: context), provider: context.provider)
        }
        StatusEvent.sortOldestFirst(&events)
        return Reading(events: events, format: "json", platform: platform, pageName: "Slack")
    }

    static var feedDialect: (any FeedDialect.Type)? { SlackFeed.self }

    /// `current` lists what is open, `history` how it ended.
    static func sources(of page: PageLocation) -> [PageSource] {
        [
            PageSource(
                PageEndpoint("\(page.base)/api/v2.0.0/current", .json), PageEndpoint("\(page.base)/api/v2.0.0/history", .json)),
            page.document("/feed/atom", .atom),
        ]
    }

    static func owns(host: String) -> Bool { host == "slack-status.com" || host == "status.slack.com" || host == "www.slack-status.com" }

    static func locate(in html: HTMLPage) -> PageLocation? { owns(host: html.host) ? PageLocation(html.base) : nil }

    private static func listed(
        _ incident: Incident, path: String, context: DecodingContext
    ) throws(SourceError) -> ListedIncident {
        let kind: StatusEvent.Kind = incident.type == "maintenance" ? .maintenance : .incident
        var listed = ListedIncident(
            code: incident.url.flatMap(LinkPath.lastPart) ?? incident.id, title: incident.title, url: incident.url ?? "", kind: kind,
            severity: severity(incident.type), components: incident.services)
        let notes = incident.notes.isEmpty ? [Note(time: incident.createdAt, body: "")] : incident.notes
        for (index, note) in notes.enumerated() {
            let seconds = try context.seconds(note.time, at: "\(path).notes[\(index)].date_created")
            listed.updates.append(ListedUpdate(seconds: seconds, status: nil, text: PlainText.ofBody(note.body)))
        }
        let oldest = listed.updates.indices.min { listed.updates[$0].seconds < listed.updates[$1].seconds } ?? 0
        listed.updates[oldest].status = kind == .maintenance ? .scheduled : .investigating
        listed.isClosed = ["resolved", "completed", "cancelled", "canceled"].contains(incident.status ?? "")
        return listed
    }

    static func severity(_ type: String?) -> StatusEvent.Severity {
        switch type {
        case "notice": .minor
        case "incident": .major
        case "outage": .critical
        case "maintenance": .none
        default: .unknown
        }
    }

    private struct Current: Decodable {
        var incidents: [Incident]
        enum Keys: String, CodingKey { case incidents = "active_incidents" }
        init(from decoder: any Decoder) throws { incidents = try decoder.container(keyedBy: Keys.self).list(.incidents) }
    }

    private struct Incident: Decodable {
        var id: String
        var title: String
        var type: String?
        var status: String?
        var url: String?
        var createdAt: String?
        var services: [String]
        var notes: [Note]

        enum Keys: String, CodingKey { case id, title, type, status, url, services, notes, createdAt = "date_created" }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.id)
            title = fields.text(.title) ?? ""
            type = fields.text(.type)
            status = fields.text(.status)
            url = fields.text(.url)
            createdAt = fields.text(.createdAt)
            services = (try? fields.list(.services)) ?? []
            notes = try fields.list(.notes)
        }
    }

    private struct Note: Decodable {
        var time: String?
        var body: String
        enum Keys: String, CodingKey { case time = "date_created", body }

        init(time: String?, body: String) {
            self.time = time
            self.body = body
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            time = fields.text(.time)
            body = fields.text(.body) ?? ""
        }
    }
}

extension UpdateIdentity {
    /// The Atom feed shows no seconds. The incident is the last part of its link, for the feeds do not have the JSON's number.
    static let slack = UpdateIdentity(precision: .minute)
}
