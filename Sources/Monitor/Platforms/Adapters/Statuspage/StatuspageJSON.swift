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
        let known = Set(context.known)
        var document = try payload.decode(StatuspageDocument.self, context: context, known: known)
        var rest = surroundings(of: document)
        // What was left out was read in other surroundings: under another page's address, or when groups had other names.
        if document.isPartial, !known.contains(rest) {
            document = try payload.decode(StatuspageDocument.self, context: context)
            rest = surroundings(of: document)
        }
        let platform = forced ?? (Self.isIncidentIO(document) ? .incidentIO : .statuspage)
        var events = try events(of: document, identity: platform == .incidentIO ? .incidentIO : .statuspage)
        StatusEvent.sortOldestFirst(&events)
        var reading = Reading(events: events, format: "json", platform: platform, pageName: document.page?.name)
        reading.pageURL = document.page?.url
        let groups = document.groups
        reading.components = document.components.filter { !$0.isGroup && !$0.name.isEmpty }.map { component in
            ComponentName(group: component.groupID.flatMap { groups[$0] }, name: component.name)
        }
        reading.isPartial = document.isPartial
        // Of a page that does not say who it is its incidents tell whose ids it has. incident.io's documents are read beside its feed.
        if platform == .statuspage, document.page?.id != nil { reading.fingerprints = (document.digests + [rest]).sorted() }
        return reading
    }

    private func events(of document: StatuspageDocument, identity: UpdateIdentity) throws(SourceError) -> [StatusEvent] {
        let groups = document.groups
        var events: [StatusEvent] = []
        func add(_ incident: StatuspageDocument.Incident?, _ path: @autoclosure () -> String, isMaintenance: Bool) throws(SourceError) {
            guard let incident else { return }
            let listed = try listed(incident, path: path(), isMaintenance: isMaintenance, pageURL: document.page?.url, groups: groups)
            events += identity.events(of: listed, provider: context.provider)
        }
        for (index, element) in document.incidents.enumerated() {
            try add(element.value, "incidents[\(index)]", isMaintenance: false)
        }
        for (index, element) in document.scheduledMaintenances.enumerated() {
            try add(element.value?.incident, "scheduled_maintenances[\(index)]", isMaintenance: true)
        }
        try add(document.incident, "incident", isMaintenance: false)
        return events
    }

    /// A digest of what an incident's events depend on beside the incident itself.
    private func surroundings(of document: StatuspageDocument) -> UInt64 {
        var hash = StableHash(seed: 0x7375_7272)
        for text in [context.provider, context.url, document.page?.id ?? "", document.page?.url ?? ""] {
            hash.combine(text)
            hash.combine(UInt8(0xFF))
        }
        for component in document.components where component.isGroup {
            hash.combine(component.id ?? "")
            hash.combine(UInt8(0xFF))
            hash.combine(component.name)
            hash.combine(UInt8(0xFF))
        }
        return hash.finish()
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
        let first = document.incident ?? document.incidents.first?.value ?? document.scheduledMaintenances.first?.value?.incident
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
