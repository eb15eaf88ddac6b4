public import Monitor

extension Configuration {
    /// How PagerDuty is reached, and what it is alerted of.
    public struct PagerDutyOptions: Sendable, Hashable {
        /// Where an account's data are kept.
        public enum Region: String, Sendable, Hashable, CaseIterable {
            case us, eu
        }

        /// The integration key of a service.
        public var routingKey: Secret
        public var region = Region.us
        /// The address of the Events API; nil for the region's own.
        public var url: String?
        /// Whether planned maintenance alerts, too.
        public var includesMaintenance = false
        public init(routingKey: Secret) { self.routingKey = routingKey }
    }
}

extension ConsumerKind {
    /// `- pagerduty: { routing_key: "${PAGERDUTY_KEY}", severity: major }`
    static let pagerDuty = ConsumerKind(
        word: "pagerduty", keys: ["routing_key", "region", "url", "maintenance", "rate"]
    ) { fields, nodes in
        let key = fields.required("routing_key", &nodes).flatMap { nodes.secret($0, called: "routing_key") }
        let region: Configuration.PagerDutyOptions.Region? = fields["region"].flatMap { nodes.choice($0, called: "region") }
        let url = fields["url"].flatMap { nodes.address($0, called: "url") }
        let maintenance = fields["maintenance"].flatMap { nodes.flag($0, called: "maintenance") }
        guard let key else { return nil }
        var options = Configuration.PagerDutyOptions(routingKey: key)
        options.region = region ?? options.region
        options.url = url
        options.includesMaintenance = maintenance ?? options.includesMaintenance
        return .pagerDuty(options)
    }
}
