import FoundationEssentials
public import Monitor
import Signing
import Transfer

/// Posts each event as JSON to an address of one's own, signed when there is a secret for it.
public final class WebhookConsumer: EventConsumer {
    public static let usualRate = DeliveryRate(10, per: .seconds(1))

    public let name: String
    private let sink: HTTPSink
    private let key: Secret?
    private let fields: [(name: String, value: Secret)]
    private let template: MessageTemplate?
    private let environment: ConsumerEnvironment

    /// - Parameters:
    ///   - key: of the signature.
    ///   - fields: further request fields, such as `Authorization`.
    ///   - template: makes a text of each event, which is sent beside the event under the key `text`.
    public init(
        name: String = "webhook", url: Secret, key: Secret? = nil, fields: [(name: String, value: Secret)] = [],
        template: MessageTemplate? = nil, rate: DeliveryRate = usualRate, _ environment: ConsumerEnvironment
    ) {
        self.name = name
        self.key = key
        self.fields = fields
        self.template = template
        self.environment = environment
        sink = HTTPSink(url, rate: rate, environment)
    }

    public func countSentTogether(of events: ArraySlice<StatusEvent>) -> Int { 1 }

    public func deliver(_ events: ArraySlice<StatusEvent>) async throws {
        try await SerialDelivery.deliver(events) { event in
            let body = body(of: event)
            var fields = self.fields.map { HeaderField($0.name, $0.value.reveal()) }
            fields.append(HeaderField("Idempotency-Key", Self.idempotencyKey(event)))
            if let key {
                let seconds = Int(environment.now().timeIntervalSince1970)
                fields.append(
                    HeaderField(WebhookSignature.fieldName, WebhookSignature.value(of: body, key: key.reveal(), seconds: seconds)))
            }
            let answer = try await sink.post(body, fields: fields)
            if let error = DeliveryError(answer, shown: sink.shown) { throw error }
        }
    }

    /// The same for each try of one event, and for no other event.
    static func idempotencyKey(_ event: StatusEvent) -> String { SHA256.hex(of: event.provider + "\u{0}" + event.id) }

    private func body(of event: StatusEvent) -> [UInt8] {
        var body = JSONLines.encode(event)
        // Without the line feed.
        body.removeLast()
        guard let template else { return body }
        body.removeLast()
        body += Array(",\"text\":".utf8)
        JSONLines.appendString(template.text(of: event, harmless: HarmlessLines.of), to: &body)
        body.append(UInt8(ascii: "}"))
        return body
    }
}
