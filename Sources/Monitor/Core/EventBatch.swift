/// What one look at the bus gave a subscriber: events in order, and how many it lost before them.
public struct EventBatch: Sendable {
    /// Events overwritten before this subscriber read them, directly before ``events``; 0 when nothing was lost.
    public var missed: Int
    /// The number of the first event; the others follow without a gap.
    public var firstSequence: UInt64
    /// Shared with the publisher and the other subscribers, never copied for a full batch.
    public var events: ArraySlice<StatusEvent>

    public init(missed: Int, firstSequence: UInt64, events: ArraySlice<StatusEvent>) {
        self.missed = missed
        self.firstSequence = firstSequence
        self.events = events
    }
}
