/// A scheme, host and port that transfers go to, with what is remembered of it. Confined to the engine's queue.
final class Origin {
    /// What tells origins apart (RFC 6454, 4).
    struct Key: Hashable {
        private let host: String
        private let port: Int32
        private let isTLS: Bool

        /// - Parameter url: an `http` or `https` URL.
        init(_ url: ParsedURL) { (host, port, isTLS) = (url.host, Int32(clamping: url.port), url.scheme == "https") }
    }

    let host: String
    let port: Int
    let shard: Int
    let admission: TransferAdmission<Transfer>.Host
    /// Its TLS session, for the next connection to it.
    let session: TLSSession
    /// Requests that went to it last and have its connections; the latest at the end.
    var idleRequests: [PreparedRequest] = []

    /// As libcurl names it in its cache of addresses.
    var hostAndPort: String { "\(host):\(port)" }

    init(_ url: ParsedURL, shard: Int, admission: TransferAdmission<Transfer>.Host, sessions: TLSSession.Places) {
        host = url.host
        port = url.port
        self.shard = shard
        self.admission = admission
        session = TLSSession(sessions)
    }

    /// Whether a request brings this origin's address along.
    func isCovered(by overrides: [HostOverride]) -> Bool {
        overrides.contains { $0.port == port && ($0.host == host || $0.host.lowercased() == host) }
    }
}

/// A URL that was read once, with its origin.
final class Target {
    let url: ParsedURL
    let origin: Origin

    init(url: ParsedURL, origin: Origin) {
        self.url = url
        self.origin = origin
    }
}
