internal import Monitor

/// An event as Kafka keeps it.
struct KafkaMessage: Sendable {
    /// Messages of one key keep their order: an incident's updates share it.
    var key: [UInt8]
    /// The event's JSON, without a line feed.
    var value: [UInt8]
    /// The header `id`, by which whoever reads the topic knows an event that was sent twice.
    var id: [UInt8]

    init(_ event: StatusEvent) {
        key = Array("\(event.provider)/\(event.incident)".utf8)
        value = JSONLines.encode(event).dropLast()
        id = Array(event.id.utf8)
    }
}
