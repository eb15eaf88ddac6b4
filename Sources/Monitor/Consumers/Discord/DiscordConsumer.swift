public import Monitor

/// Posts to a webhook of Discord.
public final class DiscordConsumer: EventConsumer {
    /// What Discord lets one webhook do; its answers' `X-RateLimit` fields say more and are obeyed.
    public static let usualRate = DeliveryRate(5, per: .seconds(2))

    public let name: String
    private let sink: HTTPSink
    private let template: MessageTemplate?

    public init(
        name: String = "discord", webhook: Secret, template: MessageTemplate? = nil, rate: DeliveryRate = usualRate,
        _ environment: ConsumerEnvironment
    ) {
        self.name = name
        self.template = template
        sink = HTTPSink(webhook, rate: rate, environment)
    }

    public func countSentTogether(of events: ArraySlice<StatusEvent>) -> Int { ChatDelivery.countSentTogether(of: events) }

    public func deliver(_ events: ArraySlice<StatusEvent>) async throws {
        try await ChatDelivery.deliver(events) { event in
            try await post(DiscordMessage(event, template: template))
        } many: { digest in
            try await post(DiscordMessage(digest))
        }
    }

    private struct Failure: Decodable {
        /// Seconds, with a fraction.
        var retryAfter: Double?
        /// <https://docs.discord.com/developers/topics/opcodes-and-status-codes#json>
        var code: Int?

        enum CodingKeys: String, CodingKey { case retryAfter = "retry_after", code }
    }

    private func post(_ message: DiscordMessage) async throws {
        let answer = try await sink.post(MessageEncoding.json(message))
        let failure = answer.isSuccess ? nil : answer.decoded(Failure.self)
        let seconds = failure?.retryAfter.flatMap { $0.isFinite && $0 > 0 ? min($0, 86_400) : nil }
        let word = failure?.code.flatMap { $0 == 0 ? nil : "Discord's code \($0)" }
        if let error = DeliveryError(answer, shown: sink.shown, word: word, retryAfter: seconds.map { .seconds($0) }) { throw error }
    }
}
