import Monitor

/// Rootly (`api/v1/incidents.json`, `api/v1/status.json`), from its documentation; no captured payload was at hand.
///
/// Looks like Statuspage's API but for the ids: neither the page nor incidents nor updates have any. An incident's code is the last part of its
/// link, its updates are told apart by time. Only incidents that go on are listed, so that an end is told when it is listed before it goes.
/// Started, detected, acknowledged and in triage are investigating, mitigated is monitoring, closed and cancelled are resolved.
enum RootlyAdapter: PlatformAdapter {
    static let platform = Platform.rootly

    static func recognises(_ document: JSONOutline) -> Bool {
        guard document.kind == .object, document.has("page", "incidents"), !document.keys(of: "page").contains("id"),
            ["name", "url", "time_zone"].allSatisfy(document.keys(of: "page").contains)
        else { return false }
        let keys = document.keys(of: "incidents")
        return keys.isEmpty || !keys.contains("id") && ["name", "status", "impact", "incident_updates"].allSatisfy(keys.contains)
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        let page = try document.decode(Document.self, context: context)
        var events: [StatusEvent] = []
        for (index, incident) in page.incidents.enumerated() {
            let path = "incidents[\(index)]"
            guard let code = LinkPath.lastPart(incident.url) else { throw context.malformed("\(path).url: is missing or has no path") }
            var listed = ListedIncident(
                code: code, title: incident.name, url: incident.url, severity: StatusEvent.Severity(impact: incident.impact))
            for (place, update) in incident.updates.enumerated() {
                let seconds = try seconds(update.created, "\(path).incident_updates[\(place)].created_at", context)
                listed.updates.append(ListedUpdate(seconds: seconds, status: status(update.status), text: PlainText.ofBody(update.body)))
            }
            if listed.updates.isEmpty {
                let time = incident.resolved ?? incident.started
                listed.updates = [
                    ListedUpdate(seconds: try seconds(time, "\(path).started_at", context), status: status(incident.status), text: "")
                ]
            }
            if listed.updates.contains(where: { $0.status?.isOfMaintenance == true }) { listed.kind = .maintenance }
            events += UpdateIdentity(precision: .second).events(of: listed, provider: context.provider)
        }
        return Reading(json: events, platform: .rootly, pageName: page.page?.name.flatMap(PageTitle.provider))
    }

    private static func seconds(_ text: String?, _ path: String, _ context: DecodingContext) throws(SourceError) -> Int {
        guard let text, let seconds = EpochSeconds(text) else { throw context.malformed("\(path): is missing or no time") }
        return seconds.value
    }

    private static func status(_ word: String) -> StatusEvent.Status? {
        switch word {
        case "started", "detected", "acknowledged", "in_triage": .investigating
        case "mitigated": .monitoring
        case "closed", "cancelled": .resolved
        default: StatusEvent.Status(pageWord: word)
        }
    }

    static func sources(of page: PageLocation) -> [PageSource] {
        [page.document("/api/v1/incidents.json?per_page=100", .json), page.document("/api/v1/status.json", .json)]
    }

    static func locate(in html: HTMLPage) -> PageLocation? {
        html.contains("powered by rootly") || html.contains("https://rootly.com/status-pages") ? PageLocation(html.base) : nil
    }

    private struct Document: Decodable {
        var page: Page?
        var incidents: [Incident]
        enum Keys: String, CodingKey { case page, incidents }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            page = fields.object(.page)
            incidents = try fields.list(.incidents)
        }
    }

    private struct Page: Decodable { var name: String? }

    private struct Incident: Decodable {
        var name: String
        var status: String
        var impact: String?
        var started: String?
        var resolved: String?
        var url: String
        var updates: [Update]

        enum Keys: String, CodingKey {
            case name, status, impact, url
            case started = "started_at", resolved = "resolved_at", updates = "incident_updates"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            name = fields.text(.name) ?? ""
            status = fields.text(.status) ?? ""
            impact = fields.text(.impact)
            started = fields.text(.started)
            resolved = fields.text(.resolved)
            url = try fields.required(.url)
            updates = try fields.list(.updates)
        }
    }

    private struct Update: Decodable {
        var body: String
        var status: String
        var created: String?

        enum Keys: String, CodingKey {
            case body, status
            case created = "created_at"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            body = fields.text(.body) ?? ""
            status = fields.text(.status) ?? ""
            created = fields.text(.created)
        }
    }
}
