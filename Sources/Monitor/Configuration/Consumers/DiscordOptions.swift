public import Monitor

extension Configuration {
    /// How Discord is reached.
    public struct DiscordOptions: Sendable, Hashable {
        /// The webhook's address.
        public var webhook: Secret
        public init(webhook: Secret) { self.webhook = webhook }
    }
}

extension ConsumerKind {
    /// `- discord: { webhook: "${DISCORD_WEBHOOK}" }`
    static let discord = ConsumerKind(word: "discord", keys: ["webhook", "rate"]) { fields, nodes in
        fields.required("webhook", &nodes).flatMap { nodes.secretAddress($0, called: "webhook") }
            .map { .discord(Configuration.DiscordOptions(webhook: $0)) }
    }
}
