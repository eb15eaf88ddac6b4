public import Monitor

/// Opens an alert in PagerDuty for each incident, and resolves it when the incident is.
public final class PagerDutyConsumer: EventConsumer {
    /// For one integration key.
    public static let usualRate = DeliveryRate(120, per: .seconds(60))
    /// The service region of most accounts.
    public static let usualAddress = "https://events.pagerduty.com/v2/enqueue"
    public static let europeanAddress = "https://events.eu.pagerduty.com/v2/enqueue"

    public let name: String
    private let sink: HTTPSink
    private let routingKey: Secret
    private let includesMaintenance: Bool
    private let template: MessageTemplate?
    private let memory: any ConsumerMemory

    /// - Parameter includesMaintenance: alert of planned maintenance, too.
    public init(
        name: String = "pagerduty", routingKey: Secret, address: String = usualAddress, includesMaintenance: Bool = false,
        template: MessageTemplate? = nil, rate: DeliveryRate = usualRate, _ environment: ConsumerEnvironment
    ) {
        self.name = name
        self.routingKey = routingKey
        self.includesMaintenance = includesMaintenance
        self.template = template
        memory = environment.memory
        sink = HTTPSink(Secret(address), rate: rate, environment)
    }

    public func countSentTogether(of events: ArraySlice<StatusEvent>) -> Int { 1 }

    public func deliver(_ events: ArraySlice<StatusEvent>) async throws {
        try await SerialDelivery.deliver(events) { event in
            if event.kind == .maintenance, !includesMaintenance { return }
            let message = PagerDutyEvent(event, routingKey: routingKey, template: template)
            // A further word on an incident that is over says no new state, and must not wake anybody again.
            if event.status == .update, await isClosed(message.dedupKey) { return }
            try await post(message)
            try? await memory.set(event.status.isClosed ? "closed" : nil, for: Self.memoryKey(message.dedupKey))
        }
    }

    private func isClosed(_ dedupKey: String) async -> Bool {
        let known = try? await memory.value(for: Self.memoryKey(dedupKey))
        return known == .some("closed")
    }

    private static func memoryKey(_ dedupKey: String) -> String { "closed/" + dedupKey }

    private func post(_ message: PagerDutyEvent) async throws {
        let answer = try await sink.post(MessageEncoding.json(message))
        if let error = DeliveryError(answer, shown: sink.shown) { throw error }
    }
}
