internal import CCurl

/// One of libcurl's easy handles with the options that are set on it. Confined to the engine's queue.
///
/// It carries out one hop after another, of whichever origin is next: what differs from hop to hop is a ``PreparedRequest``.
@safe final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    let sockets: SocketTable
    let clock: LoopClock
    let bodies: BodyCounter
    let reach: @Sendable (IPAddress) -> IPAddress.Reach
    /// Where the look-ups' and connections' addresses are recorded, for the loop to act on.
    let addresses: AddressRecord
    /// Whether the other end of the connection is the origin itself, so that its address means something.
    let isDirect: Bool

    /// The transfer that it carries out, and what that sends.
    private(set) var transfer: Transfer?
    private(set) var request: PreparedRequest?
    var progress = Progress()

    /// How far the hop has come.
    struct Progress {
        /// When its last byte came, in nanoseconds; 0 until its connection stands.
        var lastActivity: UInt64 = 0
        /// Bytes of the head that the transfer was not told of yet.
        var uncountedHeaderBytes = 0

        /// Notes a line of the head. Returns the bytes that are not counted yet.
        @inline(__always)
        mutating func header(byteCount: Int, at now: UInt64) -> Int {
            lastActivity = now
            uncountedHeaderBytes += byteCount
            return uncountedHeaderBytes
        }
    }

    // What is set now.
    private var forgottenNames: UnsafeMutablePointer<curl_slist>?
    private var limits = TransferLimits()
    /// The transfer's and the stall's time of these limits, in nanoseconds; 0 before any were set.
    private(set) var allowedNanoseconds: UInt64 = 0
    private(set) var stallNanoseconds: UInt64 = 0
    private var forbidsReuse = false
    /// The last request was a POST; its body is still held by libcurl.
    private var isPost = false
    private var isOpen = true

    init?(settings: HandleSettings, sockets: SocketTable, clock: LoopClock, addresses: AddressRecord, bodies: BodyCounter) {
        guard let pointer = unsafe curl_easy_init() else { return nil }
        unsafe self.pointer = pointer
        self.sockets = sockets
        self.clock = clock
        self.addresses = addresses
        self.bodies = bodies
        reach = settings.reach
        isDirect = settings.proxy == nil
        settings.apply(to: self)
        // Unretained: the pool holds the handle until `close()`. A connection may outlive the handle that opened it, so the
        // close callback's context is the table, which outlives the connections.
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        let table = unsafe Unmanaged.passUnretained(sockets).toOpaque()
        _ = unsafe status_easy_set_pointer(pointer, CURLOPT_PRIVATE, context)
        _ = unsafe status_easy_set_write_callback(pointer, transferBodyCallback, context)
        _ = unsafe status_easy_set_header_callback(pointer, transferHeaderCallback, context)
        _ = unsafe status_easy_set_prerequest_callback(pointer, transferPrerequestCallback, context)
        _ = unsafe status_easy_set_open_socket_callback(pointer, transferOpenSocketCallback, context)
        _ = unsafe status_easy_set_close_socket_callback(pointer, transferCloseSocketCallback, table)
        if TLSSession.isKept {
            _ = unsafe status_easy_set_tls_context_callback(pointer, transferTLSContextCallback, context)
            set(CURLOPT_SSL_SESSIONID_CACHE, 0)
        }
    }

    deinit { close() }

    /// Frees what libcurl holds for it. It must not be in a shard.
    func close() {
        guard isOpen else { return }
        isOpen = false
        unsafe curl_easy_cleanup(pointer)
        unsafe curl_slist_free_all(forgottenNames)
        unsafe forgottenNames = nil
    }

    func set(_ option: CURLoption, _ value: Int) {
        _ = unsafe status_easy_set_long(pointer, option, value)
    }

    func set(_ option: CURLoption, _ value: String?) {
        _ = unsafe status_easy_set_string(pointer, option, value)
    }

    /// Connections that the hop which just ended has opened.
    var connectionsOpened: Int {
        var count = 0
        _ = unsafe status_easy_get_long(pointer, CURLINFO_NUM_CONNECTS, &count)
        return count
    }

    /// The system's error of the last connection that could not be made; 0 when there was none.
    var systemError: Int32 {
        var error = 0
        _ = unsafe status_easy_get_long(pointer, CURLINFO_OS_ERRNO, &error)
        return Int32(truncatingIfNeeded: error)
    }

    // MARK: The options of one hop

    /// Makes ready for a transfer's hop.
    ///
    /// - Parameter prepared: what the hop sends; the handle refers to it until ``release()``.
    func take(_ transfer: Transfer, _ prepared: PreparedRequest, keepsConnection: Bool) {
        self.transfer = transfer
        self.request = prepared
        progress = Progress()
        // libcurl keeps these pointers, and reads what they point to while the hop is under way.
        prepared.set(on: self)
        let request = transfer.request
        if isPost || request.body != nil { setBody(request.body) }
        if allowedNanoseconds == 0 || request.limits != limits {
            limits = request.limits
            set(CURLOPT_CONNECTTIMEOUT_MS, limits.connectTimeout.clampedMilliseconds)
            allowedNanoseconds = max(1, limits.transferTimeout.clampedNanoseconds)
            stallNanoseconds = limits.stallTimeout.clampedNanoseconds
        }
        if forbidsReuse == keepsConnection {
            forbidsReuse = !keepsConnection
            set(CURLOPT_FORBID_REUSE, forbidsReuse ? 1 : 0)
        }
    }

    /// The hop has ended, and libcurl has let go of the handle. Returns what it sent.
    ///
    /// libcurl still has the pointers to it, and reads none of them before the next ``take(_:_:keepsConnection:)`` sets others.
    func release() -> PreparedRequest? {
        transfer = nil
        return request.take()
    }

    /// Makes the request a POST of these bytes, which libcurl copies, or a GET again.
    private func setBody(_ body: [UInt8]?) {
        isPost = body != nil
        guard let body else {
            _ = unsafe status_easy_set_pointer(pointer, CURLOPT_COPYPOSTFIELDS, nil)
            set(CURLOPT_POSTFIELDSIZE, -1)
            set(CURLOPT_HTTPGET, 1)
            return
        }
        set(CURLOPT_POST, 1)
        set(CURLOPT_POSTFIELDSIZE, body.count)
        unsafe body.withUnsafeBytes { bytes in
            // An empty array may have no address, and NULL would make libcurl ask a callback for the body.
            let start = unsafe bytes.baseAddress.map { unsafe UnsafeMutableRawPointer(mutating: $0) }
            if let start = unsafe start { _ = unsafe status_easy_set_pointer(pointer, CURLOPT_COPYPOSTFIELDS, start) }
        }
        if body.isEmpty { _ = unsafe status_easy_set_string(pointer, CURLOPT_COPYPOSTFIELDS, "") }
    }

    /// Has libcurl forget what names were answered with, as the next hop begins: it looks them up again when they are asked for.
    func forgetNames(of origins: [Origin]) {
        if origins.isEmpty { return }
        // libcurl reads the list once, when the hop begins.
        var list: UnsafeMutablePointer<curl_slist>?
        for origin in origins { unsafe list = curl_slist_append(list, "-" + origin.hostAndPort) }
        _ = unsafe status_easy_set_list(pointer, CURLOPT_RESOLVE, list)
        unsafe curl_slist_free_all(forgottenNames)
        unsafe forgottenNames = list
    }
}
