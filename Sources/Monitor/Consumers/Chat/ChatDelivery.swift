import Monitor

/// The order in which a batch goes out: one message an event, or one for all when they are many.
enum ChatDelivery {
    /// All events when they go out as one message, else one.
    static func countSentTogether(of events: ArraySlice<StatusEvent>) -> Int { EventDigest.isDue(events) ? events.count : 1 }

    static func deliver(
        _ events: ArraySlice<StatusEvent>, one: (StatusEvent) async throws -> Void, many: (EventDigest) async throws -> Void
    ) async throws {
        // As one message they are delivered together or not at all; a refusal is about all of them.
        if EventDigest.isDue(events) { return try await many(EventDigest(events)) }
        try await SerialDelivery.deliver(events, one)
    }
}

/// Delivers one event after another and tells how far it came.
enum SerialDelivery {
    static func deliver(_ events: ArraySlice<StatusEvent>, _ send: (StatusEvent) async throws -> Void) async throws {
        for (done, event) in events.enumerated() {
            do {
                try await send(event)
            } catch var error as DeliveryError {
                error.delivered = done
                error.refused = 1
                throw error
            } catch {
                throw DeliveryError(.temporary, detail: String(describing: error), delivered: done, refused: 1)
            }
        }
    }
}
