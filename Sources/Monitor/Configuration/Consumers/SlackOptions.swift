public import Monitor

extension Configuration {
    /// How Slack is reached.
    public enum SlackOptions: Sendable, Hashable {
        /// An incoming webhook, by its address.
        case webhook(Secret)
        /// A bot by its token; it posts to a channel, each incident in a thread of its own.
        case bot(token: Secret, channel: String, api: String?)
    }
}

extension ConsumerKind {
    /// `- slack: { webhook: "${SLACK_WEBHOOK}" }`, `- slack: { token: "${SLACK_TOKEN}", channel: C0123456789 }`
    static let slack = ConsumerKind(word: "slack", keys: ["webhook", "token", "channel", "api", "rate"]) { fields, nodes in
        if let webhook = fields["webhook"] {
            for key in ["token", "channel", "api"] {
                guard let other = fields[key] else { continue }
                nodes.report("slack has either a webhook, or a token and a channel: \(key) is one too many", at: other.position)
            }
            return nodes.secretAddress(webhook, called: "webhook").map { .slack(.webhook($0)) }
        }
        guard let tokenNode = fields["token"] else {
            fields.reportMissing("a webhook, or a token and a channel", &nodes)
            return nil
        }
        let token = nodes.secret(tokenNode, called: "token")
        let channel = fields.required("channel", &nodes).flatMap { nodes.text($0, called: "channel") }
        let api = fields["api"].flatMap { nodes.address($0, called: "api") }
        guard let token, let channel else { return nil }
        let plain = api.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        return .slack(.bot(token: token, channel: channel, api: plain))
    }
}
