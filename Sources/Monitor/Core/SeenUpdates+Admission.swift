extension SeenUpdates {
    /// What one call of ``admit(_:policy:now:)`` works with, gone after it.
    struct Admission {
        let result: PollResult
        let policy: Deduplication.Policy
        let now: Int32
        let format: UInt8
        let isFirstPoll: Bool
        let isFirstOfFormat: Bool
        /// When the page before was last read, in minutes since 1970, for the first result of a page whose ids are none of those that are known.
        let movedSince: Int32?
        var announced: [StatusEvent] = []
        /// Readings of updates that this format had not shown before.
        var fresh: [Reading] = []
        var freshKeys: Set<UInt64> = []
        /// What the result lists, an incident each; made when it is first needed.
        lazy var listed: [String: ListedIncident] = Self.incidents(of: result)
        /// The minute of the newest update of each incident that was seen before this result; made when first needed.
        private var seenIncidents: [UInt32: Int32]?

        init(_ result: PollResult, of seen: SeenUpdates, policy: Deduplication.Policy, now: Int32) {
            self.result = result
            self.policy = policy
            self.now = now
            let index = seen.formats.firstIndex(of: result.format)
            format = UInt8(min(index ?? seen.formats.count, SeenUpdates.maximumFormats))
            isFirstOfFormat = index == nil
            isFirstPoll = seen.firstPoll == nil
            let isOtherScheme = seen.scheme != nil && result.scheme != nil && seen.scheme != result.scheme
            movedSince =
                (result.move != nil || isOtherScheme) && !isFirstPoll
                ? result.move?.lastGoodPoll.map(SeenUpdates.minute) ?? seen.lastTold ?? seen.firstPoll : nil
        }
    }

    struct ListedIncident {
        var newestMinute: Int32 = .min
        /// The state that the newest update which names one left it in.
        var state: StatusEvent.Status?
        var stateMinute: Int32 = .min

        /// Whether the incident still wants attention. Where the page names no state, for a day.
        func isOpen(now: Int32) -> Bool {
            if let state { return !state.isClosed }
            return Int64(newestMinute) > Int64(now) - 24 * 60
        }
    }
}

extension SeenUpdates.Admission {
    /// Whether an update that was never seen is to be announced.
    ///
    /// - On the first poll the policy's backlog decides.
    /// - In a format that was never read before, which may list more or longer histories: a known incident's update when it is not
    ///   older than the newest known, an unknown incident when it is open or was updated since the page is watched.
    /// - Of a page that has moved: when it was made after the page before was last read. Ids tell nothing then.
    /// - Else always, but for a closed incident whose newest update is older than all that the page listed at first, which slid
    ///   into the list when another was taken out, and for an update as old as those that were forgotten.
    mutating func isNews(_ event: StatusEvent, in seen: SeenUpdates) -> Bool {
        if isFirstPoll {
            switch policy.backlog {
            case .all: return true
            case .none: return false
            case .open: return listed[event.incident]?.isOpen(now: now) ?? true
            }
        }
        if let movedSince { return isNewer(SeenUpdates.minute(event.timestamp), than: movedSince, in: seen) }
        let newestSeen = newestMinute(of: event.incident, in: seen)
        if let newestSeen {
            let minute = SeenUpdates.minute(event.timestamp)
            if !isFirstOfFormat { return minute >= newestSeen || minute > seen.forgotten ?? .min }
            return result.granularity != .wholeText ? minute >= newestSeen : minute > newestSeen
        }
        guard let incident = listed[event.incident] else { return true }
        let oldest = isFirstOfFormat ? seen.firstPoll : seen.horizon
        guard let oldest, incident.newestMinute < oldest else { return true }
        return incident.isOpen(now: now)
    }

    /// In the minute of that last reading an update was seen already when any of that minute was: pages tell minutes, and times by the second
    /// would not be alike on both.
    func isNewer(_ minute: Int32, than since: Int32, in seen: SeenUpdates) -> Bool {
        minute > since || minute == since && !seen.readings.contains { $0.minute == minute }
    }

    private mutating func newestMinute(of incident: String, in seen: SeenUpdates) -> Int32? {
        if seenIncidents == nil {
            var made: [UInt32: Int32] = [:]
            for reading in seen.readings { made[reading.incident] = max(made[reading.incident] ?? .min, reading.minute) }
            seenIncidents = made
        }
        return seenIncidents?[UInt32(truncatingIfNeeded: StableHash.of(incident))]
    }

    private static func incidents(of result: PollResult) -> [String: SeenUpdates.ListedIncident] {
        var listed: [String: SeenUpdates.ListedIncident] = [:]
        for event in result.events {
            var incident = listed[event.incident] ?? .init()
            let minute = SeenUpdates.minute(event.timestamp)
            if event.status != .update && (incident.state == nil || minute >= incident.stateMinute) {
                incident.state = event.status
                incident.stateMinute = minute
            }
            incident.newestMinute = max(incident.newestMinute, minute)
            listed[event.incident] = incident
        }
        return listed
    }
}
