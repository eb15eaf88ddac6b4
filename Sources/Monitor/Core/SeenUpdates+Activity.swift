import FoundationEssentials

extension SeenUpdates {
    /// What the page's updates tell of how soon there may be the next; nil before its first poll. It follows from what is kept anyway, so that it outlives
    /// a restart.
    ///
    /// - Complexity: O(n) for n updates remembered.
    var activity: PageActivity? {
        if firstPoll == nil { return nil }
        var newest: Int32?
        var newestOfOpen: Int32?
        var incidents: [UInt32: Incident] = [:]
        for reading in readings {
            if let condition = state(of: reading) {
                // Of a component that is well the time says nothing.
                guard isListed(reading), condition != .operational, condition != .unknown else { continue }
                newest = max(newest ?? .min, reading.minute)
                newestOfOpen = max(newestOfOpen ?? .min, reading.minute)
            } else {
                newest = max(newest ?? .min, reading.minute)
                if isListed(reading) { incidents[reading.incident, default: Incident()].add(reading) }
            }
        }
        for incident in incidents.values where incident.isOpen { newestOfOpen = max(newestOfOpen ?? .min, incident.newest) }
        return PageActivity(newest: newest.map(Self.date), newestOfOpen: newestOfOpen.map(Self.date))
    }

    /// A page that lists what is open alone leaves out what is over.
    private func isListed(_ reading: Reading) -> Bool { reading.turn >= fullTurn }

    private struct Incident {
        var newest: Int32 = .min
        private var state: StatusEvent.Status?
        private var stateMinute: Int32 = .min

        init() {}

        /// A maintenance that was announced and has not begun needs no attention yet.
        var isOpen: Bool { state.map { !$0.isClosed && $0 != .scheduled } ?? false }

        mutating func add(_ reading: Reading) {
            newest = max(newest, reading.minute)
            guard let status = reading.updateStatus, status != .update else { return }
            // Of two within a minute the order is not known: what was opened and closed in one is closed.
            guard reading.minute > stateMinute || reading.minute == stateMinute && status.isClosed else { return }
            (state, stateMinute) = (status, reading.minute)
        }
    }

    fileprivate static let statuses = StatusEvent.Status.allCases

    private static func date(_ minute: Int32) -> Date { Date(timeIntervalSince1970: Double(minute) * 60) }
}

extension SeenUpdates.Reading {
    /// Of an update: its status.
    fileprivate var updateStatus: StatusEvent.Status? {
        let index = Int(status)
        return index < SeenUpdates.statuses.count ? SeenUpdates.statuses[index] : nil
    }
}
