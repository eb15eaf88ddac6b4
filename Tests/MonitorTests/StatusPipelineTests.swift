import FoundationEssentials
import Monitor
import Support
import Synchronization
import Testing

/// Keeps what it is given, after failing as often as told.
private final class Recorder: EventConsumer {
    let name: String
    let delivered = Tally()
    private let state: Mutex<(events: [StatusEvent], failures: [any Error])>
    private let before: @Sendable () async throws -> Void

    init(_ name: String = "recorder", failures: [any Error] = [], before: @escaping @Sendable () async throws -> Void = {}) {
        self.name = name
        state = Mutex(([], failures))
        self.before = before
    }

    var ids: [String] { state.withLock { $0.events.map(\.id) } }
    var events: [StatusEvent] { state.withLock { $0.events } }

    func deliver(_ events: ArraySlice<StatusEvent>) async throws {
        try await before()
        try state.withLock { state in
            if let error = state.failures.first {
                state.failures.removeFirst()
                throw error
            }
            state.events += events
        }
        delivered.add(events.count)
    }
}

/// Keeps what the pipeline reports, as lines.
private final class Log: PipelineObserver {
    private let kept = Mutex<[String]>([])
    var lines: [String] { kept.withLock { $0 } }
    private func add(_ line: String) { kept.withLock { $0.append(line) } }

    func pollFailed(_ error: SourceError) { add("failed \(error.provider)") }
    func sourceMoved(_ provider: String, to url: String) { add("moved \(provider) \(url)") }
    func consumerMissed(_ consumer: String, count: Int) { add("missed \(consumer) \(count)") }
    func deliveryFailed(_ consumer: String, events: Int, error: any Error, retryIn delay: Duration) { add("retry \(consumer) \(events)") }
    func deliveryRefused(_ consumer: String, events: Int, error: DeliveryError) { add("refused \(consumer) \(events)") }
    func consumerEnded(_ consumer: String, undelivered: Int, error: DeliveryError?) {
        add("ended \(consumer) \(undelivered)\(error.map { " \($0.detail)" } ?? "")")
    }
}

@Suite("Pipeline", .timeLimit(.minutes(5)))
struct StatusPipelineTests {
    private let clock = ManualClock()
    private let log = Log()

    private func pipeline(_ providers: ScriptedProvider..., capacity: Int = 1024) throws -> StatusPipeline {
        let registry = ProviderRegistry()
        for provider in providers { try registry.register(provider) }
        return StatusPipeline(
            registry: registry, deduplication: Deduplication(now: { time(1000) }), bus: EventBus(capacity: capacity), clock: clock,
            observer: log, random: SplitMix64(seed: 1), now: { time(1000) })
    }

    @Test("An open incident and its later updates reach every consumer once, in order")
    func endToEnd() async throws {
        let first = [update("old", 1, .resolved), update("a", 900)]
        let pipeline = try pipeline(
            ScriptedProvider("Acme", [.success(page(first)), .success(page(first)), .success(page(first + [update("a", 990, .resolved)]))]))
        let all = Recorder("all")
        let maintenance = Recorder("maintenance")
        pipeline.add(all)
        pipeline.add(maintenance, filter: EventFilter(kinds: [.maintenance]))
        let running = Task { await pipeline.run() }
        await all.delivered.wait(for: 1)
        while all.delivered.count < 2 { await clock.advanceToNextDeadline() }
        running.cancel()
        await running.value
        #expect(all.ids == ["a/900", "a/990"])
        #expect(maintenance.ids == [])
        #expect(Set(log.lines) == ["ended all 0", "ended maintenance 0"])
    }

