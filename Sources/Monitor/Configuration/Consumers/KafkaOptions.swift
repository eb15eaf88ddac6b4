public import Monitor

extension Configuration {
    /// Which topic events are put into.
    public struct KafkaOptions: Sendable, Hashable {
        /// `HOST:PORT`, in the file's order; at least one.
        public var brokers: [String]
        public var topic: String
        /// Further properties of librdkafka by name.
        public var settings: [String: Secret] = [:]

        public init(brokers: [String], topic: String) {
            self.brokers = brokers
            self.topic = topic
        }
    }
}

extension ConsumerKind {
    /// `- kafka: { brokers: ["kafka.internal:9092"], topic: status-events, settings: { security.protocol: ssl } }`
    static let kafka = ConsumerKind(word: "kafka", keys: ["brokers", "topic", "settings"]) { fields, nodes in
        nodes.refuseTemplate(fields)
        let brokers = fields.required("brokers", &nodes).map { brokerList($0, &nodes) }
        let topic = fields.required("topic", &nodes).flatMap { topicName($0, &nodes) }
        let settings = fields["settings"].map { node in
            nodes.settings(node, called: "settings") { [fault = nodes.kafkaPropertyFault] name, value in fault(name, value) }
        }
        guard let brokers, let topic, !brokers.isEmpty else { return nil }
        var options = Configuration.KafkaOptions(brokers: brokers, topic: topic)
        options.settings = settings ?? [:]
        return .kafka(options)
    }

    private static func brokerList(_ node: YAMLNode, _ nodes: inout NodeDecoder) -> [String] {
        let texts = nodes.texts(node, called: "brokers")
        if texts.isEmpty, case .sequence = node.content { nodes.report("brokers names no broker", at: node.position) }
        return texts.compactMap { text, position in
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            let port = parts.count == 2 ? Int(parts[1]) : nil
            if NetworkName.isValid(String(parts[0])), parts.count == 1 || (1...65_535).contains(port ?? 0) { return text }
            nodes.report("a broker is HOST:PORT, not \"\(text.prefix(80))\"", at: position)
            return nil
        }
    }

    private static func topicName(_ node: YAMLNode, _ nodes: inout NodeDecoder) -> String? {
        guard let text = nodes.text(node, called: "topic") else { return nil }
        let isName = text.unicodeScalars.allSatisfy { scalar in
            "a"..."z" ~= scalar || "A"..."Z" ~= scalar || "0"..."9" ~= scalar || "._-".unicodeScalars.contains(scalar)
        }
        if isName, text.utf8.count <= 249, text != ".", text != ".." { return text }
        nodes.report("a topic has letters, digits and the marks . _ - alone, 249 at most, not \"\(text.prefix(80))\"", at: node.position)
        return nil
    }
}
