internal import CCurl

/// One of libcurl's easy handles with the options that are set on it. Confined to the engine's queue.
///
/// It is used for one hop after another, mostly of the same origin; then hardly any option changes and none is set again.
@safe final class EasyHandle {
    /// Its place in the pool.
    let index: Int32
    let pointer: UnsafeMutableRawPointer
    let sockets: SocketTable
    let clock: LoopClock
    let bodies: BodyCounter
    let reach: @Sendable (IPAddress) -> IPAddress.Reach
    /// Where the look-ups' and connections' addresses are recorded, for the loop to act on.
    let addresses: AddressRecord
    /// Whether the other end of the connection is the origin itself, so that its address means something.
    let isDirect: Bool

    /// The transfer that it carries out.
    var transfer: Transfer?
    /// The origin that it served last, while it is idle and kept for that.
    var origin: Origin?
    /// Whether it is kept for its origin when its transfer ends.
    var isKept = false
    /// Since when it is idle, in nanoseconds.
    var idleSince: UInt64 = 0
    var progress = Progress()
    /// The last connection's address, as libcurl wrote it and as it was read.
    var lastAddress: (text: InlineArray<48, CChar>, address: IPAddress)?

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
    private var url = ""
    /// The same as libcurl reads it (`CURLOPT_CURLU`): given as text it would be read anew for each request, which is a twelfth of a 304's cost.
    private let urlParts: OpaquePointer
    private var validators = Validators()
    private var fields: [HeaderField] = []
    private var list: UnsafeMutablePointer<curl_slist>?
    private var overrides: [HostOverride] = []
    private var overrideList: UnsafeMutablePointer<curl_slist>?
    private var forgottenNames: UnsafeMutablePointer<curl_slist>?
    private var limits = TransferLimits()
    /// The transfer's and the stall's time of these limits, in nanoseconds; 0 before any were set.
    private(set) var allowedNanoseconds: UInt64 = 0
    private(set) var stallNanoseconds: UInt64 = 0
    private var forbidsReuse = false
    /// The last request was a POST; its body is still held by libcurl.
    private var isPost = false
    private var isOpen = true

    init?(index: Int32, settings: HandleSettings, sockets: SocketTable, clock: LoopClock, addresses: AddressRecord, bodies: BodyCounter) {
        guard let parts = unsafe curl_url() else { return nil }
        guard let pointer = unsafe curl_easy_init() else {
            unsafe curl_url_cleanup(parts)
            return nil
        }
        unsafe urlParts = parts
        self.index = index
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
        _ = unsafe status_easy_set_pointer(pointer, CURLOPT_CURLU, UnsafeMutableRawPointer(parts))
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
        unsafe curl_url_cleanup(urlParts)
        unsafe curl_slist_free_all(list)
        unsafe curl_slist_free_all(overrideList)
        unsafe curl_slist_free_all(forgottenNames)
        unsafe list = nil
        unsafe overrideList = nil
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

    /// Sets what differs from the hop before.
    ///
    /// - Parameter crossOrigin: a redirect led away from the origin that the request was meant for.
    func prepare(
        url newURL: String, request: TransferRequest, crossOrigin: Bool, keepsConnection: Bool
    ) throws(TransferError) {
        if url != newURL {
            guard unsafe curl_url_set(urlParts, CURLUPART_URL, newURL, 0) == CURLUE_OK else {
                url = ""
                throw TransferError(.invalidURL, url: redactedURL(newURL), detail: "the URL cannot be used; correct it")
            }
            url = newURL
        }
        let wanted = crossOrigin ? Self.crossOriginValidators(request.validators) : request.validators
        let wantedFields = crossOrigin ? request.fields.filter { !Self.isSecret($0) } : request.fields
        if wanted != validators || wantedFields != fields { try setFields(wantedFields, wanted) }
        if isPost || request.body != nil { setBody(request.body) }
        if request.resolve != overrides { setOverrides(request.resolve) }
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

    /// A validator of one origin means nothing to another, but a page that always redirects got its validators there. An entity
    /// tag can match by nothing but being the same; a date could match by chance and hide a page that was never read.
    private static func crossOriginValidators(_ validators: Validators) -> Validators {
        Validators(etag: validators.etag)
    }

    private static func isSecret(_ field: HeaderField) -> Bool {
        ["authorization", "cookie", "proxy-authorization"].contains(field.name.lowercased())
    }

    private func setFields(_ newFields: [HeaderField], _ newValidators: Validators) throws(TransferError) {
        var all = newFields
        if let etag = newValidators.etag { all.append(HeaderField("If-None-Match", etag)) }
        if let date = newValidators.lastModified { all.append(HeaderField("If-Modified-Since", date)) }
        var newList: UnsafeMutablePointer<curl_slist>?
        for field in all {
            guard field.isSendable else {
                unsafe curl_slist_free_all(newList)
                throw TransferError(
                    .invalidField, url: redactedURL(url),
                    detail:
                        "the request field \"\(field.name.filter { $0.isASCII && $0 > " " })\" has a line break, a NUL or a wrong name; correct it"
                )
            }
            // libcurl reads "Name:" as the wish to send no such field; "Name;" sends an empty one.
            let line = field.value.isEmpty ? field.name + ";" : field.name + ": " + field.value
            unsafe newList = curl_slist_append(newList, line)
        }
        _ = unsafe status_easy_set_list(pointer, CURLOPT_HTTPHEADER, newList)
        unsafe curl_slist_free_all(list)
        unsafe list = newList
        fields = newFields
        validators = newValidators
    }

    /// Sets the addresses to connect to in place of a look-up. libcurl never uses a connection to one of them for another.
    private func setOverrides(_ new: [HostOverride]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for override in new {
            let isBare = override.address.contains(":") && !override.address.hasPrefix("[")
            let address = isBare ? "[\(override.address)]" : override.address
            unsafe list = curl_slist_append(list, "\(override.host):\(override.port):\(address):\(override.port)")
        }
        _ = unsafe status_easy_set_list(pointer, CURLOPT_CONNECT_TO, list)
        unsafe curl_slist_free_all(overrideList)
        unsafe overrideList = list
        overrides = new
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

extension HeaderField {
    /// Whether the name is a token and the value has nothing that would end the line (RFC 9110, 5.1 and 5.5).
    fileprivate var isSendable: Bool {
        let separators = Array("\"(),/:;<=>?@[\\]{}".utf8)
        return !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !separators.contains($0) }
            && value.utf8.allSatisfy { $0 != 0 && $0 != 10 && $0 != 13 }
    }
}
