/// Takes events from the bus and hands them to a person or a program. It knows nothing of providers.
public protocol EventConsumer: Sendable {
    /// The consumer's name in logs and configuration; unique in one process.
    var name: String { get }
    /// Delivers a batch in order, or throws, upon which the same batch is handed in again later, without the first
    /// ``DeliveryError/delivered`` events of it.
    func deliver(_ events: ArraySlice<StatusEvent>) async throws

    /// How many of these events, the first ones, go out together: one where each is a message of its own. No more are handed in at one time, so that
    /// a crash repeats what was under way alone, and a slow receiver makes headway between two crashes. By default all.
    func countSentTogether(of events: ArraySlice<StatusEvent>) -> Int
}

extension EventConsumer {
    public func countSentTogether(of events: ArraySlice<StatusEvent>) -> Int { events.count }
}
