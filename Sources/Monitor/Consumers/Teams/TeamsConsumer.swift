public import Monitor

/// Posts adaptive cards to a Workflows webhook of Microsoft Teams ("Post to a channel when a webhook request is received").
public final class TeamsConsumer: EventConsumer {
    /// Teams throttles what sends more.
    public static let usualRate = DeliveryRate(4, per: .seconds(1))

    public let name: String
    private let sink: HTTPSink
    private let template: MessageTemplate?

    public init(
        name: String = "teams", webhook: Secret, template: MessageTemplate? = nil, rate: DeliveryRate = usualRate,
        _ environment: ConsumerEnvironment
    ) {
        self.name = name
        self.template = template
        sink = HTTPSink(webhook, rate: rate, environment)
    }

    public func countSentTogether(of events: ArraySlice<StatusEvent>) -> Int { ChatDelivery.countSentTogether(of: events) }

    public func deliver(_ events: ArraySlice<StatusEvent>) async throws {
        try await ChatDelivery.deliver(events) { event in
            try await post(TeamsMessage.json { TeamsMessage(event, template: template, textLimit: $0) })
        } many: { digest in
            try await post(TeamsMessage.json { TeamsMessage(digest, textLimit: $0) })
        }
    }

    private func post(_ message: [UInt8]) async throws {
        let answer = try await sink.post(message)
        if let error = DeliveryError(answer, shown: sink.shown, word: answer.word) { throw error }
    }
}
