import FoundationEssentials

/// Pages that tell states: an event is a change of a component's condition.
extension SeenUpdates {
    /// Compares each component's condition with the one that was read last. A component that is no longer listed says nothing.
    mutating func admit(_ states: [ComponentState], now: Date, _ admission: inout Admission) {
        for state in states where state.condition != .unknown {
            let key = StableHash.of(state.id, seed: Self.stateSeed)
            let time = state.since ?? now
            guard let index = find(key, format: admission.format).sameFormat else {
                guard admission.freshKeys.insert(key).inserted else { continue }
                remember(state, key: key, since: time, &admission)
                guard state.condition != .operational, !admission.isFirstPoll || admission.policy.backlog != .none else { continue }
                if let since = admission.movedSince, !admission.isNewer(Self.minute(time), than: since, in: self) { continue }
                admission.announced.append(state.event(startedAt: time, at: time))
                continue
            }
            guard readings[index].turn != turn else { continue }
            readings[index].turn = turn
            admitChange(of: index, to: state, at: time, &admission)
        }
    }

    private mutating func admitChange(of index: Int, to state: ComponentState, at time: Date, _ admission: inout Admission) {
        let before = ComponentState.Condition(rawValue: readings[index].status) ?? .unknown
        guard before != state.condition else { return }
        readings[index].status = state.condition.rawValue
        if before == .operational { readings[index].stateStart = time }
        let start = readings[index].stateStart
        // A page whose clock goes back would give an end before the beginning, and perhaps an id that was given already.
        admission.announced.append(
            state.event(startedAt: start, at: max(time, start), after: before == .operational ? nil : before))
    }

    private mutating func remember(_ state: ComponentState, key: UInt64, since: Date, _ admission: inout Admission) {
        var reading = Reading(
            key: key, text: 0, incident: UInt32(truncatingIfNeeded: StableHash.of(state.id)), minute: 0, words: words.append([]),
            turn: turn, sentences: 0, revision: 1, format: admission.format, status: state.condition.rawValue)
        reading.stateStart = since
        admission.fresh.append(reading)
    }

    /// The condition that a reading holds when it is that of a component's state; nil for an update. A state has no words, and seconds where an update
    /// has the hash of its text.
    func state(of reading: Reading) -> ComponentState.Condition? {
        guard reading.text < 60, reading.sentences == 0, words.count(at: reading.words) == 0 else { return nil }
        return ComponentState.Condition(rawValue: reading.status)
    }

    private static let stateSeed: UInt64 = 0x73_74_61_74_65
}

extension SeenUpdates.Reading {
    /// Of a state: when the outage or maintenance that goes on began, to the second. Kept where an update has its minute and the hash of
    /// its text.
    fileprivate var stateStart: Date {
        get { Date(timeIntervalSince1970: Double(minute) * 60 + Double(text)) }
        set {
            minute = SeenUpdates.minute(newValue)
            text = UInt32(min(59, max(0, newValue.timeIntervalSince1970 - Double(minute) * 60)))
        }
    }
}
