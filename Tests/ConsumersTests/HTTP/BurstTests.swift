import Monitor
import Support
import Synchronization
import Testing
import Transfer

@testable import Consumers

@Suite("Many events at once")
struct BurstTests {
    private static let chats = [Sink.slackWebhook, .slackBot, .discord, .teams]

    @Test("are one message in a chat, with their count and every incident's title", arguments: chats)
    func coalesced(sink: Sink) async throws {
        let events =
            (0..<11).map { made("i\($0 / 2)", $0, title: "Title \($0 / 2)!") } + [made("z", 1, title: "Elsewhere", provider: "Other")]
        let bodies = try await bodies(sink, events)
        #expect(bodies.count == 1)
        let text = try JSONValue.read(bodies[0]).allTexts.joined(separator: "\n")
        #expect(text.contains("12 updates of 7 incidents"))
        for title in (0..<6).map({ "Title \($0)" }) + ["Elsewhere"] { #expect(text.contains(title), "\(title)") }
    }

    @Test("are told one by one up to ten of a provider and 25 in all", arguments: chats)
    func single(sink: Sink) async throws {
        #expect(try await bodies(sink, (0..<10).map { made("i\($0)", 1) }).count == 10)
        #expect(try await bodies(sink, (0..<25).map { made("i\($0)", 1, provider: "P\($0 % 5)") }).count == 25)
        #expect(try await bodies(sink, (0..<26).map { made("i\($0)", 1, provider: "P\($0 % 5)") }).count == 1)
    }

    @Test("are never coalesced for programs", arguments: [Sink.webhook, .pagerDuty])
    func programs(sink: Sink) async throws {
        #expect(try await bodies(sink, (0..<40).map { made("i\($0)", 1) }).count == 40)
    }

    @Test("that do not fit into one message are counted")
    func counted() {
        let digest = EventDigest((0..<64).map { made("i\($0)", 1, title: String(repeating: "t", count: 200)) }[...])
        let lines = digest.lines(limit: 3_000)
        #expect(lines.utf16.count <= 3_000)
        let shown = lines.split(separator: "\n")
        #expect(shown.last == "and \(64 - (shown.count - 1)) more")
    }

    @Test("of one incident are one line, with its latest state")
    func state() {
        let digest = EventDigest([made("a", 1), made("b", 1), made("a", 2, .resolved), made("a", 3, .update)][...])
        #expect(digest.lines(limit: 3_000) == "Acme: Pushes are slow: Resolved (3 updates)\nAcme: Pushes are slow: Investigating")
        #expect(digest.heading == "4 updates of 2 incidents at Acme")
    }

    @Test("as one message are delivered together or not at all")
    func together() async throws {
        let client = RecordingClient { .init(status: 404, url: $0.url) }
        let environment = ConsumerEnvironment(client: client, time: Timekeeper(ManualClock()))
        let error = await failure(of: Sink.discord.make("https://x.example", environment), (0..<30).map { made("i\($0)", 1) })
        #expect(error?.delivered == 0)
        #expect(error?.refused == nil)
    }

    private final class Times: Sendable {
        private let kept = Mutex<[Int64]>([])
        var all: [Int64] { kept.withLock { $0 } }
        func add(_ offset: Duration) { kept.withLock { $0.append(Int64(offset / .milliseconds(1))) } }
    }

    /// When each of a number of turns begins, in milliseconds.
    private func starts(_ pace: DeliveryPace, _ clock: ManualClock, count: Int) async throws -> [Int64] {
        let times = Times()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for _ in 0..<count {
                    try await pace.turn()
                    times.add(clock.now.offset)
                }
            }
            group.addTask {
                while !Task.isCancelled {
                    if let deadline = clock.nextDeadline { clock.advance(to: deadline) }
                    await Task.yield()
                }
            }
            try await group.next()
            group.cancelAll()
        }
        return times.all
    }

    @Test("go out no faster than the receiver takes them")
    func pace() async throws {
        let clock = ManualClock()
        let slack = DeliveryPace(SlackWebhookConsumer.usualRate, time: Timekeeper(clock))
        #expect(try await starts(slack, clock, count: 4) == [0, 1_000, 2_000, 3_000])
        let other = ManualClock()
        let discord = DeliveryPace(DiscordConsumer.usualRate, time: Timekeeper(other))
        #expect(try await starts(discord, other, count: 11) == [0, 0, 0, 0, 0, 2_000, 2_000, 2_000, 2_000, 2_000, 4_000])
    }

    @Test("wait as long as a receiver says that its limit is used up")
    func held() async throws {
        let clock = ManualClock()
        let pace = DeliveryPace(DiscordConsumer.usualRate, time: Timekeeper(clock))
        pace.hold(for: .milliseconds(1_500))
        #expect(try await starts(pace, clock, count: 2) == [1_500, 1_500])

        let client = RecordingClient { request in
            var outcome = TransferOutcome(status: 204, url: request.url)
            outcome.rateLimit = (0, .seconds(7))
            return outcome
        }
        let consumer = Sink.discord.make("https://x.example", ConsumerEnvironment(client: client, time: Timekeeper(clock)))
        let delivery = Task { try await consumer.deliver([made("a", 1), made("b", 1)]) }
        await clock.waitForSleepers()
        #expect(client.requests.count == 1)
        clock.advance(by: .seconds(7))
        try await delivery.value
        #expect(client.requests.count == 2)
    }

    @Test("end when the delivery is cancelled, and tell what was delivered")
    func cancelled() async throws {
        let clock = ManualClock()
        let client = RecordingClient.accepting()
        let environment = ConsumerEnvironment(client: client, time: Timekeeper(clock))
        let consumer = SlackWebhookConsumer(webhook: Secret("https://x.example/"), environment)
        let delivery = Task { await failure(of: consumer, [made("a", 1), made("b", 1)]) }
        await clock.waitForSleepers()
        delivery.cancel()
        #expect(await delivery.value?.delivered == 1)
    }
}
