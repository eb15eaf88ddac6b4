import Monitor
import Testing

private func numbered(_ range: Range<Int>) -> [StatusEvent] { range.map { update("n\($0)", 0) } }
private func numbers(_ batch: EventBatch?) -> [String] { batch?.events.map(\.incident) ?? [] }

@Suite("Event bus")
struct EventBusTests {
    @Test("A subscriber reads what is published after it subscribed, in order, numbered without a gap")
    func order() async throws {
        let bus = EventBus(capacity: 16)
        bus.publish(numbered(0..<2))
        let subscription = bus.subscribe()
        #expect(bus.publish(numbered(2..<5)) == 2)
        #expect(bus.publish(numbered(5..<6)) == 5)
        let batch = try #require(await subscription.next())
        #expect(batch.firstSequence == 2)
        #expect(batch.missed == 0)
        #expect(numbers(batch) == ["n2", "n3", "n4", "n5"])
        #expect(subscription.lag == 0)
    }

    @Test("A batch is never larger than asked for, and no event is skipped between two")
    func limit() async {
        let bus = EventBus(capacity: 64)
        let subscription = bus.subscribe()
        bus.publish(numbered(0..<7))
        #expect(numbers(await subscription.next(limit: 3)) == ["n0", "n1", "n2"])
        #expect(numbers(await subscription.next(limit: 3)) == ["n3", "n4", "n5"])
        #expect(numbers(await subscription.next(limit: 3)) == ["n6"])
    }

    @Test("A lapped subscriber learns exactly how many events it lost and goes on in order; the others lose none")
    func lapped() async throws {
        let bus = EventBus(capacity: 8)
        let slow = bus.subscribe()
        let quick = bus.subscribe()
        for number in 0..<20 {
            bus.publish(numbered(number..<number + 1))
            #expect(numbers(await quick.next()) == ["n\(number)"])
        }
        #expect(bus.slowestLag == 20)
        let batch = try #require(await slow.next())
        #expect(batch.missed == 12)
        #expect(batch.firstSequence == 12)
        #expect(numbers(batch) == (12..<20).map { "n\($0)" })
        #expect(bus.slowestLag == 0)
    }

    @Test("A batch larger than the ring pushes out neither itself nor the few events before it")
    func largeBatch() async {
        let bus = EventBus(capacity: 8)
        let subscription = bus.subscribe()
        bus.publish(numbered(0..<3))
        bus.publish(numbered(3..<100))
        var read: [String] = []
        bus.close()
        for await batch in subscription {
            #expect(batch.missed == 0)
            read += numbers(batch)
        }
        #expect(read == (0..<100).map { "n\($0)" })
    }

    @Test("Closing ends each subscriber after what is there")
    func close() async {
        let bus = EventBus()
        let subscription = bus.subscribe()
        bus.publish(numbered(0..<3))
        bus.close()
        #expect(bus.publish(numbered(3..<4)) == nil)
        var read: [String] = []
        for await batch in subscription { read += numbers(batch) }
        #expect(read == ["n0", "n1", "n2"])
    }

    @Test("A waiting subscriber is woken by an event, by closing, and by cancellation, which loses nothing")
    func waking() async {
        let bus = EventBus()
        let subscription = bus.subscribe()
        let first = Task { await subscription.next() }
        bus.publish(numbered(0..<1))
        #expect(numbers(await first.value) == ["n0"])

        let cancelled = Task { await subscription.next() }
        cancelled.cancel()
        #expect(await cancelled.value == nil)
        bus.publish(numbered(1..<2))
        #expect(numbers(await subscription.next()) == ["n1"])

        let last = Task { await subscription.next() }
        bus.close()
        #expect(await last.value == nil)
    }

    @Test("Four subscribers that are waited for lose nothing")
    func nothingLost() async {
        let bus = EventBus(capacity: 256)
        let total = 20_000
        let readers = (0..<4).map { _ in
            let subscription = bus.subscribe()
            return Task {
                var expected: UInt64 = 0
                for await batch in subscription {
                    #expect(batch.missed == 0)
                    #expect(batch.firstSequence == expected)
                    expected += UInt64(batch.events.count)
                }
                return expected
            }
        }
        let events = numbered(0..<64)
        var published = 0
        while published < total {
            let count = min(1 + published % 64, total - published)
            await bus.waitUntilLag(isAtMost: bus.capacity - 64)
            bus.publish(Array(events.prefix(count)))
            published += count
        }
        bus.close()
        for reader in readers { #expect(await reader.value == UInt64(total)) }
    }

    @Test("Random publishing and taking agrees with a list", arguments: 0..<20)
    func agreesWithModel(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let bus = EventBus(capacity: 32)
        var published: [String] = []
        var readers: [(subscription: Subscription, position: Int)] = []
        for _ in 0..<400 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0 where readers.count < 5: readers.append((bus.subscribe(), published.count))
            case 1 where !readers.isEmpty: readers.remove(at: Int.random(in: readers.indices, using: &random))
            case 2...5:
                let count = Int.random(in: 1...24, using: &random)
                let events = numbered(published.count..<published.count + count)
                #expect(bus.publish(events) == UInt64(published.count))
                published += events.map(\.incident)
            default:
                guard let index = readers.indices.randomElement(using: &random) else { continue }
                guard readers[index].position < published.count else { continue }
                let limit = Int.random(in: 1...40, using: &random)
                let batch = try #require(await readers[index].subscription.next(limit: limit))
                let start = readers[index].position + batch.missed
                #expect(batch.firstSequence == UInt64(start))
                #expect(batch.events.count <= limit && !batch.events.isEmpty)
                #expect(numbers(batch) == Array(published[start..<start + batch.events.count]))
                if batch.missed > 0 { #expect(published.count - start >= 32) }
                if published.count - readers[index].position <= 32 { #expect(batch.missed == 0) }
                readers[index].position = start + batch.events.count
            }
            #expect(bus.slowestLag == readers.map { published.count - $0.position }.max() ?? 0)
        }
    }
}
