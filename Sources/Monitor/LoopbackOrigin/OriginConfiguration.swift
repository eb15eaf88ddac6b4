/// Where an origin listens and how it treats connections.
public struct OriginConfiguration: Sendable {
    /// What the origin listens on. Nothing outside loopback can be said, and nothing else is accepted.
    public enum Address: Sendable, Hashable {
        /// One literal address of 127.0.0.0/8, or `::1`.
        case literal(String)
        /// Every address of 127.0.0.0/8 at once, so that one port stands for many hosts. The socket is bound to the loopback
        /// device (Linux 5.7 or later); no other machine can reach it.
        case wholeLoopbackNetwork
    }

    /// What happens to a connection once it is accepted, before any byte is read.
    public enum Greeting: Sendable, Hashable {
        /// It is served.
        case serve
        /// It is reset (RST).
        case reset
        /// It is closed (FIN).
        case close
        /// It stays open, and nothing is read or written: a TLS client hangs in its handshake.
        case silence
    }

    public var address: Address
    /// 0 asks for a free port.
    public var port: UInt16
    /// Serves TLS when set, plain HTTP otherwise.
    public var tls: OriginTLS?
    /// Decides by the connection's ordinal, counted from 0.
    public var greeting: @Sendable (Int) -> Greeting
    /// How many requests are kept for ``OriginServer/requests``; further ones are only counted.
    public var recordedRequests: Int
    /// Request lines and fields longer than this are answered 431.
    public var maximumRequestBytes = 64 << 10
    /// A longer body of a POST is answered 413.
    public var maximumBodyBytes = 1 << 20

    public init(
        address: Address = .literal("127.0.0.1"), port: UInt16 = 0, tls: OriginTLS? = nil, recordedRequests: Int = 1_000,
        greeting: @escaping @Sendable (Int) -> Greeting = { _ in .serve }
    ) {
        self.address = address
        self.port = port
        self.tls = tls
        self.recordedRequests = recordedRequests
        self.greeting = greeting
    }
}
