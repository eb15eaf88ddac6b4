internal import CCurl
internal import CEpoll

/// libcurl's sockets in one epoll set, and the timer and the waker that end a wait.
///
/// Confined to the engine's queue. A socket that libcurl is no longer interested in stays in the set until it is ready once
/// more or closed: most are wanted again at the next poll of their host, and two system calls are saved. For that the table
/// must know when a descriptor ends, so it is done only for the sockets that the engine's own callbacks opened.
@safe final class SocketTable {
    struct Ready {
        let descriptor: Int32
        let shard: Int
        /// `CURL_CSELECT_*`
        let events: Int32
    }

    private struct Entry {
        var isOwn = false
        /// libcurl has waited for bytes from it, so that it will be closed through the callback. One that is still connecting
        /// may be closed behind the table's back (libcurl 7.88, when a transfer is removed or another address was faster).
        var isConnected = false
        /// `CURL_POLL_*`: what the set watches for.
        var registered: UInt8 = 0
        /// What libcurl wants to hear of.
        var wanted: UInt8 = 0
    }

    /// The epoll set's descriptor.
    let descriptor: Int32
    private let timer: Int32
    /// None once the table is closed.
    private(set) var waker: Waker?
    private var entries: [Entry] = []
    private let buffer: UnsafeMutableBufferPointer<epoll_event>
    /// How many events of the buffer were gathered and not told yet.
    private var gathered = 0
    private(set) var openSockets = 0
    /// When the timer rings, in nanoseconds; `.max` when it does not.
    private(set) var alarm: UInt64 = .max

    private static let timerToken: UInt64 = .max
    private static let wakerToken: UInt64 = .max - 1

    init() throws(TransferError) {
        let set = epoll_create1(Int32(EPOLL_CLOEXEC))
        let timer = timerfd_create(CLOCK_MONOTONIC, Int32(TFD_CLOEXEC | TFD_NONBLOCK))
        guard set >= 0, timer >= 0, let waker = Waker(),
            status_epoll_control(set, EPOLL_CTL_ADD, timer, EPOLLIN.rawValue, Self.timerToken) == 0,
            status_epoll_control(set, EPOLL_CTL_ADD, waker.descriptor, EPOLLIN.rawValue | EPOLLET.rawValue, Self.wakerToken) == 0
        else {
            let reason = unsafe String(cString: status_error_text())
            if set >= 0 { _ = CEpoll.close(set) }
            if timer >= 0 { _ = CEpoll.close(timer) }
            throw TransferError(
                .internalError, url: "", detail: "the system gives no epoll set or timer: \(reason); raise the limit of open files")
        }
        descriptor = set
        self.timer = timer
        self.waker = waker
        unsafe buffer = .allocate(capacity: 256)
    }

    deinit { unsafe buffer.deallocate() }

    func closeTimer() {
        _ = CEpoll.close(timer)
        waker = nil
    }

    /// May be called only when nothing watches the set any more.
    func closeSet() { _ = CEpoll.close(descriptor) }

    // MARK: Sockets

    func open(family: Int32, type: Int32, protocolNumber: Int32) -> Int32 {
        let socket = CEpoll.socket(family, type | Int32(SOCK_CLOEXEC.rawValue), protocolNumber)
        guard socket >= 0 else { return socket }
        grow(to: socket)
        forgetClosed(socket)
        entries[Int(socket)] = Entry(isOwn: true)
        openSockets += 1
        return socket
    }

    func close(_ socket: Int32) -> Int32 {
        if socket >= 0, Int(socket) < entries.count { forgetClosed(socket) }
        return CEpoll.close(socket)
    }

