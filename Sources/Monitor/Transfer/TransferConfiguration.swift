/// How a ``TransferEngine`` works, for all its transfers.
public struct TransferConfiguration: Sendable {
    /// Transfers in flight at once.
    public var concurrency = 20
    /// Of these, to one host and port.
    public var concurrencyPerHost = 2
    /// Of these, to one address, however many hosts share it.
    public var concurrencyPerAddress = 8
    /// Name look-ups at once.
    public var concurrentLookups = 16
    /// Transfers that may wait for their turn; one more fails at once.
    public var maximumWaiting = 100_000
    /// Hosts that are polled in turn: what is known of so many is remembered.
    public var expectedHosts = 500
    /// URLs whose parts are remembered, 250 bytes each; one that is not is read again for each transfer, some µs. Nil: as many as there are hosts, twice.
    public var rememberedURLs: Int?
    /// Connections that are kept at one time, at most: sets how many of libcurl's multi handles share them. Each of these loads the trusted certificates anew.
    public var expectedKeptConnections = 500
    /// Connections that are kept for the next poll, at most.
    public var maximumKeptConnections = 1_024
    /// TLS sessions that are held ready for the next handshake, 4 kB each. Those beyond are held as written bytes: half a kB, the certificate once for all hosts
    /// that have it, and some 20 µs a handshake.
    public var maximumReadySessions = 512
    /// `User-Agent` of every request that brings none.
    public var userAgent = "status-monitor"
    /// File of trusted certificates (PEM); nil takes the system's.
    public var caFile: String?
    /// For how long the trusted certificates hold that were read once; in whole seconds. Zero reads them for each connection.
    public var rootsLifetime = Duration.seconds(24 * 3600)
    /// Proxy as libcurl's `CURLOPT_PROXY` takes it. Environment variables are never looked at.
    public var proxy: String?
    /// What may be connected to though it is private, whatever a request's ``TransferRequest/privateAddresses`` says.
    public var allowance = AddressAllowance()
    /// For how long a resolved name serves.
    public var nameLifetime: Duration = .seconds(60)
    /// When the next request comes later than this, the connection is closed at once: an idle TLS connection takes some 60 kB, the handshake that resumes its
    /// session half a millisecond, and many servers close what is idle for a minute.
    public var keptConnectionLifetime: Duration = .seconds(30)
    /// Tells public addresses from private ones: a redirect from a public address to a private one is refused.
    public var reach: @Sendable (IPAddress) -> IPAddress.Reach = { $0.reach }

    public init() {}
}
