import CRdKafka
import Synchronization

/// Brokers on loopback that keep messages in memory: librdkafka's own mock cluster. Any program can reach them.
@safe public final class MockCluster: Sendable {
    /// Addresses of the brokers, as `bootstrap.servers` takes them.
    public let brokers: [String]

    /// librdkafka's objects; its mock functions may be called from any thread.
    @safe private struct Handles: @unchecked Sendable {
        var client: OpaquePointer
        var cluster: OpaquePointer
    }

    private let handles: Handles

    public struct Failure: Error, CustomStringConvertible {
        public var description: String
    }

    /// Requests by the numbers of Kafka's protocol.
    public enum Request: Int16, Sendable {
        case produce = 0
        case metadata = 3
        case initProducerID = 22
    }

    /// Answers of a broker by the numbers of Kafka's protocol; ``disconnect`` closes the connection instead.
    public enum Answer: Int32, Sendable {
        case disconnect = -195
        case requestTimedOut = 7
        case notEnoughReplicas = 19
        case messageTooLarge = 10
        case topicAuthorizationFailed = 29
        case clusterAuthorizationFailed = 31
        case outOfOrderSequence = 45
        case invalidProducerEpoch = 47
        case unknownProducerID = 59
    }

    public init(brokers count: Int32 = 1) throws {
        guard let configuration = unsafe rd_kafka_conf_new() else { throw Failure(description: "no configuration") }
        unsafe rd_kafka_conf_set(configuration, "log_level", "0", nil, 0)
        var reason = [CChar](repeating: 0, count: 512)
        guard let client = unsafe rd_kafka_new(RD_KAFKA_PRODUCER, configuration, &reason, reason.count) else {
            unsafe rd_kafka_conf_destroy(configuration)
            throw Failure(description: String(decoding: reason.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
        }
        guard let cluster = unsafe rd_kafka_mock_cluster_new(client, count) else {
            unsafe rd_kafka_destroy(client)
            throw Failure(description: "no mock cluster")
        }
        unsafe handles = Handles(client: client, cluster: cluster)
        brokers = unsafe String(cString: rd_kafka_mock_cluster_bootstraps(cluster)).split(separator: ",").map(String.init)
    }

    deinit {
        unsafe rd_kafka_mock_cluster_destroy(handles.cluster)
        unsafe rd_kafka_destroy(handles.client)
    }

    public func createTopic(_ name: String, partitions: Int32 = 1) {
        unsafe rd_kafka_mock_topic_create(handles.cluster, name, partitions, 1)
    }

    /// The next requests of a kind are answered like this, one after the other.
    public func answer(_ request: Request, with answers: [Answer]) {
        let codes = answers.map { rd_kafka_resp_err_t($0.rawValue) }
        unsafe rd_kafka_mock_push_request_errors_array(handles.cluster, request.rawValue, codes.count, codes)
    }

    /// Closes all connections and takes no new ones.
    public func goDown() { unsafe rd_kafka_mock_broker_set_down(handles.cluster, -1) }
    public func comeUp() { unsafe rd_kafka_mock_broker_set_up(handles.cluster, -1) }
    /// How long each answer takes.
    public func answerAfter(milliseconds: Int32) { unsafe rd_kafka_mock_broker_set_rtt(handles.cluster, -1, milliseconds) }
}
