import FoundationEssentials
import Glibc
import Kafka
import KafkaSupport
import Monitor
import Support
import Synchronization
import Testing

/// What librdkafka said.
private final class Log: Sendable {
    private let lines = Mutex<[KafkaLogLine]>([])
    var all: [KafkaLogLine] { lines.withLock { $0 } }
    func add(_ line: KafkaLogLine) { lines.withLock { $0.append(line) } }
}

private func consumer(
    _ cluster: MockCluster, _ properties: [String: String] = [:], log: Log = Log()
) -> KafkaConsumer {
    // Quick to try again, so that a test of a failure is short.
    let quick = ["retry.backoff.ms": "10", "reconnect.backoff.ms": "10", "reconnect.backoff.max.ms": "50", "linger.ms": "0"]
    let all = quick.merging(properties) { _, given in given }.mapValues { Secret($0) }
    return KafkaConsumer(KafkaSettings(brokers: cluster.brokers, topic: "status", properties: all)) { log.add($0) }
}

private func events(_ count: Int, incident: String = "abc", message: String = "We look into it.") -> [StatusEvent] {
    (0..<count).map { number in
        StatusEvent(
            id: "\(incident)/\(number)", provider: "Acme", message: message, timestamp: Date(timeIntervalSince1970: 1_784_505_600),
            status: .investigating, incident: incident, title: "Trouble")
    }
}

private func failure(of consumer: KafkaConsumer, _ events: [StatusEvent]) async -> DeliveryError? {
    do {
        try await consumer.deliver(events[...])
        return nil
    } catch {
        return error as? DeliveryError
    }
}

@Suite("Kafka", .timeLimit(.minutes(3)))
struct KafkaConsumerTests {
    @Test("Each event is one message: key, id and JSON, in order within its incident", .enabled(if: Kcat.isPresent, "\(Kcat.absence)"))
    func readBack() async throws {
        let cluster = try MockCluster(brokers: 3)
        cluster.createTopic("status", partitions: 4)
        let consumer = consumer(cluster)
        let sent = (0..<40).flatMap { number in events(3, incident: "i\(number)", message: "größe \"\(number)\"\n日本") }
        try await consumer.deliver(sent[...])
        let messages = try await Kcat.messages(of: "status", at: cluster.brokers)
        #expect(messages.count == sent.count)
        for incident in Set(sent.map(\.incident)) {
            let own = messages.filter { $0.key == "Acme/\(incident)" }.sorted { $0.offset < $1.offset }
            #expect(Set(own.map(\.partition)).count == 1)
            let wanted = sent.filter { $0.incident == incident }
            #expect(try own.map { try JSONDecoder().decode(StatusEvent.self, from: Data($0.payload.utf8)) } == wanted)
            #expect(own.map(\.headers) == wanted.map { ["id", $0.id] })
        }
        #expect(Set(messages.map(\.partition)).count > 1)
        await consumer.close()
    }

    @Test(
        "What a broker cannot do now is tried again by librdkafka, and is in the topic once",
        arguments: [MockCluster.Answer.disconnect, .requestTimedOut, .notEnoughReplicas])
    func retriable(answer: MockCluster.Answer) async throws {
        let cluster = try MockCluster()
        cluster.createTopic("status")
        let consumer = consumer(cluster)
        cluster.answer(.produce, with: [answer, answer])
        let sent = events(20)
        try await consumer.deliver(sent[...])
        if Kcat.isPresent {
            let messages = try await Kcat.messages(of: "status", at: cluster.brokers)
            #expect(messages.map(\.headers) == sent.map { ["id", $0.id] })
        }
        await consumer.close()
    }

    @Test("While no broker is there the delivery fails for now, and succeeds when one is")
    func brokersDown() async throws {
        let cluster = try MockCluster()
        cluster.createTopic("status")
        let log = Log()
        let consumer = consumer(cluster, ["message.timeout.ms": "400"], log: log)
        cluster.goDown()
        let sent = events(5)
        let error = await failure(of: consumer, sent)
        #expect(error?.code == .temporary)
        #expect(error?.delivered == 0)
        #expect(error?.detail.hasPrefix("topic status: ") == true)
        #expect(!log.all.isEmpty)
        cluster.comeUp()
        // Another try may come before librdkafka has connected again.
        var last = await failure(of: consumer, sent)
        for _ in 0..<50 where last != nil { last = await failure(of: consumer, sent) }
        #expect(last == nil)
        if Kcat.isPresent {
            let ids = try await Kcat.messages(of: "status", at: cluster.brokers).compactMap { $0.headers?.last }
            #expect(Set(ids) == Set(sent.map(\.id)))
            #expect(ids.suffix(5) == sent.map(\.id))
        }
        await consumer.close()
    }

    @Test("A message that is too large is refused, and the others are delivered")
    func tooLarge() async throws {
        let cluster = try MockCluster()
        cluster.createTopic("status")
        let consumer = consumer(cluster, ["message.max.bytes": "4000"])
        var sent = events(3)
        sent[1].message = String(repeating: "words ", count: 2_000)
        let error = await failure(of: consumer, sent)
        #expect(error?.code == .refused)
        #expect(error?.delivered == 1)
        try await consumer.deliver(sent[2...])
        await consumer.close()
    }

