import FoundationEssentials
import Monitor

/// One incident or maintenance as a page lists it, in whatever format, before identities are given.
struct ListedIncident {
    /// The page's own identifier of the incident; never empty.
    var code: String
    var title: String
    var url: String
    var kind = StatusEvent.Kind.incident
    var severity = StatusEvent.Severity.unknown
    /// Names of the components that the whole incident affects.
    var components: [String] = []
    /// In the page's order, newest first or oldest first.
    var updates: [ListedUpdate] = []
    /// Whether the page says of the incident that it is over, on platforms whose updates need not say so: told as an update of its own,
    /// without a text, when the newest state that an update names is not a closed one.
    var isClosed = false
}

/// One update of a ``ListedIncident``.
struct ListedUpdate {
    /// Seconds since 1970, as exactly as the page says.
    var seconds: Int
    /// The state that the page names; nil when it names none or says "Update".
    var status: StatusEvent.Status?
    var text: String
    /// Names of the components that this update affects; empty when the page does not say.
    var components: [String] = []
    /// The page's own identifier of the update, where every format of the platform tells it; nil to tell updates apart by their times.
    var id: String?
    /// How bad the update says it is; nil when only the incident says.
    var severity: StatusEvent.Severity?
}

/// How a platform's updates are told apart when not every one of its formats carries their ids.
struct UpdateIdentity {
    /// What the times in ids and events are cut to: the precision that every format has.
    var precision: Precision
    enum Precision { case minute, second }

    /// Atom and RSS show no seconds.
    static let statuspage = UpdateIdentity(precision: .minute)
    /// Every format has seconds, which keep updates of one minute apart.
    static let incidentIO = UpdateIdentity(precision: .second)

    /// The incident's events, oldest first, each with the id `CODE/TIME`, or `CODE/TIME.N` for the Nth update at that time
    /// counted from the oldest; `CODE/ID` where the page gives the update an id.
    ///
    /// A state equal to that of the update before it is ``StatusEvent/Status/update``: Statuspage's feeds say "Update" where its
    /// JSON repeats the state. incident.io's feeds list the newest update alone, so that there a repeated state stays what it is.
    func events(of incident: ListedIncident, provider: String) -> [StatusEvent] {
        let updates = oldestFirst(incident.updates)
        var events: [StatusEvent] = []
        events.reserveCapacity(updates.count)
        var stateBefore: StatusEvent.Status?
        var timeBefore: Int?
        var ordinal = 1
        for update in updates {
            let seconds = truncated(update.seconds)
            ordinal = seconds == timeBefore ? ordinal + 1 : 1
            timeBefore = seconds
            var status = update.status ?? .update
            if status == stateBefore { status = .update }
            stateBefore = update.status ?? stateBefore

            let time = CivilTime(epochSeconds: seconds)
            let stamp = precision == .minute ? time.minuteText : time.secondText
            let name = update.id ?? (ordinal == 1 ? stamp : "\(stamp).\(ordinal)")
            let components = update.components.isEmpty ? incident.components : update.components
            let title = incident.title.isEmpty ? incident.code : incident.title
            events.append(
                StatusEvent(
                    id: "\(incident.code)/\(name)", provider: provider,
                    message: StatusEvent.message(title: title, status: status, text: update.text),
                    timestamp: Date(timeIntervalSince1970: Double(seconds)),
                    kind: incident.kind, status: status, severity: update.severity ?? incident.severity, incident: incident.code,
                    title: title, url: incident.url, components: components))
        }
        if incident.isClosed, stateBefore?.isClosed != true, let last = events.last {
            events.append(closing(incident, after: last))
        }
        return events
    }

    /// The end of an incident whose updates do not tell it: `CODE/resolved`, whenever it was. A page may close an incident long after its
    /// last update was seen, and may add to it later on.
    private func closing(_ incident: ListedIncident, after last: StatusEvent) -> StatusEvent {
        let status: StatusEvent.Status = incident.kind == .maintenance ? .completed : .resolved
        var event = last
        event.id = "\(incident.code)/\(status.rawValue)"
        event.status = status
        event.message = StatusEvent.message(title: last.title, status: status, text: "")
        return event
    }

    private func truncated(_ seconds: Int) -> Int {
        precision == .minute ? seconds.flooredDivision(by: 60) * 60 : seconds
    }

    /// By truncated time; updates of one time keep the page's order, turned round when the page lists the newest first.
    private func oldestFirst(_ updates: [ListedUpdate]) -> [ListedUpdate] {
        guard let first = updates.first, let last = updates.last, updates.count > 1 else { return updates }
        let listed = truncated(first.seconds) >= truncated(last.seconds) ? updates.reversed() : updates
        let keyed = listed.enumerated().sorted {
            let (left, right) = (truncated($0.element.seconds), truncated($1.element.seconds))
            return left == right ? $0.offset < $1.offset : left < right
        }
        return keyed.map(\.element)
    }
}

extension StatusEvent {
    /// Oldest first, events of one time in the order that the page gives them.
    static func sortOldestFirst(_ events: inout [StatusEvent]) {
        let isSorted = zip(events, events.dropFirst()).allSatisfy { $0.timestamp <= $1.timestamp }
        guard !isSorted else { return }
        events = events.enumerated().sorted {
            $0.element.timestamp == $1.element.timestamp
                ? $0.offset < $1.offset : $0.element.timestamp < $1.element.timestamp
        }.map(\.element)
    }
}
