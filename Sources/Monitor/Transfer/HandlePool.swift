/// Idle handles. One whose connection is kept is kept for the origin that it served, with all that is set on it; any other serves whoever
/// comes next, so that there are no more of them than transfers were in flight. Beyond the bound the one that is idle for the longest is
/// closed. Confined to the engine's queue.
final class HandlePool {
    private let maximumIdle: Int
    private var handles: [EasyHandle?] = []
    private var links = IndexLinks()
    private var freeIndices: [Int32] = []
    private var idle = IndexChain()
    /// Idle handles that are kept for nobody; the latest at the end.
    private var unbound: [EasyHandle] = []

    /// Handles that exist.
    private(set) var count = 0
    var idleCount: Int { idle.count }

    init(maximumIdle: Int) { self.maximumIdle = maximumIdle }

    /// The handle that served the origin last, when one is idle, else one that is kept for nobody.
    func take(for origin: Origin) -> EasyHandle? {
        guard let handle = origin.idleHandles.popLast() ?? unbound.popLast() else { return nil }
        links.remove(handle.index, from: &idle)
        return handle
    }

    /// Takes in a new handle, which is in use.
    func add(_ make: (Int32) -> EasyHandle?) -> EasyHandle? {
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

    /// Takes a handle back that is no longer in use.
    ///
    /// - Parameter origin: whom it is kept for; nil for nobody.
    func give(_ handle: EasyHandle, for origin: Origin?) {
        handle.origin = origin
        if let origin { origin.idleHandles.append(handle) } else { unbound.append(handle) }
        links.append(handle.index, to: &idle)
        if idle.count > maximumIdle, let oldest = handles[Int(idle.first)] { closeIdle(oldest) }
    }

    /// Closes a handle that is in use and no longer in libcurl's hands.
    func discard(_ handle: EasyHandle) {
        handles[Int(handle.index)] = nil
        freeIndices.append(handle.index)
        count -= 1
        handle.close()
    }

    func closeAllIdle() {
        while !idle.isEmpty, let handle = handles[Int(idle.first)] { closeIdle(handle) }
    }

    private func closeIdle(_ handle: EasyHandle) {
        links.remove(handle.index, from: &idle)
        if let origin = handle.origin.take() {
            origin.idleHandles.removeAll { $0 === handle }
        } else {
            unbound.removeAll { $0 === handle }
        }
        discard(handle)
    }
}