    @Test(
        "What the cluster refuses is refused", arguments: [MockCluster.Answer.messageTooLarge, .topicAuthorizationFailed])
    func refused(answer: MockCluster.Answer) async throws {
        let cluster = try MockCluster()
        cluster.createTopic("status")
        let consumer = consumer(cluster)
        cluster.answer(.produce, with: [answer])
        let error = await failure(of: consumer, events(1))
        #expect(error?.code == .refused)
        #expect(error?.delivered == 0)
        // librdkafka looks again a moment later whether the topic may be written to.
        var last = await failure(of: consumer, events(1))
        for _ in 0..<200 where last != nil {
            try await Task.sleep(for: .milliseconds(10))
            last = await failure(of: consumer, events(1))
        }
        #expect(last == nil)
        await consumer.close()
    }

    @Test("After an error that a producer cannot get over, a new one delivers")
    func fatal() async throws {
        let cluster = try MockCluster()
        cluster.createTopic("status")
        let log = Log()
        let consumer = consumer(cluster, log: log)
        // An idempotent producer that gets no identifier is at its end.
        cluster.answer(.initProducerID, with: [.clusterAuthorizationFailed])
        let sent = events(4)
        let error = await failure(of: consumer, sent)
        #expect(error?.code == .temporary)
        #expect(error?.delivered == 0)
        #expect(log.all.contains { $0.facility == "FATAL" })
        try await consumer.deliver(sent[...])
        if Kcat.isPresent {
            let messages = try await Kcat.messages(of: "status", at: cluster.brokers)
            #expect(messages.compactMap { $0.headers?.last } == sent.map(\.id))
        }
        await consumer.close()
    }

    @Test(
        "A sequence that the broker does not follow loses nothing",
        arguments: [MockCluster.Answer.outOfOrderSequence, .invalidProducerEpoch])
    func sequence(answer: MockCluster.Answer) async throws {
        let cluster = try MockCluster()
        cluster.createTopic("status")
        let consumer = consumer(cluster)
        try await consumer.deliver(events(1)[...])
        cluster.answer(.produce, with: [answer])
        let sent = events(4)
        var tries = 0
        while await failure(of: consumer, sent) != nil, tries < 20 { tries += 1 }
        #expect(tries < 20)
        if Kcat.isPresent {
            let ids = try await Kcat.messages(of: "status", at: cluster.brokers).compactMap { $0.headers?.last }
            #expect(ids.suffix(4) == sent.map(\.id))
        }
        await consumer.close()
    }

    @Test("A full queue is waited for")
    func queueFull() async throws {
        let cluster = try MockCluster()
        cluster.createTopic("status")
        let consumer = consumer(cluster, ["queue.buffering.max.messages": "10"])
        let sent = events(500)
        try await consumer.deliver(sent[...])
        if Kcat.isPresent {
            let messages = try await Kcat.messages(of: "status", at: cluster.brokers)
            #expect(messages.compactMap { $0.headers?.last } == sent.map(\.id))
        }
        await consumer.close()
    }

    @Test("A cancelled delivery ends at once, though no broker answers")
    func cancellation() async throws {
        let cluster = try MockCluster()
        cluster.createTopic("status")
        cluster.goDown()
        let consumer = consumer(cluster)
        let task = Task { try await consumer.deliver(events(5)[...]) }
        await Task.yield()
        task.cancel()
        let result = await task.result
        #expect(throws: CancellationError.self) { try result.get() }
        await consumer.close()
    }

    @Test("Properties that would break the promise are refused, others are checked, and no value is shown")
    func properties() {
        for name in [
            "acks", "enable.idempotence", "retries", "transactional.id", "bootstrap.servers", "plugin.library.paths",
            "test.mock.num.brokers",
        ] {
            let fault = KafkaSettings.fault(ofProperty: name, value: Secret("CANARY"))
            #expect(fault?.hasPrefix("\(name) cannot be set: ") == true)
            #expect(fault?.contains("CANARY") == false)
        }
        #expect(KafkaSettings.fault(ofProperty: "sasl.pasword", value: Secret("CANARY")) == "librdkafka has no property \"sasl.pasword\"")
        #expect(
            KafkaSettings.fault(ofProperty: "linger.ms", value: Secret("CANARY")) == "librdkafka does not take this value for linger.ms")
        #expect(KafkaSettings.fault(ofProperty: "security.protocol", value: Secret("sasl_ssl")) == nil)
        #expect(KafkaSettings.fault(ofProperty: "sasl.password", value: Secret("CANARY")) == nil)
    }

    @Test("Descriptors and threads are all gone after the end, with and without an error")
    func lifetime() async {
        await #expect(processExitsWith: .success) {
            let cluster = try MockCluster()
            cluster.createTopic("status")
            func round(_ number: Int) async throws {
                let consumer = consumer(cluster)
                try await consumer.deliver(events(3)[...])
                let cancelled = Task { try await consumer.deliver(events(3)[...]) }
                cancelled.cancel()
                _ = await cancelled.result
                await consumer.close()
            }
            // Dispatch and the runtime open theirs at the first use, that of their timers included.
            try await round(0)
            try await Task.sleep(for: .milliseconds(1))
            let before = try (descriptors: descriptors(), threads: threads())
            for number in 1...5 { try await round(number) }
            // The cluster closes its ends a moment later.
            for _ in 0..<1_000 where try descriptors() > before.descriptors || threads() > before.threads {
                try await Task.sleep(for: .milliseconds(5))
            }
            let after = try (descriptors: descriptors(), threads: threads())
            guard after <= before else { exit(after.threads > before.threads ? 4 : 3) }
        }
    }
}

private func descriptors() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }

/// Those of librdkafka, which names its own.
private func threads() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count { thread in
        let name = FileManager.default.contents(atPath: "/proc/self/task/\(thread)/comm") ?? Data()
        return String(decoding: name, as: UTF8.self).hasPrefix("rdk")
    }
}