    @Test("Three failed polls in a row give one unreadable event, the next good one a readable event")
    func sourceHealth() async throws {
        let failure = ScriptedProvider.failure()
        let good = ScriptedProvider.Step.success(page([update("a", 900)]))
        let pipeline = try pipeline(ScriptedProvider("Acme", [failure, failure, good, failure, failure, failure, failure, good]))
        let consumer = Recorder()
        pipeline.add(consumer)
        let running = Task { await pipeline.run() }
        while consumer.delivered.count < 3 { await clock.advanceToNextDeadline() }
        running.cancel()
        await running.value
        #expect(consumer.events.map(\.status) == [.investigating, .unreadable, .readable])
        let source = consumer.events.dropFirst()
        #expect(source.allSatisfy { $0.kind == .source && $0.provider == "Acme" })
        #expect(Set(source.map(\.incident)).count == 1)
        #expect(source.first?.message.contains("connection refused") == true)
        #expect(log.lines.filter { $0 == "failed Acme" }.count == 6)
    }

    @Test("A page that is gone says so at once and is polled no more")
    func gone() async throws {
        let polls = Tally()
        let pipeline = try pipeline(ScriptedProvider("Acme", [ScriptedProvider.failure(.gone)]) { polls.add() })
        let consumer = Recorder()
        pipeline.add(consumer)
        let running = Task { await pipeline.run() }
        await consumer.delivered.wait(for: 1)
        clock.advance(by: .seconds(1_000_000))
        running.cancel()
        await running.value
        #expect(consumer.events.map(\.status) == [.unreadable])
        #expect(consumer.events.first?.message.contains("gone for good") == true)
        #expect(polls.count == 1)
    }

    @Test("A failed delivery is tried again with the same events, a refused one is reported and passed over")
    func retry() async throws {
        let pipeline = try pipeline(ScriptedProvider("Acme", [.success(page([update("a", 900)])), .success(page([update("b", 990)]))]))
        struct Timeout: Error {}
        let flaky = Recorder("flaky", failures: [Timeout(), Timeout()])
        let strict = Recorder("strict", failures: [DeliveryError(.refused, detail: "too long")])
        pipeline.add(flaky)
        pipeline.add(strict)
        let running = Task { await pipeline.run() }
        while flaky.delivered.count < 2 || strict.delivered.count < 1 { await clock.advanceToNextDeadline() }
        running.cancel()
        await running.value
        #expect(flaky.ids == ["a/900", "b/990"])
        #expect(strict.ids == ["b/990"])
        #expect(log.lines.filter { $0 == "retry flaky 1" }.count == 2)
        #expect(log.lines.contains("refused strict 1"))
    }