    /// libcurl's wish for one of its sockets, a `CURL_POLL_*` value.
    func watch(_ socket: Int32, for what: Int32, shard: Int) {
        guard socket >= 0 else { return }
        grow(to: socket)
        let index = Int(socket)
        let wanted = what == CURL_POLL_REMOVE ? 0 : UInt8(truncatingIfNeeded: what)
        entries[index].wanted = wanted
        if wanted == 0 {
            if !entries[index].isConnected { letGo(socket) }
            return
        }
        if entries[index].isOwn, wanted & UInt8(CURL_POLL_IN) != 0 { entries[index].isConnected = true }
        if wanted == entries[index].registered { return }
        let events =
            (wanted & UInt8(CURL_POLL_IN) != 0 ? EPOLLIN.rawValue : 0) | (wanted & UInt8(CURL_POLL_OUT) != 0 ? EPOLLOUT.rawValue : 0)
        let token = UInt64(UInt32(bitPattern: socket)) | UInt64(shard) << 32
        let operation = entries[index].registered == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD
        if status_epoll_control(descriptor, operation, socket, events, token) != 0 {
            // A descriptor that was closed behind the table's back, or opened again under the same number.
            let other = operation == EPOLL_CTL_ADD ? EPOLL_CTL_MOD : EPOLL_CTL_ADD
            _ = status_epoll_control(descriptor, other, socket, events, token)
        }
        entries[index].registered = wanted
    }

    /// Takes a socket out of the set that may be closed already.
    private func letGo(_ socket: Int32) {
        if entries[Int(socket)].registered != 0 { forget(socket) }
        if entries[Int(socket)].isOwn, status_is_open(socket) == 0 { forgetClosed(socket) }
    }

    private func forgetClosed(_ socket: Int32) {
        if entries[Int(socket)].isOwn { openSockets -= 1 }
        entries[Int(socket)] = Entry()
    }

    private func forget(_ socket: Int32) {
        _ = status_epoll_control(descriptor, EPOLL_CTL_DEL, socket, 0, 0)
        entries[Int(socket)].registered = 0
    }

    private func grow(to socket: Int32) {
        while entries.count <= Int(socket) { entries.append(Entry()) }
    }

    // MARK: What is ready

    /// Asks what is ready; where `waits`, until there is something, the timer rings or the waker wakes.
    func gather(waits: Bool) {
        gathered = Int(max(0, unsafe epoll_wait(descriptor, buffer.baseAddress, Int32(buffer.count), waits ? -1 : 0)))
    }

    /// Tells what was gathered, one by one until `act` returns false; what is left is gathered the next time, for it stays ready.
    /// Returns how much there was.
    func tell(_ act: (Ready) -> Bool) -> Int {
        let count = gathered
        gathered = 0
        for index in 0..<count {
            let token = unsafe status_epoll_token(buffer.baseAddress! + index)
            let events = unsafe status_epoll_events(buffer.baseAddress! + index)
            if token == Self.wakerToken { continue }
            if token == Self.timerToken {
                readTimer()
                continue
            }
            let socket = Int32(truncatingIfNeeded: token)
            if entries[Int(socket)].wanted == 0 {
                // Lazily kept, or closed by an act on an event before this one.
                if entries[Int(socket)].registered != 0 { forget(socket) }
                continue
            }
            var mask: Int32 = 0
            if events & EPOLLIN.rawValue != 0 { mask |= CURL_CSELECT_IN }
            if events & EPOLLOUT.rawValue != 0 { mask |= CURL_CSELECT_OUT }
            if events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { mask |= CURL_CSELECT_ERR }
            guard act(Ready(descriptor: socket, shard: Int(token >> 32), events: mask)) else { break }
        }
        return count
    }

    // MARK: The timer

    /// Sees to it that the set becomes ready at `deadline`. An earlier alarm is left as it is: a needless one costs less than
    /// setting it at each change.
    func wake(at deadline: UInt64) {
        if deadline == .max {
            if alarm != .max { setTimer(.max) }
        } else if deadline < alarm {
            setTimer(deadline)
        }
    }

    private func setTimer(_ deadline: UInt64) {
        alarm = deadline
        var value = itimerspec()
        if deadline != .max {
            value.it_value.tv_sec = Int(deadline / 1_000_000_000)
            value.it_value.tv_nsec = max(1, Int(deadline % 1_000_000_000))
        }
        _ = unsafe timerfd_settime(timer, Int32(TFD_TIMER_ABSTIME), &value, nil)
    }

    private func readTimer() {
        var expirations: UInt64 = 0
        _ = unsafe read(timer, &expirations, 8)
        alarm = .max
    }
}
