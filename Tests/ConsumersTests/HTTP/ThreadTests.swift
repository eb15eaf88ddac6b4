import Monitor
import Support
import Synchronization
import Testing
import Transfer

@testable import Consumers

@Suite("Threads and alerts")
struct ThreadTests {
    /// Slack that numbers its messages, and knows no thread of those that are named.
    private static func slack(deleted: [String] = []) -> RecordingClient {
        let count = Atomic(0)
        return RecordingClient { request in
            let thread = (try? JSONValue.read(request.body ?? []))?["thread_ts"]?.text
            if let thread, deleted.contains(thread) {
                return .init(status: 200, url: request.url, body: Array(#"{"ok":false,"error":"thread_not_found"}"#.utf8))
            }
            let number = count.add(1, ordering: .relaxed).newValue
            return .init(status: 200, url: request.url, body: Array(#"{"ok":true,"ts":"\#(number).0"}"#.utf8))
        }
    }

    private static func threads(_ client: RecordingClient) throws -> [String?] {
        try client.bodies.map { try JSONValue.read($0)["thread_ts"]?.text }
    }

    @Test("Two updates of one incident are one thread, those of two incidents or providers are two; a restart changes nothing")
    func threads() async throws {
        let memory = TransientConsumerMemory()
        let client = Self.slack()
        for events in [
            [made("a", 1), made("b", 1), made("a", 2, .identified)], [made("a", 3, .resolved), made("a", 1, provider: "Other")],
        ] {
            // Another consumer each time, as after a restart; what it remembers is all that is left.
            let environment = ConsumerEnvironment(client: client, time: Timekeeper(ManualClock()), memory: memory)
            try await Sink.slackBot.make("https://slack.example", environment).deliver(events[...])
        }
        #expect(try Self.threads(client) == [nil, nil, "1.0", "1.0", nil])
        #expect(client.requests.allSatisfy { $0.fields.contains(HeaderField("Authorization", "Bearer \(Sink.canary)")) })
        #expect(try client.bodies.allSatisfy { try JSONValue.read($0)["channel"]?.text == "C0123" })
    }

    @Test("A thread whose first message was deleted begins anew")
    func deleted() async throws {
        let client = Self.slack(deleted: ["1.0"])
        let environment = ConsumerEnvironment(client: client, time: Timekeeper(ManualClock()))
        try await Sink.slackBot.make("https://slack.example", environment).deliver([made("a", 1), made("a", 2), made("a", 3)])
        #expect(try Self.threads(client) == [nil, "1.0", nil, "2.0"])
    }

    @Test("A memory that fails costs the thread and not the message")
    func noMemory() async throws {
        struct Broken: ConsumerMemory {
            struct Failure: Error {}
            func value(for key: String) async throws -> String? { throw Failure() }
            func set(_ value: String?, for key: String) async throws { throw Failure() }
        }
        let client = Self.slack()
        let environment = ConsumerEnvironment(client: client, time: Timekeeper(ManualClock()), memory: Broken())
        for sink in [Sink.slackBot, .pagerDuty] {
            try await sink.make("https://sink.example", environment).deliver([made("a", 1), made("a", 2), made("a", 3, .update)])
        }
        #expect(client.requests.count == 6)
    }

    private func alerts(_ events: [StatusEvent], includesMaintenance: Bool = false) async throws -> [JSONValue] {
        let client = RecordingClient()
        let environment = ConsumerEnvironment(client: client, time: Timekeeper(ManualClock()))
        let consumer = PagerDutyConsumer(routingKey: Secret("key"), includesMaintenance: includesMaintenance, environment)
        try await consumer.deliver(events[...])
        #expect(client.requests.allSatisfy { $0.url == "https://events.pagerduty.com/v2/enqueue" })
        return try client.bodies.map { try JSONValue.read($0) }
    }

    @Test("An incident is one alert in PagerDuty, resolved when it is, and not opened again by a further word")
    func alerts() async throws {
        let alerts = try await alerts([
            made("a", 1), made("a", 2, .identified), made("a", 3, .resolved), made("a", 4, .update), made("a", 5, .postmortem),
            made("a", 6, .investigating), made("a", 7, .update), made("b", 1, .unreadable, kind: .source),
            made("b", 2, .readable, kind: .source),
        ])
        #expect(
            alerts.map { $0["event_action"]?.text } == [
                "trigger", "trigger", "resolve", "resolve", "trigger", "trigger", "trigger", "resolve",
            ])
        #expect(Set(alerts.map { $0["dedup_key"]?.text }) == ["Acme/a", "Acme/b"])
    }

    @Test("Maintenance alerts nobody unless that is wanted")
    func maintenance() async throws {
        let events = [made("m", 1, .scheduled, kind: .maintenance), made("m", 2, .completed, kind: .maintenance)]
        #expect(try await alerts(events).isEmpty)
        #expect(try await alerts(events, includesMaintenance: true).map { $0["event_action"]?.text } == ["trigger", "resolve"])
    }

    @Test("Severities are PagerDuty's")
    func severities() async throws {
        let alerts = try await alerts(StatusEvent.Severity.allCases.map { made($0.rawValue, 1, severity: $0) })
        #expect(alerts.map { $0["payload"]?["severity"]?.text } == ["info", "warning", "error", "critical", "warning"])
    }

    @Test("An alert's key is the same each time, short enough, and another for another incident")
    func keys() {
        let long = String(repeating: "x", count: 300)
        #expect(PagerDutyEvent.dedupKey(made("abc", 1)) == "Acme/abc")
        #expect(PagerDutyEvent.dedupKey(made(long, 1)) == PagerDutyEvent.dedupKey(made(long, 2)))
        #expect(PagerDutyEvent.dedupKey(made(long, 1)) != PagerDutyEvent.dedupKey(made(long + "y", 1)))
        #expect(PagerDutyEvent.dedupKey(made(long, 1)).utf8.count <= 255)
        #expect(PagerDutyEvent.dedupKey(made("é", 1)).utf8.allSatisfy { $0 < 0x7F })
    }
}
