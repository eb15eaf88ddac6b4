/// libcurl's easy handles that carry out nothing: whoever comes next takes the one that was used last, for the processor's caches still hold it. There are
/// no more of them than transfers were in flight at one time. Confined to the engine's queue.
final class HandlePool {
    private var idle: [EasyHandle] = []

    /// Handles that exist.
    private(set) var count = 0
    var idleCount: Int { idle.count }

    func take(orMake make: () -> EasyHandle?) -> EasyHandle? {
        if let handle = idle.popLast() { return handle }
        guard let handle = make() else { return nil }
        count += 1
        return handle
    }

    /// Takes a handle back that libcurl has let go of.
    func give(_ handle: EasyHandle) { idle.append(handle) }

    /// Closes a handle that is in use and no longer in libcurl's hands.
    func discard(_ handle: EasyHandle) {
        count -= 1
        handle.close()
    }

    func closeAllIdle() {
        while let handle = idle.popLast() { discard(handle) }
    }
}
