import Monitor
import Parsing

/// Statuspage's `api/v2` documents, as Statuspage and incident.io serve them.
///
/// A document without a list of incidents (`status.json`, `components.json`, a quiet incident.io `summary.json`) reads as no
/// events; a document of another kind is an error. The time of an update is its `display_at`, which is the one that the feeds
/// show.
struct StatuspageJSON {
    var context: DecodingContext

    /// The keys one of which, beside `page`, makes a document one of this API's.
    static let listKeys = ["incidents", "scheduled_maintenances", "incident", "components", "status"]

    func reading(_ payload: JSONSource, platform forced: Platform? = nil) throws(SourceError) -> Reading {
        let document = try payload.decode(StatuspageDocument.self, context: context)
        let platform = forced ?? (Self.isIncidentIO(document) ? .incidentIO : .statuspage)
        let identity: UpdateIdentity = platform == .incidentIO ? .incidentIO : .statuspage
        let groups = Dictionary(
            document.components.filter(\.isGroup).compactMap { group in group.id.map { ($0, group.name) } },
            uniquingKeysWith: { first, _ in first })

        var events: [StatusEvent] = []
        func add(_ incidents: [StatuspageDocument.Incident], list: String, isMaintenance: Bool) throws(SourceError) {
            for (index, incident) in incidents.enumerated() {
                let listed = try listed(
                    incident, path: "\(list)[\(index)]", isMaintenance: isMaintenance, pageURL: document.page?.url, groups: groups)
                events += identity.events(of: listed, provider: context.provider)
            }
        }
        try add(document.incidents, list: "incidents", isMaintenance: false)
        try add(document.scheduledMaintenances, list: "scheduled_maintenances", isMaintenance: true)
        if let incident = document.incident { try add([incident], list: "incident", isMaintenance: false) }
        StatusEvent.sortOldestFirst(&events)
        var reading = Reading(events: events, format: "json", platform: platform, pageName: document.page?.name)
        reading.pageURL = document.page?.url
        reading.components = document.components.filter { !$0.isGroup && !$0.name.isEmpty }.map { component in
            ComponentName(group: component.groupID.flatMap { groups[$0] }, name: component.name)
        }
        return reading
    }

    private func listed(
        _ incident: StatuspageDocument.Incident, path: String, isMaintenance: Bool, pageURL: String?, groups: [String: String]
    ) throws(SourceError) -> ListedIncident {
        let names = { (components: [StatuspageDocument.Component]) in
            components.filter { !$0.isGroup && !$0.name.isEmpty }.map { component in
                guard let group = component.groupID.flatMap({ groups[$0] }) else { return component.name }
                return "\(group) - \(component.name)"
            }
        }
        var updates: [ListedUpdate] = []
        updates.reserveCapacity(incident.updates.count)
        for (index, update) in incident.updates.enumerated() {
            guard let seconds = EpochSeconds(update.time) else {
                throw context.malformed("\(path).incident_updates[\(index)].display_at: \"\(update.time.prefix(40))\" is no time")
            }
            updates.append(
                ListedUpdate(
                    seconds: seconds.value, status: update.status.flatMap { StatusEvent.Status(pageWord: $0) },
                    text: PlainText.ofBody(update.body), components: names(update.components)))
        }
        if updates.isEmpty { updates = [try onlyState(of: incident, path: path)] }
        let states = updates.lazy.compactMap(\.status)
        let kind: StatusEvent.Kind =
            isMaintenance || incident.impact == "maintenance" || incident.scheduledFor != nil
                || states.contains(where: \.isOfMaintenance) ? .maintenance : .incident
        return ListedIncident(
            code: incident.id, title: incident.name, url: Self.link(to: incident.id, page: pageURL ?? context.url), kind: kind,
            severity: StatusEvent.Severity(impact: incident.impact), components: names(incident.components), updates: updates)
    }

    /// What an incident without updates says: its state, since the time at which it came into it.
    private func onlyState(of incident: StatuspageDocument.Incident, path: String) throws(SourceError) -> ListedUpdate {
        let status = incident.status.flatMap { StatusEvent.Status(pageWord: $0) }
        let since: String? =
            switch status {
            case .resolved, .completed, .postmortem: incident.resolvedAt ?? incident.createdAt
            case .monitoring: incident.monitoringAt ?? incident.createdAt
            default: incident.createdAt
            }
        guard let since, let seconds = EpochSeconds(since) else {
            throw context.malformed("\(path): has neither updates nor a created_at that is a time")
        }
        return ListedUpdate(seconds: seconds.value, status: status, text: "")
    }

    /// The incident's page, as the feeds link it: the JSON's own `shortlink` is another address for the same page.
    static func link(to code: String, page: String) -> String {
        guard !page.isEmpty else { return "" }
        let base = page.last == "/" ? page.dropLast() : page[...]
        return "\(base)/incidents/\(code)"
    }

    /// incident.io's ids are ULIDs; Statuspage's are twelve letters and digits in lower case.
    private static func isIncidentIO(_ document: StatuspageDocument) -> Bool {
        if let id = document.page?.id { return ULID.isValid(id) }
        let first = document.incident ?? document.incidents.first ?? document.scheduledMaintenances.first
        return first.map { ULID.isValid($0.id) } ?? false
    }
}

/// Universally unique lexicographically sortable identifiers: 26 characters of Crockford's base 32.
enum ULID {
    static func isValid(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 26
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                    ![UInt8(ascii: "I"), UInt8(ascii: "L"), UInt8(ascii: "O"), UInt8(ascii: "U")].contains(byte)
                default: false
                }
            }
    }
}
