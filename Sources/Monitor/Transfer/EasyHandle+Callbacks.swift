internal import CCurl
internal import CEpoll

/// Addresses that the callbacks came to know, in order. Confined to the engine's queue.
final class AddressRecord {
    var known: [(transfer: Transfer, address: IPAddress)] = []
}

/// How many bytes of bodies have come in a step. Confined to the engine's queue.
final class BodyCounter {
    private(set) var byteCount = 0
    func add(_ count: Int) { byteCount += count }
    func reset() { byteCount = 0 }
}

/// What libcurl's callbacks do. None of them calls libcurl, starts or ends a transfer: they change the transfer that they
/// belong to and record the rest.
extension EasyHandle {
    /// A line of the answer's head, its line break included. Returns whether to go on.
    fileprivate func headerLine(_ line: UnsafeRawBufferPointer) -> Bool {
        // Bytes are counted a page at a time and at the head's end; most fields say nothing that is acted on.
        let uncounted = progress.header(byteCount: line.count, at: clock.now)
        if uncounted >= 4_096, !countHeader() { return false }
        guard unsafe ResponseHead.concerns(line) else { return true }
        guard let transfer else { return false }
        let isEnd = unsafe transfer.head.read(line)
        guard isEnd, countHeader() else { return !isEnd }
        guard transfer.head.status >= 200 else { return true }
        let plan = transfer.machine?.headCompleted(status: transfer.head.status, location: transfer.head.location)
        transfer.beginBody()
        if plan == .deliver {
            transfer.request.receiver?.begin(status: transfer.head.status, contentType: transfer.head.contentType)
        }
        return true
    }

    /// Tells the transfer of the head's bytes. Returns whether there may be more.
    private func countHeader() -> Bool {
        let count = progress.uncountedHeaderBytes
        progress.uncountedHeaderBytes = 0
        return transfer?.machine?.headerArrived(byteCount: count) == true
    }

    /// Bytes of the body as they were sent. Returns whether to go on.
    fileprivate func bodyBytes(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let transfer else { return false }
        progress.lastActivity = clock.now
        return unsafe transfer.bodyArrived(bytes, counter: bodies)
    }

    /// The request is about to go out on a connection, new or kept. Returns whether it may.
    fileprivate func requestBegins(remote: UnsafePointer<CChar>) -> Bool {
        guard let transfer else { return false }
        progress.lastActivity = clock.now
        guard isDirect, let (address, isNew) = unsafe request?.address(remote) else { return true }
        let addressReach = reach(address)
        guard transfer.machine?.mayConnect(to: address, reach: addressReach) == true else { return false }
        transfer.machine?.connected(to: addressReach)
        transfer.metrics.address = address
        // A kept connection's address is known from the hop that opened it.
        if isNew || transfer.looksUp { addresses.known.append((transfer, address)) }
        return true
    }

    /// A socket for a connection to this address, or `CURL_SOCKET_BAD`.
    fileprivate func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>) -> Int32 {
        guard let transfer else { return CURL_SOCKET_BAD }
        if isDirect, let ip = unsafe IPAddress(socketAddress: status_socket_address(address)) {
            guard transfer.machine?.mayConnect(to: ip, reach: reach(ip)) == true else { return CURL_SOCKET_BAD }
            addresses.known.append((transfer, ip))
        }
        return unsafe sockets.open(
            family: address.pointee.family, type: address.pointee.socktype, protocolNumber: address.pointee.protocol)
    }
}

extension PreparedRequest {
    /// The address of a connection; read only when it is not the one of the connection before.
    fileprivate func address(_ text: UnsafePointer<CChar>) -> (IPAddress, isNew: Bool)? {
        if let lastAddress {
            var index = 0
            while index < 48, unsafe text[index] == lastAddress.text[index] {
                if unsafe text[index] == 0 { return (lastAddress.address, false) }
                index += 1
            }
        }
        guard let address = unsafe IPAddress(String(cString: text)) else { return nil }
        var copy = InlineArray<48, CChar>(repeating: 0)
        var index = 0
        while index < 47, unsafe text[index] != 0 {
            unsafe copy[index] = text[index]
            index += 1
        }
        lastAddress = (copy, address)
        return (address, true)
    }
}

extension IPAddress {
    /// The address of an IPv4 or IPv6 socket address; nil for any other family.
    fileprivate init?(socketAddress: UnsafePointer<sockaddr>) {
        switch unsafe Int32(socketAddress.pointee.sa_family) {
        case AF_INET:
            let v4 = unsafe UnsafeRawPointer(socketAddress).loadUnaligned(as: sockaddr_in.self)
            self.init(v4: UInt32(bigEndian: v4.sin_addr.s_addr))
        case AF_INET6:
            self.init(unsafe UnsafeRawPointer(socketAddress).loadUnaligned(as: sockaddr_in6.self).sin6_addr)
        default: return nil
        }
    }
}

// MARK: - Entries from C

// CURLOPT_HEADERFUNCTION
func transferHeaderCallback(bytes: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?) -> Int {
    guard let context = unsafe context else { return 0 }
    let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return unsafe Unmanaged<EasyHandle>.fromOpaque(context)._withUnsafeGuaranteedRef { unsafe $0.headerLine(line) } ? line.count : 0
}

// CURLOPT_WRITEFUNCTION
func transferBodyCallback(bytes: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?) -> Int {
    guard let context = unsafe context else { return 0 }
    let body = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return unsafe Unmanaged<EasyHandle>.fromOpaque(context)._withUnsafeGuaranteedRef { unsafe $0.bodyBytes(body) } ? body.count : 0
}

// CURLOPT_PREREQFUNCTION
func transferPrerequestCallback(
    context: UnsafeMutableRawPointer?, remote: UnsafeMutablePointer<CChar>?, local: UnsafeMutablePointer<CChar>?,
    remotePort: Int32, localPort: Int32
) -> Int32 {
    guard let context = unsafe context, let remote = unsafe remote else { return CURL_PREREQFUNC_ABORT }
    let handle = unsafe Unmanaged<EasyHandle>.fromOpaque(context).takeUnretainedValue()
    return unsafe handle.requestBegins(remote: remote) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}

// CURLOPT_OPENSOCKETFUNCTION
func transferOpenSocketCallback(
    context: UnsafeMutableRawPointer?, purpose: curlsocktype, address: UnsafeMutablePointer<curl_sockaddr>?
) -> Int32 {
    guard let context = unsafe context, let address = unsafe address else { return CURL_SOCKET_BAD }
    return unsafe Unmanaged<EasyHandle>.fromOpaque(context).takeUnretainedValue().openSocket(address)
}

// CURLOPT_SSL_CTX_FUNCTION
func transferTLSContextCallback(
    easy: UnsafeMutableRawPointer?, tlsContext: UnsafeMutableRawPointer?, context: UnsafeMutableRawPointer?
) -> CURLcode {
    guard let context = unsafe context, let tlsContext = unsafe tlsContext else { return CURLE_OK }
    let handle = unsafe Unmanaged<EasyHandle>.fromOpaque(context).takeUnretainedValue()
    unsafe handle.transfer?.target?.origin.session.attach(to: tlsContext)
    return CURLE_OK
}

// CURLOPT_CLOSESOCKETFUNCTION
func transferCloseSocketCallback(context: UnsafeMutableRawPointer?, socket: Int32) -> Int32 {
    guard let context = unsafe context else { return -1 }
    return unsafe Unmanaged<SocketTable>.fromOpaque(context).takeUnretainedValue().close(socket)
}
