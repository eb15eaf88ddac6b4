import ArgumentParser
import Consumers
import FoundationEssentials
import Monitor

/// `bench bus`: how fast events reach subscribers.
struct BenchBus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bus",
        abstract: "Measures the event bus: events a second to each subscriber.",
        discussion: """
            The publisher waits whenever a subscriber is half a ring behind, so that no event is lost. Then once more with one \
            subscriber that never reads: it loses events, the others must not.
            """)

    @Option(help: "Subscribers that read.")
    var subscribers = 4

    @Option(help: "Events in one call of publish, and at most in one batch taken.")
    var batch = 64

    @Option(help: "Events published in each measurement.")
    var events = 4_000_000

    @Option(help: "The ring's size in events.")
    var capacity = 1_024

    @Option(help: "text, json, or line (key=value).")
    var format = BenchCommand.Format.text

    func validate() throws {
        guard (1...64).contains(subscribers), (1...4_096).contains(batch), events >= batch, capacity >= 2 * batch else {
            throw ValidationError("1 to 64 subscribers, batches of 1 to 4096, no fewer events than a batch, a capacity of two batches")
        }
    }

    func run() async throws {
        let results = [await measure(stalled: false), await measure(stalled: true)]
        let text = try format.rendered(results, table: Self.table, line: \.line)
        try await FileDescriptorOutput.standardOutput.write(Array(text.utf8))
        if results.contains(where: { $0.lost > 0 }) { throw ExitCode.failure }
    }

    private func measure(stalled: Bool) async -> BusResult {
        let bus = EventBus(capacity: capacity)
        let readers = (0..<subscribers).map { _ in bus.subscribe() }
        let sleeper = stalled ? bus.subscribe() : nil
        let batches = Self.batches(of: batch)
        let count = events / batch
        let start = (instant: ContinuousClock.now, usage: ProcessUsage.now)
        let received = await withTaskGroup(of: Received.self) { group in
            for reader in readers {
                group.addTask { [batch] in
                    var received = Received()
                    while let next = await reader.next(limit: batch) {
                        received.events += next.events.count
                        received.missed += next.missed
                        // One field of each event is looked at, as a filter would.
                        for event in next.events where event.kind == .source { received.sources += 1 }
                    }
                    return received
                }
            }
            for index in 0..<count {
                if bus.nextSequence & UInt64(bus.capacity / 4 - 1) < UInt64(batch) {
                    await bus.waitUntilLag(isAtMost: bus.capacity / 2, of: readers)
                }
                bus.publish(batches[index % batches.count])
            }
            bus.close()
            return await group.reduce(into: [Received]()) { $0.append($1) }
        }
        let wall = start.instant.duration(to: .now) / .seconds(1)
        let end = ProcessUsage.now
        let published = count * batch
        let cpu = end.user + end.system - start.usage.user - start.usage.system
        return BusResult(
            subscribers: subscribers, stalledSubscribers: stalled ? 1 : 0, batch: batch, events: published,
            eventsPerSecond: Double(published) / wall, cpuNanosecondsPerDelivery: cpu / Double(published * subscribers) * 1e9,
            lost: received.reduce(0) { $0 + $1.missed + (published - $1.events - $1.missed) },
            stalledLag: sleeper?.lag ?? 0)
    }

    private struct Received {
        var events = 0
        var missed = 0
        var sources = 0
    }

    /// Events as a Statuspage gives them, with texts too long to be kept inside a `String` value.
    private static func batches(of size: Int) -> [[StatusEvent]] {
        (0..<16).map { batch in
            (0..<size).map { index in
                let title = "Elevated error rates for API requests in region \(index % 7)"
                let text = "We are continuing to investigate reports of failing requests, sample \(batch * size + index)."
                return StatusEvent(
                    id: "incident\(batch)/2026-07-20T04:\(index % 60 < 10 ? "0" : "")\(index % 60)Z", provider: "Provider \(index % 500)",
                    message: StatusEvent.message(title: title, status: .investigating, text: text),
                    timestamp: Date(timeIntervalSince1970: 1_784_522_640), status: .investigating, incident: "incident\(batch)",
                    title: title, url: "https://status.example/incidents/\(batch)", components: ["API", "Dashboard"])
            }
        }
    }

    private static func table(_ results: [BusResult]) -> String {
        let head = ["subscribers", "events/s to each", "CPU ns/delivery", "lost"]
        let rows = results.map { result in
            [
                "\(result.subscribers)" + (result.stalledSubscribers > 0 ? " and one that never reads" : ""),
                rounded(result.eventsPerSecond, 0), rounded(result.cpuNanosecondsPerDelivery, 0), String(result.lost),
            ]
        }
        let what = results.first.map { "\($0.events) events in batches of \($0.batch)\n\n" } ?? ""
        return what + TextTable.render(head, rows)
    }
}

/// The figures of one measurement of the bus.
struct BusResult: Codable, Sendable {
    var subscribers: Int
    var stalledSubscribers: Int
    var batch: Int
    var events: Int
    var eventsPerSecond: Double
    var cpuNanosecondsPerDelivery: Double
    /// Events that a reading subscriber did not get; 0 when all is well.
    var lost: Int
    /// How far the subscriber that never reads was behind at the end.
    var stalledLag: Int

    var line: String {
        """
        bus subscribers=\(subscribers) stalled=\(stalledSubscribers) batch=\(batch) events=\(events) \
        events/s=\(rounded(eventsPerSecond, 0)) cpu_ns=\(rounded(cpuNanosecondsPerDelivery, 1)) lost=\(lost)
        """
    }
}
