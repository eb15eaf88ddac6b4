internal import Dispatch
internal import CRdKafka

/// Sends messages and waits for their delivery reports, on a serial queue of its own, with no thread that waits.
///
/// librdkafka's producer is made at the first message and made anew after an error that it cannot get over.
final class KafkaProducer: @unchecked Sendable {
    // Unchecked: all state is touched on the queue alone.

    private let settings: KafkaSettings
    private let log: @Sendable (KafkaLogLine) -> Void
    private let queue = DispatchQueue(label: "status-monitor.kafka")
    /// Closing waits for librdkafka's threads, which may hang in a look-up.
    private static let closing = DispatchQueue(label: "status-monitor.kafka.close", attributes: .concurrent)

    private var handle: KafkaHandle?
    private var source: (any DispatchSourceRead)?
    private var batches: [UInt: KafkaBatch] = [:]
    private var nextBatch: UInt = 0
    /// Messages that librdkafka has and whose reports are not in.
    private var outstanding = 0
    /// What librdkafka said last of the cluster: a message that timed out does not know why.
    private var lastError = ""

    /// Bits of a token that count the messages of a batch.
    private static let indexBits: UInt = 24

    init(_ settings: KafkaSettings, log: @escaping @Sendable (KafkaLogLine) -> Void) {
        self.settings = settings
        self.log = log
    }

    /// Sends messages in order.
    ///
    /// - Returns: for each message why it is not in the topic, or nil when all replicas in sync have it. After a message that failed but may
    ///   succeed, none is sent that was not on its way.
    func send(_ messages: [KafkaMessage]) async -> [KafkaFailure?] {
        let number = KafkaBatch.Number()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.async { self.begin(messages, number, continuation) }
            }
        } onCancel: {
            queue.async { self.cancel(number) }
        }
    }

    /// Closes what is open; waits until it is.
    func close() async {
        await withCheckedContinuation { continuation in
            queue.async { self.discard { continuation.resume() } }
        }
    }

    /// Like ``close()``, without a wait.
    func closeLater() { queue.async { self.discard {} } }

    // MARK: On the queue

    private func begin(_ messages: [KafkaMessage], _ number: KafkaBatch.Number, _ continuation: CheckedContinuation<[KafkaFailure?], Never>)
    {
        let batch = KafkaBatch(messages, number, continuation)
        if number.isCancelled { return batch.fail(.cancelled) }
        do throws(KafkaFailure) {
            try open()
        } catch {
            return batch.fail(error)
        }
        nextBatch += 1
        number.value = nextBatch
        batches[nextBatch] = batch
        pump()
    }

    private func open() throws(KafkaFailure) {
        guard handle == nil else { return }
        let handle = try KafkaHandle(settings)
        let source = DispatchSource.makeReadSource(fileDescriptor: handle.wakeUpDescriptor, queue: queue)
        source.setEventHandler { [weak self] in self?.drain() }
        self.handle = handle
        self.source = source
        source.activate()
        // What came before the descriptor told of it.
        drain()
    }

    /// Hands over what waits, oldest batch first, as far as librdkafka has room.
    private func pump() {
        for number in batches.keys.sorted() {
            guard let batch = batches[number], let handle else { continue }
            while let (index, message) = batch.nextUnsent() {
                do throws(KafkaHandle.Refusal) {
                    try handle.produce(message, to: settings.topic, token: number << Self.indexBits | UInt(index))
                    batch.sent(index)
                    outstanding += 1
                } catch {
                    switch error {
                    case .queueFull where outstanding > 0: return
                    case .queueFull: settle(batch, index, KafkaFailure(.refused, "the message is larger than librdkafka's queue"))
                    case .failed(let failure): settle(batch, index, failure)
                    }
                }
            }
            finish(number)
        }
    }

    private func drain() {
        guard let handle else { return }
        var fatal: String?
        for event in handle.events() {
            switch event {
            case .report(let token, let failure):
                outstanding -= 1
                guard let batch = batches[token >> Self.indexBits] else { continue }
                settle(batch, Int(token & (1 << Self.indexBits - 1)), failure)
            case .error(let text):
                lastError = text
                // The log says the same in more words.
                log(KafkaLogLine(level: 7, facility: "ERROR", text: text))
            case .fatal(let text): fatal = text
            case .log(let line): log(line)
            }
        }
        if let fatal {
            log(KafkaLogLine(level: 3, facility: "FATAL", text: "\(fatal); a new producer takes over"))
            failAll(KafkaFailure(.fatal, fatal))
            return discard {}
        }
        for number in batches.keys.sorted() { finish(number) }
        pump()
    }

    /// Notes how one message ended.
    private func settle(_ batch: KafkaBatch, _ index: Int, _ failure: KafkaFailure?) {
        var failure = failure
        if failure?.meaning == .temporary, !lastError.isEmpty, let detail = failure?.detail { failure?.detail = "\(detail) (\(lastError))" }
        batch.settle(index, failure)
        guard let failure, failure.meaning != .refused, !batch.isHeld else { return }
        // What was not sent yet would overtake it.
        batch.hold()
        handle?.purge(inFlight: false)
    }

    private func finish(_ number: UInt) {
        guard let batch = batches[number], batch.isComplete else { return }
        batches[number] = nil
        let isFatal = batch.hasFatalFailure
        batch.finish()
        if isFatal { discard {} } else if batches.isEmpty, !batch.hasFailure { lastError = "" }
    }

    private func cancel(_ number: KafkaBatch.Number) {
        number.isCancelled = true
        guard let batch = batches.removeValue(forKey: number.value) else { return }
        batch.fail(.cancelled)
        // Its messages may still be on their way, and a later batch must not follow them out of order.
        if batches.isEmpty { discard {} }
    }

    private func failAll(_ failure: KafkaFailure) {
        let all = batches.sorted { $0.key < $1.key }
        batches = [:]
        for (_, batch) in all { batch.fail(failure) }
    }

    private func discard(completion: @escaping @Sendable () -> Void) {
        failAll(.cancelled)
        outstanding = 0
        lastError = ""
        guard let handle, let source else { return completion() }
        self.handle = nil
        self.source = nil
        handle.purge(inFlight: true)
        let closed = SendableHandle(handle: handle)
        // The descriptor may be closed only when the source no longer watches it.
        source.setCancelHandler {
            Self.closing.async {
                closed.handle.close()
                completion()
            }
        }
        source.cancel()
    }

    /// Carries a handle that nothing else holds any more to the queue that closes it.
    private struct SendableHandle: @unchecked Sendable {
        let handle: KafkaHandle
    }
}
