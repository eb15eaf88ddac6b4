public import FoundationEssentials
public import Monitor
public import Transfer

/// What a consumer that delivers over HTTP is given by whoever puts the program together.
public struct ConsumerEnvironment: Sendable {
    public var client: any HTTPClient
    /// Its clock paces deliveries.
    public var time: Timekeeper
    /// What this one consumer remembers.
    public var memory: any ConsumerMemory
    /// Now, for signatures.
    public var now: @Sendable () -> Date
    public var userAgent: String
    /// Of one delivery. The answer's body is cut at 64 KiB whatever they say.
    public var limits = TransferLimits()

    public init(
        client: any HTTPClient, time: Timekeeper = Timekeeper(ContinuousClock()), memory: any ConsumerMemory = TransientConsumerMemory(),
        userAgent: String = "status-monitor", now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.client = client
        self.time = time
        self.memory = memory
        self.userAgent = userAgent
        self.now = now
    }
}

/// Posts to one receiver within its pace.
struct HTTPSink: Sendable {
    /// As messages name it: never the address itself.
    let shown: String
    private let address: Secret
    private let environment: ConsumerEnvironment
    private let pace: DeliveryPace

    init(_ address: Secret, rate: DeliveryRate, _ environment: ConsumerEnvironment) {
        self.address = address
        self.environment = environment
        shown = address.description
        pace = DeliveryPace(rate, time: environment.time)
    }

    /// Posts JSON and returns whatever complete answer came.
    ///
    /// - Throws: ``DeliveryError``: temporary when no answer came, refused when none can ever come; `CancellationError`.
    func post(_ body: [UInt8], fields: [HeaderField] = []) async throws -> SinkAnswer {
        try await pace.turn()
        let collector = AnswerCollector()
        let common = [HeaderField("Content-Type", "application/json"), HeaderField("User-Agent", environment.userAgent)]
        var request = TransferRequest(
            url: address.reveal(), fields: common + fields, limits: environment.limits, receiver: collector, body: body)
        request.privateAddresses = .never
        do throws(TransferError) {
            let outcome = try await environment.client.fetch(request)
            if let limit = outcome.rateLimit, limit.remaining == 0 { pace.hold(for: limit.resetAfter) }
            let isSuccess = collector.status != nil
            return SinkAnswer(status: outcome.status, body: isSuccess ? collector.bytes : outcome.body, retryAfter: outcome.retryAfter)
        } catch {
            if let status = collector.status, error.code != .cancelled { return SinkAnswer(status: status, body: collector.bytes) }
            throw DeliveryError(error, shown: shown)
        }
    }
}

/// What a receiver answered.
struct SinkAnswer: Sendable {
    var status: Int
    /// At most 64 KiB; of anything but a success at most 4 KiB.
    var body: [UInt8]
    var retryAfter: Duration?

    var isSuccess: Bool { (200...299).contains(status) }

    func decoded<Value: Decodable>(_ type: Value.Type) -> Value? { try? JSONDecoder().decode(type, from: Data(body)) }

    /// The receiver's own word for what is wrong, when the body is one such as `invalid_payload`; anything else may hold secrets or harm.
    var word: String? {
        let bytes = body.prefix { $0 != 10 && $0 != 13 }
        let isWord = bytes.allSatisfy { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || $0 == UInt8(ascii: "_") }
        return isWord && (1...64).contains(bytes.count) ? String(decoding: bytes, as: UTF8.self) : nil
    }
}
