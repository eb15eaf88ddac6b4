internal import CRdKafka

/// Owns one of librdkafka's producers and its main queue. Confined to the queue of its ``KafkaProducer`` until it is closed.
///
/// Nothing of librdkafka calls back into this process: reports, errors and logs are taken off the queue, and a descriptor tells when there
/// are some (`rd_kafka_queue_io_event_enable`).
@safe final class KafkaHandle {
    /// Readable when the queue holds something.
    let wakeUpDescriptor: Int32
    private let client: OpaquePointer
    private let queue: OpaquePointer

    /// What was on the queue.
    enum Event {
        /// A message's delivery report.
        case report(token: UInt, KafkaFailure?)
        /// The producer can send nothing more.
        case fatal(String)
        /// Something is wrong with the cluster or the way to it.
        case error(String)
        case log(KafkaLogLine)
    }

    /// - Throws: a failure with librdkafka's words, which show no value of a property.
    init(_ settings: KafkaSettings) throws(KafkaFailure) {
        guard let configuration = unsafe rd_kafka_conf_new() else { throw KafkaFailure(.temporary, "no memory for a Kafka producer") }
        for (name, value) in settings.all {
            guard unsafe rd_kafka_conf_set(configuration, name, value, nil, 0) == RD_KAFKA_CONF_OK else {
                unsafe rd_kafka_conf_destroy(configuration)
                throw KafkaFailure(.temporary, "librdkafka does not take the property \(name) or its value; correct it")
            }
        }
        unsafe rd_kafka_conf_set_events(configuration, RD_KAFKA_EVENT_DR | RD_KAFKA_EVENT_ERROR | RD_KAFKA_EVENT_LOG)
        // Instead of standard error, where librdkafka writes what it has to say before its queue is there.
        unsafe rd_kafka_conf_set_log_cb(configuration, dropLogLine)
        var reason = [CChar](repeating: 0, count: 512)
        guard let client = unsafe rd_kafka_new(RD_KAFKA_PRODUCER, configuration, &reason, reason.count) else {
            unsafe rd_kafka_conf_destroy(configuration)
            let words = String(decoding: reason.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            throw KafkaFailure(.temporary, "no Kafka producer can be made: \(words)")
        }
        let descriptor = status_kafka_wake_up_descriptor()
        guard descriptor >= 0, let queue = unsafe rd_kafka_queue_get_main(client) else {
            unsafe rd_kafka_destroy(client)
            throw KafkaFailure(.temporary, "no descriptor for a Kafka producer; raise the limit of open files")
        }
        unsafe self.client = client
        unsafe self.queue = queue
        wakeUpDescriptor = descriptor
        unsafe rd_kafka_set_log_queue(client, nil)
        unsafe status_kafka_write_wake_ups_to(queue, descriptor)
    }

    /// Why a message was not taken.
    enum Refusal: Error {
        case queueFull
        case failed(KafkaFailure)
    }

    /// Hands a message over; its report comes later, under its token.
    func produce(_ message: KafkaMessage, to topic: String, token: UInt) throws(Refusal) {
        let code = unsafe message.key.withUnsafeBytes { key in
            unsafe message.value.withUnsafeBytes { value in
                unsafe message.id.withUnsafeBytes { id in
                    unsafe status_kafka_produce(
                        client, topic, key.baseAddress, key.count, value.baseAddress, value.count, "id", id.baseAddress, id.count, token)
                }
            }
        }
        if code == RD_KAFKA_RESP_ERR__QUEUE_FULL { throw .queueFull }
        if let failure = KafkaFailure(code) { throw .failed(failure) }
    }

    /// Forgets messages; their reports come. Those in flight may arrive all the same.
    func purge(inFlight: Bool) {
        unsafe rd_kafka_purge(client, RD_KAFKA_PURGE_F_QUEUE | (inFlight ? RD_KAFKA_PURGE_F_INFLIGHT : 0))
    }

    /// All that is on the queue now.
    func events() -> [Event] {
        status_kafka_read_wake_ups(wakeUpDescriptor)
        var events: [Event] = []
        while let event = unsafe rd_kafka_queue_poll(queue, 0) {
            defer { unsafe rd_kafka_event_destroy(event) }
            switch unsafe rd_kafka_event_type(event) {
            case RD_KAFKA_EVENT_DR:
                while let message = unsafe rd_kafka_event_message_next(event) {
                    events.append(.report(token: unsafe status_kafka_token(message), unsafe KafkaFailure(message.pointee.err)))
                }
            case RD_KAFKA_EVENT_ERROR:
                let text = unsafe Self.text(rd_kafka_event_error_string(event))
                events.append(unsafe rd_kafka_event_error_is_fatal(event) != 0 ? .fatal(text) : .error(text))
            case RD_KAFKA_EVENT_LOG:
                if let line = unsafe Self.logLine(event) { events.append(.log(line)) }
            default: break
            }
        }
        return events
    }

    private static func logLine(_ event: OpaquePointer) -> KafkaLogLine? {
        var facility: UnsafePointer<CChar>?
        var text: UnsafePointer<CChar>?
        var level: Int32 = 0
        guard unsafe rd_kafka_event_log(event, &facility, &text, &level) == 0 else { return nil }
        return unsafe KafkaLogLine(level: Int(level), facility: Self.text(facility), text: Self.text(text))
    }

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String { unsafe pointer.map { unsafe String(cString: $0) } ?? "" }

    /// Frees all, and waits for librdkafka's threads: not for a thread of Swift's pool. Nothing may use the handle any more.
    func close() {
        unsafe rd_kafka_queue_io_event_enable(queue, -1, nil, 0)
        unsafe rd_kafka_queue_destroy(queue)
        unsafe rd_kafka_destroy(client)
        _ = CRdKafka.close(wakeUpDescriptor)
    }
}

/// Takes lines that come before the queue does; what matters among them is said again in an error.
@c private func dropLogLine(_ client: OpaquePointer?, _ level: Int32, _ facility: UnsafePointer<CChar>?, _ text: UnsafePointer<CChar>?) {}
