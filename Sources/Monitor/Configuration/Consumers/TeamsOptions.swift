public import Monitor

extension Configuration {
    /// How Microsoft Teams is reached.
    public struct TeamsOptions: Sendable, Hashable {
        /// The Workflows webhook's address.
        public var webhook: Secret
        public init(webhook: Secret) { self.webhook = webhook }
    }
}

extension ConsumerKind {
    /// `- teams: { webhook: "${TEAMS_WEBHOOK}" }`
    static let teams = ConsumerKind(word: "teams", keys: ["webhook", "rate"]) { fields, nodes in
        fields.required("webhook", &nodes).flatMap { nodes.secretAddress($0, called: "webhook") }
            .map { .teams(Configuration.TeamsOptions(webhook: $0)) }
    }
}
