/// What an origin has counted since it started.
public struct OriginStatistics: Sendable, Hashable, Codable {
    /// Connections accepted, those that were refused by the greeting included.
    public var connections = 0
    public var openConnections = 0
    /// Complete request heads.
    public var requests = 0
    /// Replies that a gate holds back at this moment.
    public var heldReplies = 0
    /// TLS handshakes that ended well.
    public var handshakes = 0
    /// Those of them that resumed a session.
    public var resumptions = 0
    /// TLS handshakes that failed.
    public var failedHandshakes = 0
    /// Bytes given to the system, before TLS.
    public var bytesSent = 0

    public init() {}

    public static func + (left: OriginStatistics, right: OriginStatistics) -> OriginStatistics {
        var sum = left
        sum.connections += right.connections
        sum.openConnections += right.openConnections
        sum.requests += right.requests
        sum.heldReplies += right.heldReplies
        sum.handshakes += right.handshakes
        sum.resumptions += right.resumptions
        sum.failedHandshakes += right.failedHandshakes
        sum.bytesSent += right.bytesSent
        return sum
    }
}
