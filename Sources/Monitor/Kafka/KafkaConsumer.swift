public import Monitor

/// Puts events into a topic of Kafka: one message an event, its value the event's JSON, its key `PROVIDER/INCIDENT`, its header `id` the event's.
///
/// A delivery ends when the delivery report of every message is in, which all replicas in sync have acknowledged. The producer is idempotent: what
/// librdkafka tries again is in the topic once. What this program sends again, after a failure or a restart, may be there twice, with the same
/// `id`.
public final class KafkaConsumer: EventConsumer {
    public let name: String
    private let topic: String
    private let producer: KafkaProducer

    /// - Parameter log: gets the lines of librdkafka's log; called on a queue, and must not block.
    public init(name: String = "kafka", _ settings: KafkaSettings, log: @escaping @Sendable (KafkaLogLine) -> Void) {
        self.name = name
        topic = settings.topic
        producer = KafkaProducer(settings, log: log)
    }

    deinit { producer.closeLater() }

    /// - Throws: ``DeliveryError``, with the events before the first that failed as delivered. Refused is what the cluster will never take: a
    ///   message that is too large, a topic that may not be written to.
    public func deliver(_ events: ArraySlice<StatusEvent>) async throws {
        if events.isEmpty { return }
        let failures = await producer.send(events.map { KafkaMessage($0) })
        guard let delivered = failures.firstIndex(where: { $0 != nil }), let failure = failures[delivered] else { return }
        if failure.meaning == .cancelled, Task.isCancelled { throw CancellationError() }
        throw DeliveryError(
            failure.meaning == .refused ? .refused : .temporary, detail: "topic \(topic): \(failure.detail)", delivered: delivered,
            refused: 1)
    }

    /// Closes the connections and waits until they are closed. A later delivery opens them again.
    public func close() async { await producer.close() }
}
