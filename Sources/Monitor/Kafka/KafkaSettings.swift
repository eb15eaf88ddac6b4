internal import CRdKafka
public import Monitor

/// Where events go in Kafka, and how.
public struct KafkaSettings: Sendable, Hashable {
    /// Addresses of some of the cluster's brokers, `HOST:PORT`; the others are found through them.
    public var brokers: [String]
    public var topic: String
    /// Further properties of librdkafka by their names (`security.protocol`, `sasl.password`, `compression.codec` …), as its CONFIGURATION.md
    /// lists them.
    public var properties: [String: Secret]

    public init(brokers: [String], topic: String, properties: [String: Secret] = [:]) {
        self.brokers = brokers
        self.topic = topic
        self.properties = properties
    }

    /// What is set unless ``properties`` say otherwise. A message that no broker took in 30 seconds fails, so that the log tells of it; it is sent
    /// again.
    static let defaults = ["client.id": "status-monitor", "message.timeout.ms": "30000"]

    /// What the promise to lose nothing and to keep the order rests on: an acknowledgement of every replica in sync, and no repetition by
    /// librdkafka's own attempts.
    static let fixed = ["enable.idempotence": "true", "acks": "all", "log.queue": "true"]

    /// Properties that would break the promise, that are set otherwise, or that load code.
    private static let refused: [String: String] = {
        let promise = "every event is acknowledged by all replicas in sync, once and in order; leave it out"
        var refused = ["plugin.library.paths": "no code is loaded into this program; leave it out"]
        for name in ["bootstrap.servers", "metadata.broker.list"] { refused[name] = "brokers: names them" }
        for name in ["enable.idempotence", "acks", "request.required.acks", "delivery.report.only.error", "queuing.strategy"] {
            refused[name] = promise
        }
        for name in ["max.in.flight", "max.in.flight.requests.per.connection", "retries", "message.send.max.retries"] {
            refused[name] = promise
        }
        for name in ["transactional.id", "enable.gapless.guarantee"] { refused[name] = "transactions are not used; leave it out" }
        for name in ["log.queue", "log_level", "log.thread.name", "log.connection.close"] {
            refused[name] = "librdkafka's log goes to this program's; leave it out"
        }
        return refused
    }()

    /// What is wrong with a property, in words that do not show its value; nil when it can be set.
    public static func fault(ofProperty name: String, value: Secret) -> String? {
        if let reason = refused[name] { return "\(name) cannot be set: \(reason)" }
        if name.hasPrefix("test.") { return "\(name) cannot be set: it is for librdkafka's own tests; leave it out" }
        guard let configuration = unsafe rd_kafka_conf_new() else { return nil }
        defer { unsafe rd_kafka_conf_destroy(configuration) }
        switch unsafe rd_kafka_conf_set(configuration, name, value.reveal(), nil, 0) {
        case RD_KAFKA_CONF_OK: return nil
        case RD_KAFKA_CONF_UNKNOWN: return "librdkafka has no property \"\(name.prefix(80))\""
        default: return "librdkafka does not take this value for \(name)"
        }
    }

    /// All properties with their values, in the order in which they are set.
    var all: [(name: String, value: String)] {
        let own = properties.mapValues { $0.reveal() }
        let given = Self.defaults.merging(own) { _, own in own }.merging(Self.fixed) { _, fixed in fixed }
        return given.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } + [("bootstrap.servers", brokers.joined(separator: ","))]
    }
}
