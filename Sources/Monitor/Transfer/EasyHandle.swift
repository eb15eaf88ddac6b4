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
    let reach: @Sendable (IPAddress) -> IPAddress.Reach
    /// Where the look-ups' and connections' addresses are recorded, for the loop to act on.
    let addresses: AddressRecord
    /// Whether the other end of the connection is the origin itself, so that its address means something.
    let isDirect: Bool

    /// The transfer that it carries out.
    var transfer: Transfer?
    /// The origin that it served last, while it is idle.
    var origin: Origin?
    /// The last connection's address, as libcurl wrote it and as it was read.
    var lastAddress: (text: InlineArray<48, CChar>, address: IPAddress)?

    // What is set now.
    private var url = ""
    private var validators = Validators()
    private var fields: [HeaderField] = []
    private var list: UnsafeMutablePointer<curl_slist>?
    private var overrides: [HostOverride] = []
    private var overrideGeneration = -1
    private var overrideList: UnsafeMutablePointer<curl_slist>?
    private var connectTimeout = -1
    private var forbidsReuse = false
    private var isFresh = false
    private var isOpen = true

    init?(index: Int32, settings: HandleSettings, sockets: SocketTable, clock: LoopClock, addresses: AddressRecord) {
        guard let pointer = unsafe curl_easy_init() else { return nil }
        self.index = index
        unsafe self.pointer = pointer
        self.sockets = sockets
        self.clock = clock
        self.addresses = addresses
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
    }

    deinit { close() }

    /// Frees what libcurl holds for it. It must not be in a shard.
    func close() {
        guard isOpen else { return }
        isOpen = false
        unsafe curl_easy_cleanup(pointer)
        unsafe curl_slist_free_all(list)
        unsafe curl_slist_free_all(overrideList)
        unsafe list = nil
        unsafe overrideList = nil
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

    // MARK: The options of one hop

    /// Sets what differs from the hop before.
    ///
    /// - Parameter crossOrigin: a redirect led away from the origin that the request was meant for.
    func prepare(
        url newURL: String, request: TransferRequest, crossOrigin: Bool, keepsConnection: Bool
    ) throws(TransferError) {
        if url != newURL {
            let code = unsafe status_easy_set_string(pointer, CURLOPT_URL, newURL)
            guard code == CURLE_OK else {
                throw TransferError(.invalidURL, url: redactedURL(newURL), detail: "the URL cannot be used; correct it")
            }
            url = newURL
        }
        let wanted = crossOrigin ? Self.crossOriginValidators(request.validators) : request.validators
        let wantedFields = crossOrigin ? request.fields.filter { !Self.isSecret($0) } : request.fields
        if wanted != validators || wantedFields != fields { try setFields(wantedFields, wanted) }
        let timeout = request.limits.connectTimeout.clampedMilliseconds
        if timeout != connectTimeout {
            set(CURLOPT_CONNECTTIMEOUT_MS, timeout)
            connectTimeout = timeout
        }
        if forbidsReuse == keepsConnection {
            forbidsReuse = !keepsConnection
            set(CURLOPT_FORBID_REUSE, forbidsReuse ? 1 : 0)
        }
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
                    detail: "the request field \"\(field.name.filter { $0.isASCII && $0 > " " })\" has a line break, a NUL or a wrong name; correct it")
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

    /// Brings libcurl's cache of addresses to what the hop is to use.
    ///
    /// libcurl would go through its whole cache at each transfer's end to find what is old: that is switched off, and a name
    /// whose time is over is taken out when it is asked for again.
    func prepareAddresses(_ request: TransferRequest, origin: Origin, looksUp: Bool, shard: Shard) {
        setFresh(false)
        if !request.resolve.isEmpty, origin.isCovered(by: request.resolve) {
            if request.resolve == overrides, overrideGeneration == shard.overrideGeneration { return }
            setOverrides(request.resolve, shard: shard)
        } else if shard.overrides.removeValue(forKey: origin.hostAndPort) != nil {
            shard.overrideGeneration += 1
            setFresh(true)
            setOverrideLines(["-" + origin.hostAndPort])
        } else if looksUp {
            setOverrideLines(["-" + origin.hostAndPort])
        }
    }

    private func setOverrides(_ new: [HostOverride], shard: Shard) {
        var lines: [String] = []
        for override in new {
            let key = "\(override.host.lowercased()):\(override.port)"
            let old = shard.overrides.updateValue(override.address, forKey: key)
            if let old, old != override.address {
                // Connections to the address before are kept under the same name.
                shard.overrideGeneration += 1
                setFresh(true)
            }
            let address = override.address.contains(":") && !override.address.hasPrefix("[") ? "[\(override.address)]" : override.address
            lines.append("\(key):\(address)")
        }
        setOverrideLines(lines)
        overrides = new
        overrideGeneration = shard.overrideGeneration
    }

    private func setOverrideLines(_ lines: [String]) {
        var new: UnsafeMutablePointer<curl_slist>?
        for line in lines { unsafe new = curl_slist_append(new, line) }
        _ = unsafe status_easy_set_list(pointer, CURLOPT_RESOLVE, new)
        unsafe curl_slist_free_all(overrideList)
        unsafe overrideList = new
        overrides = []
    }

    private func setFresh(_ fresh: Bool) {
        if isFresh == fresh { return }
        isFresh = fresh
        set(CURLOPT_FRESH_CONNECT, fresh ? 1 : 0)
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
