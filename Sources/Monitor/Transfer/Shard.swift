internal import CCurl

/// One of libcurl's multi handles with its deadline. Confined to the engine's queue.
///
/// Its callbacks only record: libcurl may not be called from within them.
final class Shard {
    let index: Int
    let sockets: SocketTable
    let clock: LoopClock
    /// When libcurl wants to be called though no socket is ready, in nanoseconds; `.max` for never.
    private(set) var deadline: UInt64 = .max
    /// Something happened since the finished transfers were last asked for.
    var isTouched = false

    /// The names that its libcurl has answers for.
    var answers = NameAnswers()

    private var multi: OpaqueHandle?

    private let tlsContext: LentContext?

    init?(index: Int, sockets: SocketTable, clock: LoopClock, tlsContext: LentContext?, keptConnections: Int) {
        self.index = index
        self.sockets = sockets
        self.clock = clock
        self.tlsContext = tlsContext
        guard let multi = unsafe curl_multi_init() else { return nil }
        unsafe self.multi = OpaqueHandle(multi)
        // Unretained: `close()` clears both callbacks before the shard goes.
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        _ = unsafe status_multi_set_socket_callback(multi, transferSocketCallback, context)
        _ = unsafe status_multi_set_timer_callback(multi, transferTimerCallback, context)
        _ = unsafe status_multi_set_long(multi, CURLMOPT_MAXCONNECTS, keptConnections)
    }

    /// Closes all connections. Every handle must have been removed.
    func close() {
        guard let multi = multi.take() else { return }
        // The connections' sockets still go through the close callback, whose context is the table; libcurl asks for no more
        // timers or sockets.
        _ = unsafe status_multi_set_timer_callback(multi.pointer, nil, nil)
        _ = unsafe status_multi_set_socket_callback(multi.pointer, nil, nil)
        _ = unsafe curl_multi_cleanup(multi.pointer)
        answers.removeAll()
        deadline = .max
    }

    func add(_ handle: EasyHandle) -> Bool {
        guard let multi else { return false }
        isTouched = true
        return unsafe curl_multi_add_handle(multi.pointer, handle.pointer) == CURLM_OK
    }

    func remove(_ handle: EasyHandle) {
        guard let multi else { return }
        _ = unsafe curl_multi_remove_handle(multi.pointer, handle.pointer)
    }

    /// Lets libcurl act on what its deadline was for.
    func fire() {
        deadline = .max
        act(CURL_SOCKET_BAD, events: 0)
    }

    func act(_ socket: Int32, events: Int32) {
        guard let multi else { return }
        isTouched = true
        var running: Int32 = 0
        // The one call in which libcurl begins handshakes.
        LentContext.lend(tlsContext) { _ = unsafe curl_multi_socket_action(multi.pointer, socket, events, &running) }
    }

    /// A transfer that libcurl has finished since the last call, with libcurl's code.
    func nextFinished() -> (handle: EasyHandle, code: Int32)? {
        guard let multi else { return nil }
        var code = CURLE_OK
        var context: UnsafeMutableRawPointer?
        guard unsafe status_multi_next_finished(multi.pointer, &code, &context) != nil, let context = unsafe context else { return nil }
        return (unsafe Unmanaged<EasyHandle>.fromOpaque(context).takeUnretainedValue(), Int32(bitPattern: code.rawValue))
    }

    fileprivate func record(timeout milliseconds: Int) {
        switch milliseconds {
        case ..<0: deadline = .max
        case 0: deadline = 0
        // One more, for the round's clock stands a little behind libcurl's.
        default: deadline = clock.now + UInt64(milliseconds + 1) * 1_000_000
        }
    }
}

/// `CURL *` and `CURLM *` import as one untyped pointer: this keeps them from being mixed with any other.
@safe struct OpaqueHandle {
    let pointer: UnsafeMutableRawPointer
    init(_ pointer: UnsafeMutableRawPointer) { unsafe self.pointer = pointer }
}

// CURLMOPT_SOCKETFUNCTION
private func transferSocketCallback(
    easy: UnsafeMutableRawPointer?, socket: Int32, what: Int32, context: UnsafeMutableRawPointer?, unused: UnsafeMutableRawPointer?
) -> Int32 {
    guard let context = unsafe context else { return 0 }
    let shard = unsafe Unmanaged<Shard>.fromOpaque(context).takeUnretainedValue()
    shard.sockets.watch(socket, for: what, shard: shard.index)
    return 0
}

// CURLMOPT_TIMERFUNCTION
private func transferTimerCallback(multi: UnsafeMutableRawPointer?, milliseconds: Int, context: UnsafeMutableRawPointer?) -> Int32 {
    guard let context = unsafe context else { return 0 }
    unsafe Unmanaged<Shard>.fromOpaque(context).takeUnretainedValue().record(timeout: milliseconds)
    return 0
}
