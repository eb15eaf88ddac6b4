/// Prepared requests that are in no handle. One whose connection is kept is kept for the origin that it went to; any other is changed for whoever
/// comes next, so that there are no more of them than transfers were in flight. Confined to the engine's queue.
///
/// Where more origins are polled in turn than connections may be kept, the one that was used the longest time ago is the next to be used: if it made
/// place for another, none would ever find its connection open. So it makes place only when it was not used within twice the time for which
/// connections are kept.
final class RequestPool {
    private let maximumKept: Int
    /// For how long an idle one makes no place for another, in nanoseconds.
    private let protection: UInt64
    private let ownFields: [HeaderField]
    private var requests: [PreparedRequest?] = []
    private var links = IndexLinks()
    private var freeIndices: [Int32] = []
    /// Those that are kept for an origin; the one that is idle for the longest first.
    private var idle = IndexChain()
    /// Idle handles that are kept for nobody; the latest at the end.
    private var unbound: [PreparedRequest] = []
    /// Those that are kept for an origin, or will be when their transfer ends.
    private(set) var keptCount = 0

    /// - Parameters:
    ///   - maximumKept: requests that are kept for origins with their connections, at most.
    ///   - lifetime: for how long a connection is kept, in nanoseconds.
    ///   - ownFields: what every request says that does not say otherwise.
    init(maximumKept: Int, lifetime: UInt64, ownFields: [HeaderField]) {
        self.maximumKept = maximumKept
        self.ownFields = ownFields
        protection = lifetime > .max / 2 ? .max : lifetime * 2
    }

    /// What one transfer's request is prepared in: that of the origin's last one, when it is idle, else one that is kept for nobody, else a new one.
    ///
    /// - Parameters:
    ///   - keeping: it is to be kept for the origin, if there is place for it.
    ///   - now: in nanoseconds.
    func take(for origin: Origin, keeping: Bool, at now: UInt64) -> PreparedRequest? {
        if let request = origin.idleRequests.popLast() {
            links.remove(request.index, from: &idle)
            if !keeping { letGo(request) }
            return request
        }
        guard let request = unbound.popLast() ?? add() else { return nil }
        if keeping, makePlace(at: now) {
            request.isKept = true
            keptCount += 1
        }
        return request
    }

    private func add() -> PreparedRequest? {
        let index: Int32
        if let free = freeIndices.popLast() {
            index = free
        } else {
            index = Int32(requests.count)
            requests.append(nil)
            links.grow()
        }
        guard let request = PreparedRequest(index: index, ownFields: ownFields) else {
            freeIndices.append(index)
            return nil
        }
        requests[Int(index)] = request
        return request
    }

    /// Whether one more may be kept.
    private func makePlace(at now: UInt64) -> Bool {
        if keptCount < maximumKept { return true }
        guard !idle.isEmpty, let oldest = requests[Int(idle.first)], now - oldest.idleSince > protection else { return false }
        dropIdle(oldest)
        return true
    }

    private func letGo(_ request: PreparedRequest) {
        if request.isKept { keptCount -= 1 }
        request.isKept = false
    }

    /// Takes one back that is no longer in use.
    ///
    /// - Parameters:
    ///   - origin: where it went.
    ///   - now: in nanoseconds.
    func give(_ request: PreparedRequest, for origin: Origin, at now: UInt64) {
        guard request.isKept else { return unbound.append(request) }
        request.origin = origin
        request.idleSince = now
        origin.idleRequests.append(request)
        links.append(request.index, to: &idle)
    }

    /// Drops one that no handle uses.
    private func drop(_ request: PreparedRequest) {
        letGo(request)
        requests[Int(request.index)] = nil
        freeIndices.append(request.index)
    }

    func dropAllIdle() {
        while !idle.isEmpty, let request = requests[Int(idle.first)] { dropIdle(request) }
        while let request = unbound.popLast() { drop(request) }
    }

    /// Drops one that is kept for an origin.
    private func dropIdle(_ request: PreparedRequest) {
        links.remove(request.index, from: &idle)
        if let origin = request.origin.take() { origin.idleRequests.removeAll { $0 === request } }
        drop(request)
    }
}
