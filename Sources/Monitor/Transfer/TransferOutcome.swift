/// A complete HTTP answer.
public struct TransferOutcome: Sendable {
    /// The status of the last answer (RFC 9110, 15).
    public var status: Int
    /// The URL that answered, after redirects.
    public var url: String
    /// The new address when every redirect on the way was permanent (301, 308); nil when there was none, or one was not.
    public var permanentURL: String?
    /// The answer's validators, byte for byte.
    public var validators: Validators
    /// `Content-Type` as sent; nil when absent.
    public var contentType: String?
    /// `Retry-After`, as a duration from now, at most 24 h; nil when absent or not readable.
    public var retryAfter: Duration?
    /// `Cache-Control: max-age` less `Age`, at most 24 h; nil when absent.
    public var freshFor: Duration?
    /// `X-RateLimit-Remaining` and `X-RateLimit-Reset-After`, as Discord and others send them; nil when either is absent.
    public var rateLimit: (remaining: Int, resetAfter: Duration)?
    /// The collected body; empty when a receiver took it, or for an answer without one.
    public var body: [UInt8]
    /// Bytes of the body after decompression, wherever they went.
    public var bodyByteCount: Int
    /// What tells the next body from this one before its coding is undone; nil for a body that came in no coding, or was too long to keep.
    public var encodedBody: EncodedBodyDigest?
    /// Whether the body is that of ``TransferRequest/knownBody``; then the receiver got nothing of it.
    public var isBodyKnown = false
    /// Facts for benchmarks and logs.
    public var metrics: TransferMetrics

    public init(
        status: Int, url: String, permanentURL: String? = nil, validators: Validators = Validators(), contentType: String? = nil,
        retryAfter: Duration? = nil, freshFor: Duration? = nil, body: [UInt8] = [], bodyByteCount: Int = 0,
        metrics: TransferMetrics = TransferMetrics()
    ) {
        self.status = status
        self.url = url
        self.permanentURL = permanentURL
        self.validators = validators
        self.contentType = contentType
        self.retryAfter = retryAfter
        self.freshFor = freshFor
        self.body = body
        self.bodyByteCount = bodyByteCount
        self.metrics = metrics
    }
}

/// Measurements of one transfer.
public struct TransferMetrics: Sendable, Hashable {
    /// From the permit to the end.
    public var duration: Duration { .nanoseconds(durationNanoseconds) }
    /// ``duration`` as it was measured: making a `Duration` of it costs more than measuring it.
    var durationNanoseconds: Int64 = 0
    /// Connections opened; 0 when a kept one served.
    public var connectionsOpened: Int = 0
    public var redirects: Int = 0
    /// The last connection's address; nil when none stood, or through a proxy.
    public var address: IPAddress?
    public init() {}
}
