import FoundationEssentials
import Monitor

/// One update on a platform whose every format carries the updates' own ids, or states that can stand for ids.
struct IdentifiedUpdate {
    /// Unique within the incident; never empty.
    var id: String
    /// Seconds since 1970.
    var seconds: Int
    /// The state that the page names; nil when it names none.
    var status: StatusEvent.Status?
    var text: String
    /// Names of the components that this update affects; empty when the page does not say.
    var components: [String] = []
    /// How bad it is as of this update; nil where only the incident tells.
    var severity: StatusEvent.Severity?
}

extension ListedIncident {
    /// The incident's events, oldest first, each with the id `CODE/UPDATE`.
    ///
    /// Updates of one time keep the page's order, turned round when the page lists the newest first. A state equal to that of the update
    /// before it is ``StatusEvent/Status/update``.
    func events(_ updates: [IdentifiedUpdate], provider: String) -> [StatusEvent] {
        var stateBefore: StatusEvent.Status?
        return Self.oldestFirst(updates).map { update in
            var status = update.status ?? .update
            if status == stateBefore { status = .update }
            stateBefore = update.status ?? stateBefore
            let title = title.isEmpty ? code : title
            return StatusEvent(
                id: "\(code)/\(update.id)", provider: provider,
                message: StatusEvent.message(title: title, status: status, text: update.text),
                timestamp: Date(timeIntervalSince1970: Double(update.seconds)), kind: kind, status: status,
                severity: update.severity ?? severity, incident: code, title: title, url: url,
                components: update.components.isEmpty ? components : update.components)
        }
    }

    private static func oldestFirst(_ updates: [IdentifiedUpdate]) -> [IdentifiedUpdate] {
        guard let first = updates.first, let last = updates.last, updates.count > 1 else { return updates }
        let listed = first.seconds >= last.seconds ? updates.reversed() : updates
        return listed.enumerated().sorted {
            ($0.element.seconds, $0.offset) < ($1.element.seconds, $1.offset)
        }.map(\.element)
    }
}

extension Reading {
    /// A JSON document's updates, each once and the oldest first.
    init(json events: [StatusEvent], platform: Platform, pageName: String? = nil) {
        var events = events
        StatusEvent.sortOldestFirst(&events)
        UniqueIDs.keepFirst(&events)
        self.init(events: events, format: "json", platform: platform, pageName: pageName)
    }
}
