import FoundationEssentials
import LoopbackOrigin
import Monitor
import Support
import Synchronization
import Testing
import Transfer

@testable import Consumers

/// One of the consumers that deliver over HTTP, to be made for any address.
enum Sink: String, CaseIterable, Sendable {
    case slackWebhook, slackBot, discord, teams, webhook, pagerDuty

    /// A text that must never be seen, wherever the sink has a secret.
    static let canary = "CANARY0123456789abcdef"

    func make(_ base: String, _ environment: ConsumerEnvironment, template: MessageTemplate? = nil) -> any EventConsumer {
        let address = Secret("\(base)/services/T0/\(Self.canary)")
        // Far beyond what a test sends: paces have tests of their own.
        let rate = DeliveryRate(10_000, per: .seconds(1))
        return switch self {
        case .slackWebhook: SlackWebhookConsumer(webhook: address, template: template, rate: rate, environment)
        case .slackBot:
            SlackBotConsumer(token: Secret(Self.canary), channel: "C0123", api: base + "/api", template: template, rate: rate, environment)
        case .discord: DiscordConsumer(webhook: address, template: template, rate: rate, environment)
        case .teams: TeamsConsumer(webhook: address, template: template, rate: rate, environment)
        case .webhook:
            WebhookConsumer(
                url: address, key: Secret(Self.canary), fields: [("Authorization", Secret("Bearer \(Self.canary)"))], template: template,
                rate: rate, environment)
        case .pagerDuty:
            PagerDutyConsumer(
                routingKey: Secret(Self.canary), address: base + "/v2/enqueue", template: template, rate: rate, environment)
        }
    }

    /// What its receiver says when all is well.
    var success: OriginReply {
        switch self {
        case .slackWebhook: .ok(Array("ok".utf8), contentType: "text/html")
        case .slackBot: .ok(Array(#"{"ok":true,"channel":"C0123","ts":"1784522645.000100"}"#.utf8), contentType: "application/json")
        case .discord: .status(204)
        case .teams: .status(202)
        case .webhook: .status(200)
        case .pagerDuty:
            .response(
                OriginResponse(
                    status: 202, fields: [("Content-Type", "application/json")],
                    body: Array(#"{"status":"success","message":"Event processed","dedup_key":"x"}"#.utf8)))
        }
    }
}

/// An engine that may go to loopback, in an environment whose clock a test moves.
func withSinkEnvironment(
    clock: ManualClock = ManualClock(), memory: any ConsumerMemory = TransientConsumerMemory(), allow: [String] = ["127.0.0.1"],
    _ body: (ConsumerEnvironment) async throws -> Void
) async throws {
    var configuration = TransferConfiguration()
    configuration.allowance = AddressAllowance(allow)
    let engine = try TransferEngine(configuration)
    var environment = ConsumerEnvironment(
        client: engine, time: Timekeeper(clock), memory: memory, userAgent: "status-monitor/test",
        now: { Date(timeIntervalSince1970: 1_784_522_645.75) })
    // A busy machine is no hanging receiver.
    environment.limits.stallTimeout = .seconds(60)
    environment.limits.transferTimeout = .seconds(60)
    do {
        try await body(environment)
    } catch {
        await engine.shutdown()
        throw error
    }
    await engine.shutdown()
}

/// Answers without a network, and keeps what was posted.
final class RecordingClient: HTTPClient {
    private let kept = Mutex<[TransferRequest]>([])
    private let answer: @Sendable (TransferRequest) -> TransferOutcome

    init(_ answer: @escaping @Sendable (TransferRequest) -> TransferOutcome = { .init(status: 200, url: $0.url) }) { self.answer = answer }

    var requests: [TransferRequest] { kept.withLock { $0 } }
    var bodies: [[UInt8]] { requests.compactMap(\.body) }

    func fetch(_ request: TransferRequest) async throws(TransferError) -> TransferOutcome {
        kept.withLock { $0.append(request) }
        let outcome = answer(request)
        if (200...299).contains(outcome.status) {
            request.receiver?.begin(status: outcome.status, contentType: nil)
            _ = unsafe request.receiver?.receive(outcome.body.span.bytes)
        }
        return outcome
    }

    /// What Slack's method says when all is well, which serves any other receiver, too.
    static func accepting() -> RecordingClient {
        RecordingClient { .init(status: 200, url: $0.url, body: Array(#"{"ok":true,"ts":"1.5"}"#.utf8)) }
    }
}

/// Posts events through a sink without a network and returns the bodies.
func bodies(_ sink: Sink, _ events: [StatusEvent], template: MessageTemplate? = nil) async throws -> [[UInt8]] {
    let client = RecordingClient.accepting()
    let environment = ConsumerEnvironment(client: client, time: Timekeeper(ManualClock()))
    try await sink.make("https://sink.example", environment, template: template).deliver(events[...])
    return client.bodies
}

func made(
    _ incident: String = "abc", _ update: Int = 1, _ status: StatusEvent.Status = .investigating, text: String = "We look into it.",
    title: String = "Pushes are slow", provider: String = "Acme", service: String = "API", severity: StatusEvent.Severity = .major,
    kind: StatusEvent.Kind = .incident, url: String = "https://status.acme.example/incidents/abc"
) -> StatusEvent {
    StatusEvent(
        id: "\(incident)/\(update)", provider: provider, service: service,
        message: StatusEvent.message(title: title, status: status, text: text),
        timestamp: Date(timeIntervalSince1970: 1_784_522_645), kind: kind, status: status, severity: severity, incident: incident,
        title: title, url: url)
}

/// The error that a delivery ends with; records an issue when it ends well.
func failure(
    of consumer: any EventConsumer, _ events: [StatusEvent], sourceLocation: SourceLocation = #_sourceLocation
) async -> DeliveryError? {
    do {
        try await consumer.deliver(events[...])
        Issue.record("delivered", sourceLocation: sourceLocation)
        return nil
    } catch {
        let known = error as? DeliveryError
        if known == nil { Issue.record("\(error)", sourceLocation: sourceLocation) }
        return known
    }
}