    /// Delivers the numbered events of one batch to a recorder that fails as told; the clock moves on whenever it waits.
    private func deliver(_ count: Int, failures: [any Error]) async -> Recorder {
        let bus = EventBus()
        let recorder = Recorder("sink", failures: failures)
        let runner = ConsumerRunner(recorder, subscription: bus.subscribe(), clock: clock, observer: log, random: SplitMix64(seed: 1))
        bus.publish((0..<count).map { update("n", $0) })
        bus.close()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await runner.run() }
            group.addTask { [clock] in
                while !Task.isCancelled {
                    if let deadline = clock.nextDeadline { clock.advance(to: deadline) }
                    await Task.yield()
                }
            }
            await group.next()
            group.cancelAll()
        }
        return recorder
    }

    @Test("What was delivered of a batch before it failed is not handed in again")
    func partial() async throws {
        let recorder = await deliver(5, failures: [DeliveryError(.temporary, detail: "busy", delivered: 3)])
        #expect(recorder.ids == ["n/3", "n/4"])
        #expect(log.lines == ["retry sink 2", "ended sink 0"])
    }

    @Test("A refusal within a batch is about the events that it names; those after them are delivered at once")
    func refusedWithin() async throws {
        let recorder = await deliver(
            6,
            failures: [
                DeliveryError(.refused, detail: "too long", delivered: 1, refused: 1),
                DeliveryError(.refused, detail: "gone", delivered: 0, refused: 2),
            ])
        #expect(recorder.ids == ["n/4", "n/5"])
        #expect(log.lines == ["refused sink 1", "refused sink 2", "ended sink 0"])
        #expect(clock.now.offset == .zero)
    }

    @Test("A consumer that counts wrongly ends no batch early and none twice", arguments: [-4, 3, 99])
    func wrongCounts(delivered: Int) async throws {
        let recorder = await deliver(
            3, failures: [DeliveryError(.refused, detail: "x", delivered: delivered, refused: delivered < 0 ? 0 : 1)])
        #expect(recorder.ids == (delivered < 0 ? ["n/1", "n/2"] : []))
        #expect(log.lines == (delivered < 0 ? ["refused sink 1", "ended sink 0"] : ["ended sink 0"]))
    }

    @Test("How long a receiver asks to be left alone is obeyed, and what it had taken before stays taken")
    func retryAfter() async throws {
        let failures = [
            DeliveryError(.temporary, detail: "busy", retryAfter: .seconds(900), delivered: 1),
            DeliveryError(.temporary, detail: "busy", retryAfter: .seconds(50), delivered: 1),
        ]
        let recorder = await deliver(3, failures: failures)
        #expect(recorder.ids == ["n/2"])
        #expect(clock.now.offset == .seconds(950))
    }

    @Test("What a consumer missed is counted and reported")
    func missed() async throws {
        let bus = EventBus(capacity: 4)
        let gate = Gate()
        let slow = Recorder("slow") { await gate.pass() }
        let runner = ConsumerRunner(slow, subscription: bus.subscribe(), clock: clock, observer: log)
        for number in 0..<10 { bus.publish([update("n", number)]) }
        bus.close()
        gate.open()
        await runner.run()
        #expect(slow.ids == (6..<10).map { "n/\($0)" })
        #expect(log.lines == ["missed slow 6", "ended slow 0"])
    }

    @Test("At shutdown a consumer finishes what is on the bus; one that takes too long is ended and what it left is counted")
    func shutdown() async throws {
        let clock = clock
        let begun = Tally()
        let pipeline = try pipeline(ScriptedProvider("Acme", [.success(page([update("a", 900), update("a", 910)]))]))
        let gate = Gate()
        let late = Recorder("late") {
            begun.add()
            await gate.pass()
        }
        let stuck = Recorder("stuck") {
            begun.add()
            try await clock.sleep(until: clock.now.advanced(by: .seconds(100_000)))
        }
        pipeline.add(late)
        pipeline.add(stuck)
        let running = Task { await pipeline.run() }
        await begun.wait(for: 2)
        running.cancel()
        gate.open()
        await late.delivered.wait(for: 2)
        // Only the limit of five seconds is so near: the stuck delivery would sleep for a day.
        while log.lines.count < 2 {
            if let deadline = clock.nextDeadline, deadline.offset <= .seconds(5) { clock.advance(to: deadline) }
            await Task.yield()
        }
        await running.value
        #expect(clock.now.offset == .seconds(5))
        #expect(Set(log.lines) == ["ended late 0", "ended stuck 2"])
    }

    @Test("When the only consumer's receiver is gone the pipeline ends by itself")
    func closed() async throws {
        let pipeline = try pipeline(ScriptedProvider("Acme", [.success(page([update("a", 900)]))]))
        pipeline.add(Recorder("pipe", failures: [DeliveryError(.closed, detail: "closed by the reader")]))
        await pipeline.run()
        #expect(log.lines == ["ended pipe 1 closed by the reader"])
    }

    @Test("A page's new address is reported")
    func moved() async throws {
        var result = page([update("a", 900)])
        result.movedTo = "https://status.new.example/feed"
        let pipeline = try pipeline(ScriptedProvider("Acme", [.success(result)]))
        let consumer = Recorder()
        pipeline.add(consumer)
        let running = Task { await pipeline.run() }
        await consumer.delivered.wait(for: 1)
        running.cancel()
        await running.value
        #expect(log.lines.contains("moved Acme https://status.new.example/feed"))
    }
}
