public import Monitor

extension Configuration {
    /// Where events are posted as JSON.
    public struct WebhookOptions: Sendable, Hashable {
        /// A request field beside those that every delivery has.
        public struct Field: Sendable, Hashable {
            public var name: String
            public var value: Secret
        }

        public var url: Secret
        /// The key of the signature; nil for none.
        public var secret: Secret?
        /// In the file's order.
        public var headers: [Field] = []
        public init(url: Secret) { self.url = url }
    }
}

extension ConsumerKind {
    /// `- webhook: { url: "https://…", secret: "${KEY}", headers: { Authorization: "Bearer ${TOKEN}" } }`
    static let webhook = ConsumerKind(word: "webhook", keys: ["url", "secret", "headers", "rate"]) { fields, nodes in
        let url = fields.required("url", &nodes).flatMap { nodes.secretAddress($0, called: "url") }
        let secret = fields["secret"].flatMap { nodes.secret($0, called: "secret") }
        let headers = fields["headers"].map { headerFields($0, &nodes) }
        guard let url else { return nil }
        var options = Configuration.WebhookOptions(url: url)
        options.secret = secret
        options.headers = headers ?? []
        return .webhook(options)
    }

    /// Fields that say how the request itself is read, or that every delivery has.
    private static let ownHeaders: Set<String> = [
        "host", "content-length", "content-type", "transfer-encoding", "connection", "expect", "te", "trailer", "upgrade", "user-agent",
        "idempotency-key", "x-status-monitor-signature",
    ]

    private static func headerFields(_ node: YAMLNode, _ nodes: inout NodeDecoder) -> [Configuration.WebhookOptions.Field] {
        guard case .mapping(let pairs) = node.content else {
            nodes.report("headers must be a mapping (name: value), not \(node.kind)", at: node.position)
            return []
        }
        var found: [Configuration.WebhookOptions.Field] = []
        for pair in pairs {
            let name = pair.key.scalar?.text ?? ""
            let isKnown = found.contains { $0.name.lowercased() == name.lowercased() }
            if let fault = fault(ofHeader: name) ?? (isKnown ? "is given twice" : nil) {
                nodes.report("the header \"\(name.prefix(80))\" \(fault)", at: pair.key.position)
            } else if let value = nodes.secret(pair.value, called: "the header \(name)") {
                found.append(Configuration.WebhookOptions.Field(name: name, value: value))
            }
        }
        return found
    }

    /// RFC 9110, 5.1 and 5.6.2.
    private static func fault(ofHeader name: String) -> String? {
        let isToken = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
        }
        guard isToken, (1...128).contains(name.utf8.count) else { return "has a name that none can have" }
        return ownHeaders.contains(name.lowercased()) ? "is set by every delivery itself" : nil
    }
}
