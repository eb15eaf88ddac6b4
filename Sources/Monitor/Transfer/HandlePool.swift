/// Idle handles. One whose connection is kept is kept for the origin that it served, with all that is set on it; any other serves whoever
/// comes next, so that there are no more of them than transfers were in flight. Confined to the engine's queue.
///
/// Where more origins are polled in turn than handles may be kept, the one that was used the longest time ago is the next to be used: if it made
/// place for another, none would ever find its connection open. So it makes place only when it was not used within twice the time for which
/// connections are kept.
final class HandlePool {
    private let maximumIdle: Int
    /// For how long an idle handle makes no place for another, in nanoseconds.
    private let protection: UInt64
    private var handles: [EasyHandle?] = []
    private var links = IndexLinks()
    private var freeIndices: [Int32] = []
    /// Those that are kept for an origin; the one that is idle for the longest first.
    private var idle = IndexChain()
    /// Idle handles that are kept for nobody; the latest at the end.
    private var unbound: [EasyHandle] = []
    /// Handles that are kept for an origin, or will be when their transfer ends.
    private var keptCount = 0

    /// Handles that exist.
    private(set) var count = 0
    var idleCount: Int { idle.count + unbound.count }

    /// - Parameters:
    ///   - maximumIdle: handles that are kept for origins, at most, and as many for nobody.
    ///   - lifetime: for how long a connection is kept, in nanoseconds.
    init(maximumIdle: Int, lifetime: UInt64) {
        self.maximumIdle = maximumIdle
        protection = lifetime > .max / 2 ? .max : lifetime * 2
    }

    /// A handle for one transfer: the one that served the origin last, when it is idle, else one that is kept for nobody, else a new one.
    ///
    /// - Parameters:
    ///   - keeping: it is to be kept for the origin, if there is place for it.
    ///   - now: in nanoseconds.
    func take(for origin: Origin, keeping: Bool, at now: UInt64, orMake make: (Int32) -> EasyHandle?) -> EasyHandle? {
        if let handle = origin.idleHandles.popLast() {
            links.remove(handle.index, from: &idle)
            if !keeping { letGo(handle) }
            return handle
        }
        guard let handle = unbound.popLast() ?? add(make) else { return nil }
        if keeping, makePlace(at: now) {
            handle.isKept = true
            keptCount += 1
        }
        return handle
    }

    private func add(_ make: (Int32) -> EasyHandle?) -> EasyHandle? {
        let index: Int32
        if let free = freeIndices.popLast() {
            index = free
        } else {
            index = Int32(handles.count)
            handles.append(nil)
            links.grow()
        }
        guard let handle = make(index) else {
            freeIndices.append(index)
            return nil
        }
        handles[Int(index)] = handle
        count += 1
        return handle
    }

    /// Whether one more may be kept.
    private func makePlace(at now: UInt64) -> Bool {
        if keptCount < maximumIdle { return true }
        guard !idle.isEmpty, let oldest = handles[Int(idle.first)], now - oldest.idleSince > protection else { return false }
        closeIdle(oldest)
        return true
    }

    private func letGo(_ handle: EasyHandle) {
        if handle.isKept { keptCount -= 1 }
        handle.isKept = false
    }

    /// Takes a handle back that is no longer in use.
    ///
    /// - Parameters:
    ///   - origin: which it served.
    ///   - now: in nanoseconds.
    func give(_ handle: EasyHandle, for origin: Origin, at now: UInt64) {
        if handle.isKept {
            handle.origin = origin
            handle.idleSince = now
            origin.idleHandles.append(handle)
            links.append(handle.index, to: &idle)
        } else if unbound.count < maximumIdle {
            unbound.append(handle)
        } else {
            discard(handle)
        }
    }

    /// Closes a handle that is in use and no longer in libcurl's hands.
    func discard(_ handle: EasyHandle) {
        letGo(handle)
        handles[Int(handle.index)] = nil
        freeIndices.append(handle.index)
        count -= 1
        handle.close()
    }

    func closeAllIdle() {
        while !idle.isEmpty, let handle = handles[Int(idle.first)] { closeIdle(handle) }
        while let handle = unbound.popLast() { discard(handle) }
    }

    /// Closes a handle that is kept for an origin.
    private func closeIdle(_ handle: EasyHandle) {
        links.remove(handle.index, from: &idle)
        if let origin = handle.origin.take() { origin.idleHandles.removeAll { $0 === handle } }
        discard(handle)
    }
}
