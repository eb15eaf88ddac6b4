import FoundationEssentials

/// Which pages can be read, and what is to be said of it. Pure: times are handed in.
///
/// A page becomes unreadable after some failed polls in a row. Where many pages are watched, that is told only when it has stood for a
/// minute: if more than a few become unreadable within that minute, the network of this machine is the likely cause, and one event says so
/// in place of one a page. Their recoveries are one event, too, when nine in ten can be read again; pages that still cannot are then told
/// one by one.
struct SourceHealthBook {
    struct Settings: Sendable {
        /// Failed polls in a row that make a page unreadable.
        var confirmations = SourceHealth.threshold
        /// More pages than this that become unreadable within ``window`` are one event.
        var floodLimit = 10
        var window = Duration.seconds(60)
    }

    private struct Candidate {
        var error: SourceError
        var since: Duration
    }

    private struct Flood {
        var incident: String
        /// Pages that are unreadable since it began.
        var members: Set<String>
        /// All that it ever had.
        var count: Int
    }

    private let settings: Settings
    /// Of the providers of which there is anything to remember.
    private var entries: [String: SourceHealth] = [:]
    /// Pages that are unreadable and of which nothing was told yet.
    private var candidates: [String: Candidate] = [:]
    private var flood: Flood?
    /// Providers whose entry changed since ``takeChanges()``.
    private var changed: Set<String> = []

    init(settings: Settings = Settings()) { self.settings = settings }

    /// Whether there is nothing to do when a poll succeeds.
    var isClear: Bool { entries.isEmpty }
    /// Pages whose last poll failed.
    var failing: Int { entries.count }
    /// Whether ``takeChanges()`` would give anything.
    var isChanged: Bool { !changed.isEmpty }
    /// Whether ``settle(now:at:)`` may come to say something.
    var isWaiting: Bool { !candidates.isEmpty }

    /// Takes in a failed poll.
    ///
    /// - Parameter pages: how many are watched: so few that no flood can be are told at once.
    mutating func failed(_ error: SourceError, pages: Int, now: Duration, at time: Date) -> [StatusEvent] {
        let name = error.provider
        var entry = entries[name] ?? SourceHealth()
        entry.count()
        changed.insert(name)
        defer { entries[name] = entry }
        if error.code == .gone {
            candidates[name] = nil
            return [entry.open(error, at: time)]
        }
        guard entry.failures >= settings.confirmations, entry.incident == nil else { return [] }
        if pages <= settings.floodLimit { return [entry.open(error, at: time)] }
        if flood != nil {
            flood?.members.insert(name)
            flood?.count += 1
            entry.incident = flood?.incident
            return []
        }
        if candidates[name] == nil { candidates[name] = Candidate(error: error, since: now) }
        guard candidates.count > settings.floodLimit else { return [] }
        let event = beginFlood(at: time)
        entry.incident = flood?.incident
        return [event]
    }

    /// Takes in a poll that read its page.
    ///
    /// - Parameter move: where the page went, when it is another one since the poll before.
    mutating func succeeded(_ name: String, move: PageMove? = nil, now: Duration, at time: Date) -> [StatusEvent] {
        let known = entries.removeValue(forKey: name)
        guard known != nil || move != nil else { return [] }
        var entry = known ?? SourceHealth()
        changed.insert(name)
        candidates[name] = nil
        if let flood, entry.incident == flood.incident {
            self.flood?.members.remove(name)
            entry.incident = nil
            return endFlood(now: now, at: time) + (entry.succeeded(provider: name, move: move, at: time).map { [$0] } ?? [])
        }
        return entry.succeeded(provider: name, move: move, at: time).map { [$0] } ?? []
    }

    /// Tells of pages that have been unreadable for the whole window.
    mutating func settle(now: Duration, at time: Date) -> [StatusEvent] {
        var events: [StatusEvent] = []
        let due = candidates.filter { now - $0.value.since >= settings.window }.sorted {
            ($0.value.since, $0.key) < ($1.value.since, $1.key)
        }
        for (name, candidate) in due {
            candidates[name] = nil
            guard var entry = entries[name] else { continue }
            events.append(entry.open(candidate.error, at: time))
            entries[name] = entry
            changed.insert(name)
        }
        return events
    }

    // MARK: Floods

    private mutating func beginFlood(at time: Date) -> StatusEvent {
        let incident = Self.floodPrefix + RFC3339.string(from: time)
        let members = Set(candidates.keys)
        for name in members {
            entries[name]?.incident = incident
            changed.insert(name)
        }
        candidates.removeAll()
        flood = Flood(incident: incident, members: members, count: members.count)
        return Self.event(
            .unreadable, incident, "\(members.count) pages became unreadable within a minute. Most likely this machine cannot reach them.",
            at: time)
    }

    private mutating func endFlood(now: Duration, at time: Date) -> [StatusEvent] {
        guard let flood, flood.members.count * 10 <= flood.count else { return [] }
        self.flood = nil
        // Their next failed poll makes each a candidate of its own.
        for name in flood.members {
            entries[name]?.incident = nil
            changed.insert(name)
        }
        let left = flood.members.isEmpty ? "" : "; \(flood.members.count) still cannot"
        let readable = flood.count - flood.members.count
        return [Self.event(.readable, flood.incident, "\(readable) pages can be read again\(left).", at: time)]
    }

    private static let floodPrefix = "network-"

    private static func event(_ status: StatusEvent.Status, _ incident: String, _ text: String, at time: Date) -> StatusEvent {
        let title = "The network of this machine"
        return StatusEvent(
            id: "\(incident)/\(status.rawValue)", provider: "status-monitor",
            message: StatusEvent.message(title: title, status: status, text: text), timestamp: time, kind: .source, status: status,
            severity: .unknown, incident: incident, title: title)
    }

    // MARK: Keeping

    /// What changed since the last call, in the form in which it is kept; empty bytes for a page that is well.
    mutating func takeChanges() -> [String: [UInt8]] {
        if changed.isEmpty { return [:] }
        defer { changed.removeAll() }
        return Dictionary(uniqueKeysWithValues: changed.map { ($0, entries[$0]?.encoded() ?? []) })
    }

    /// Puts back what was kept before a restart.
    mutating func restore(_ health: SourceHealth, of name: String) {
        if health.isClear { return }
        entries[name] = health
        guard let incident = health.incident, incident.hasPrefix(Self.floodPrefix) else { return }
        if flood == nil { flood = Flood(incident: incident, members: [], count: 0) }
        // Of an older flood than the one that goes on, as a crash between two commits might leave it.
        guard flood?.incident == incident else {
            entries[name]?.incident = nil
            return
        }
        flood?.members.insert(name)
        flood?.count += 1
    }
}
