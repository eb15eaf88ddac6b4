internal import CRdKafka

/// Why a message is not in its topic.
struct KafkaFailure: Error, Sendable, Hashable {
    enum Meaning: Sendable, Hashable {
        /// Another try may succeed.
        case temporary
        /// The cluster will never take this message.
        case refused
        /// The producer can send nothing more; a new one can.
        case fatal
        /// The wait was given up.
        case cancelled
    }

    var meaning: Meaning
    /// librdkafka's words.
    var detail: String

    init(_ meaning: Meaning, _ detail: String) {
        self.meaning = meaning
        self.detail = detail
    }

    /// What one of librdkafka's codes means for a message; nil for success.
    init?(_ code: rd_kafka_resp_err_t) {
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
        detail = unsafe rd_kafka_err2str(code).map { unsafe String(cString: $0) } ?? "error \(code.rawValue)"
        switch code {
        case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE, RD_KAFKA_RESP_ERR_INVALID_MSG_SIZE,
            RD_KAFKA_RESP_ERR_INVALID_RECORD, RD_KAFKA_RESP_ERR_POLICY_VIOLATION, RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION,
            RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR__INVALID_ARG:
            meaning = .refused
        case RD_KAFKA_RESP_ERR__FATAL, RD_KAFKA_RESP_ERR__GAPLESS_GUARANTEE, RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER,
            RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH, RD_KAFKA_RESP_ERR__FENCED, RD_KAFKA_RESP_ERR_PRODUCER_FENCED:
            meaning = .fatal
        default:
            meaning = .temporary
        }
    }

    /// The topic's order is kept by sending nothing after a message that failed.
    static let heldBack = KafkaFailure(.temporary, "held back, for a message before it failed")
    static let cancelled = KafkaFailure(.cancelled, "the wait for the delivery report was given up")
}
