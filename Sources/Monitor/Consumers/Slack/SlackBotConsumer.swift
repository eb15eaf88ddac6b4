public import Monitor
import Signing
import Transfer

/// Posts through a bot's token (`chat.postMessage`, scope `chat:write`): the first update of an incident as a message, later ones as replies
/// to it <https://docs.slack.dev/reference/methods/chat.postMessage>.
public final class SlackBotConsumer: EventConsumer {
    public static let usualAPI = "https://slack.com/api"

    public let name: String
    private let sink: HTTPSink
    private let token: Secret
    private let channel: String
    private let template: MessageTemplate?
    private let memory: any ConsumerMemory

    /// - Parameters:
    ///   - channel: its identifier (`C0123456789`), or its name.
    ///   - api: where the methods are, without a slash at its end.
    public init(
        name: String = "slack", token: Secret, channel: String, api: String = usualAPI, template: MessageTemplate? = nil,
        rate: DeliveryRate = SlackWebhookConsumer.usualRate, _ environment: ConsumerEnvironment
    ) {
        self.name = name
        self.token = token
        self.channel = channel
        self.template = template
        memory = environment.memory
        sink = HTTPSink(Secret(api + "/chat.postMessage"), rate: rate, environment)
    }

    public func countSentTogether(of events: ArraySlice<StatusEvent>) -> Int { ChatDelivery.countSentTogether(of: events) }

    public func deliver(_ events: ArraySlice<StatusEvent>) async throws {
        try await ChatDelivery.deliver(events) { event in
            try await post(event)
        } many: { digest in
            var message = SlackMessage(digest)
            message.channel = channel
            do { _ = try await post(message) } catch let failure as SlackFailure { throw failure.error }
        }
    }

    private func post(_ event: StatusEvent) async throws {
        let key = Self.threadKey(event)
        var message = SlackMessage(event, template: template)
        message.channel = channel
        message.threadTs = try? await memory.value(for: key)
        do {
            let posted = try await post(message)
            if message.threadTs == nil, let posted { try? await memory.set(posted, for: key) }
        } catch let failure as SlackFailure {
            // Somebody deleted the first message: the incident begins another thread.
            guard message.threadTs != nil, failure.isAboutThread else { throw failure.error }
            message.threadTs = nil
            do {
                if let posted = try await post(message) { try? await memory.set(posted, for: key) }
            } catch let failure as SlackFailure {
                throw failure.error
            }
        }
    }

    /// One thread an incident of one provider.
    static func threadKey(_ event: StatusEvent) -> String {
        "thread/" + SHA256.hex(of: event.provider + "\u{0}" + event.incident).prefix(32)
    }

    private struct Answer: Decodable {
        var ok: Bool
        var ts: String?
        var error: String?
    }

    private struct SlackFailure: Error {
        var error: DeliveryError
        var isAboutThread: Bool
    }

    /// - Returns: the message's time stamp, which is its name.
    private func post(_ message: SlackMessage) async throws -> String? {
        let fields = [HeaderField("Authorization", "Bearer \(token.reveal())")]
        let answer = try await sink.post(MessageEncoding.json(message), fields: fields)
        if let error = DeliveryError(answer, shown: sink.shown, word: answer.word) { throw error }
        guard let said = answer.decoded(Answer.self) else {
            throw DeliveryError(.temporary, detail: "\(sink.shown): the answer is not Slack's; check the address of its API")
        }
        guard !said.ok else { return said.ts }
        let word = SinkAnswer(status: answer.status, body: Array((said.error ?? "").utf8)).word ?? "no reason given"
        let code: DeliveryError.Code = Self.passing.contains(word) ? .temporary : .refused
        let error = DeliveryError(code, detail: "\(sink.shown): Slack does not take the message (\(word))", retryAfter: answer.retryAfter)
        throw SlackFailure(error: error, isAboutThread: Self.aboutThread.contains(word))
    }

    /// Errors that another try may overcome; any other stands until somebody changes something.
    private static let passing: Set<String> = [
        "ratelimited", "rate_limited", "message_limit_exceeded", "internal_error", "fatal_error", "service_unavailable", "request_timeout",
        "team_added_to_org", "no reason given",
    ]
    private static let aboutThread: Set<String> = [
        "thread_not_found", "message_not_found", "invalid_thread_ts", "cannot_reply_to_message",
    ]
}
