public import Monitor

/// Posts to one of Slack's incoming webhooks <https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks>.
public final class SlackWebhookConsumer: EventConsumer {
    /// "1 per second", says Slack, with short bursts.
    public static let usualRate = DeliveryRate(1, per: .seconds(1))

    public let name: String
    private let sink: HTTPSink
    private let template: MessageTemplate?

    public init(
        name: String = "slack", webhook: Secret, template: MessageTemplate? = nil, rate: DeliveryRate = usualRate,
        _ environment: ConsumerEnvironment
    ) {
        self.name = name
        self.template = template
        sink = HTTPSink(webhook, rate: rate, environment)
    }

    public func countSentTogether(of events: ArraySlice<StatusEvent>) -> Int { ChatDelivery.countSentTogether(of: events) }

    public func deliver(_ events: ArraySlice<StatusEvent>) async throws {
        try await ChatDelivery.deliver(events) { event in
            try await post(SlackMessage(event, template: template))
        } many: { digest in
            try await post(SlackMessage(digest))
        }
    }

    private func post(_ message: SlackMessage) async throws {
        let answer = try await sink.post(MessageEncoding.json(message))
        // "invalid_payload", "no_service", "channel_is_archived" …, each under a status that says whether another try may help.
        if let error = DeliveryError(answer, shown: sink.shown, word: answer.word) { throw error }
    }
}
