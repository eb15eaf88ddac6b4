/// What an engine holds and has done.
public struct TransferStatistics: Sendable, Hashable {
    /// Transfers with a permit.
    public var inFlight = 0
    /// Transfers that wait for one.
    public var waiting = 0
    /// Sockets that are open, kept connections included.
    public var openSockets = 0
    /// libcurl handles that exist, idle ones included.
    public var handles = 0
    /// Handles that carry out nothing.
    public var idleHandles = 0
    /// Requests that are kept for their hosts' next polls, as their connections are.
    public var keptRequests = 0
    /// Rounds of the loop since the start.
    public var rounds = 0
    /// How often sockets, the timer or another thread woke the loop: stands still while nothing happens.
    public var wakeUps = 0
    /// Hosts that the engine remembers.
    public var hosts = 0
    /// OpenSSL contexts that were made for connections to share.
    public var tlsContexts = 0

    public init() {}
}
