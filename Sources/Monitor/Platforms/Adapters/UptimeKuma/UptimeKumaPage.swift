import FoundationEssentials
import Monitor

/// `api/status-page/SLUG`: the monitors' names by groups, the pinned incidents and the maintenances.
struct UptimeKumaPage: Decodable {
    private var config: Config?
    private var groups: [Group]
    private var incidents: [Incident]
    private var maintenances: [Maintenance]

    private enum Keys: String, CodingKey { case config, incident, incidents, publicGroupList, maintenanceList }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Keys.self)
        config = fields.object(.config)
        groups = try fields.list(.publicGroupList)
        // Version 1 has one, version 2 several.
        let one = try fields.decodeIfPresent(Incident.self, forKey: .incident)
        incidents = try (one.map { [$0] } ?? []) + fields.list(.incidents)
        maintenances = try fields.list(.maintenanceList)
    }

    static func reading(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        let page = try document.decode(Self.self, context: context)
        let link = page.config?.slug.map { "\(URLOrigin.of(context.url))/status/\($0)" } ?? ""
        var states: [ComponentState] = []
        var seen: Set<String> = []
        for group in page.groups {
            for monitor in group.monitors where seen.insert(monitor.id).inserted {
                let name = group.name.isEmpty ? monitor.name : "\(group.name) - \(monitor.name)"
                states.append(
                    ComponentState(provider: context.provider, id: monitor.id, name: name, condition: .unknown, url: monitor.url ?? link))
            }
        }
        var events: [StatusEvent] = []
        for incident in page.incidents { events += try incident.events(link: link, context: context) }
        for maintenance in page.maintenances { events += maintenance.events(link: link, context: context) }
        UniqueIDs.keepFirst(&events)
        return Reading(
            states: states, updates: events, platform: .uptimeKuma, pageName: page.config?.title.flatMap(PageTitle.provider),
            receivedAt: context.receivedAt)
    }

    private struct Config: Decodable {
        var slug: String?
        var title: String?
    }

    private struct Group: Decodable {
        var name: String
        var monitors: [Monitor]

        enum Keys: String, CodingKey {
            case name
            case monitors = "monitorList"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            name = (fields.text(.name) ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
            monitors = try fields.list(.monitors)
        }
    }

    private struct Monitor: Decodable {
        var id: String
        var name: String
        var url: String?

        enum Keys: String, CodingKey { case id, name, url }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.id)
            name = fields.text(.name) ?? id
            url = fields.text(.url)
        }
    }
}

/// A notice that is pinned to the page.
private struct Incident: Decodable {
    var id: String
    var style: String
    var title: String
    var content: String
    var created: String
    var changed: String?
    var isActive: Bool

    enum Keys: String, CodingKey {
        case id, style, title, content, active
        case created = "createdDate", changed = "lastUpdatedDate"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Keys.self)
        id = try fields.required(.id)
        style = fields.text(.style) ?? ""
        title = fields.text(.title) ?? ""
        content = fields.text(.content) ?? ""
        created = try fields.required(.created)
        changed = fields.text(.changed)
        let active: Bool? = fields.object(.active)
        isActive = active != false
    }

    func events(link: String, context: DecodingContext) throws(SourceError) -> [StatusEvent] {
        guard let seconds = LooseTime.seconds(created) else {
            throw context.malformed("incident \(id.prefix(20)): createdDate \"\(created.prefix(40))\" is no time")
        }
        let severity: StatusEvent.Severity = style == "danger" ? .major : style == "warning" ? .minor : .none
        let listed = ListedIncident(code: "incident-\(id)", title: title, url: link, severity: severity)
        var updates = [IdentifiedUpdate(id: "0", seconds: seconds, status: .investigating, text: PlainText.ofBody(content))]
        if !isActive {
            let end = changed.flatMap(LooseTime.seconds) ?? seconds
            updates.append(IdentifiedUpdate(id: "resolved", seconds: max(end, seconds), status: .resolved, text: ""))
        }
        return listed.events(updates, provider: context.provider)
    }
}

/// A planned maintenance; a recurring one has a slot at a time.
private struct Maintenance: Decodable {
    var id: String
    var title: String
    var text: String
    var status: String
    var offset: String
    var start: String?
    var end: String?

    enum Keys: String, CodingKey {
        case id, title, description, status
        case offset = "timezoneOffset", slots = "timeslotList"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Keys.self)
        id = try fields.required(.id)
        title = fields.text(.title) ?? ""
        text = fields.text(.description) ?? ""
        status = fields.text(.status) ?? ""
        offset = fields.text(.offset) ?? ""
        let slots: [Slot] = try fields.list(.slots)
        start = slots.first?.startDate
        end = slots.first?.endDate
    }

    /// None of one that is switched off, or whose state is not known yet.
    func events(link: String, context: DecodingContext) -> [StatusEvent] {
        let state: StatusEvent.Status
        switch status {
        case "scheduled": state = .scheduled
        case "under-maintenance": state = .inProgress
        case "ended": state = .completed
        default: return []
        }
        // One without a slot (manual, or by a clock's rule) begins when it is first seen.
        let seen = context.receivedAt.flatMap { EpochSeconds($0)?.value } ?? 0
        let begins = start.flatMap { LooseTime.seconds($0 + offset) ?? LooseTime.seconds($0) }
        let ends = end.flatMap { LooseTime.seconds($0 + offset) ?? LooseTime.seconds($0) }
        let slot = begins.map { "-\(CivilTime(epochSeconds: $0).secondText)" } ?? ""
        let listed = ListedIncident(code: "maintenance-\(id)", title: title, url: link, kind: .maintenance, severity: .none)
        let time = state == .completed ? ends ?? begins ?? seen : begins ?? seen
        return listed.events(
            [IdentifiedUpdate(id: state.rawValue + slot, seconds: time, status: state, text: PlainText.ofBody(text))],
            provider: context.provider)
    }

    private struct Slot: Decodable {
        var startDate: String?
        var endDate: String?
    }
}
