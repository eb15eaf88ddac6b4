/// How many deliveries a receiver takes in which time.
public struct DeliveryRate: Sendable, Hashable {
    /// At least 1.
    public var count: Int
    public var period: Duration

    public init(_ count: Int, per period: Duration) {
        self.count = max(1, count)
        self.period = period
    }
}
