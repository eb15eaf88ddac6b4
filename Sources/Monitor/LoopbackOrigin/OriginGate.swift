import Synchronization

/// Holds scripted replies back until a test lets them through.
///
/// A gate is closed at first. ``release(_:)`` gives permits, each of which lets one held reply or one dribbled byte through;
/// ``open()`` lets everything through from then on.
public final class OriginGate: Sendable {
    private struct State {
        var permits = 0
        var isOpen = false
        /// Origins with a reply at this gate, woken when it changes.
        var waiting: [ObjectIdentifier: OriginShared] = [:]
    }

    /// Guarded by its own lock.
    private let state = Mutex(State())

    public init() {}

    /// Lets `count` more held replies or dribbled bytes through.
    public func release(_ count: Int = 1) {
        wake { $0.permits += count }
    }

    /// Lets everything through from now on.
    public func open() {
        wake { $0.isOpen = true }
    }

    /// Takes up to `count` permits, or is told about later ones.
    func take(_ count: Int, for origin: OriginShared) -> Int {
        state.withLock { state in
            if state.isOpen { return count }
            let taken = min(count, state.permits)
            state.permits -= taken
            if taken == 0 { state.waiting[ObjectIdentifier(origin)] = origin }
            return taken
        }
    }

    private func wake(_ change: (inout State) -> Void) {
        let waiting = state.withLock { state in
            change(&state)
            defer { state.waiting.removeAll() }
            return Array(state.waiting.values)
        }
        for origin in waiting { origin.wake() }
    }
}
