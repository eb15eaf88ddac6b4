/// One GET of one resource, or one POST to it, with the limits it is held to.
public struct TransferRequest: Sendable {
    /// An absolute `http` or `https` URL.
    public var url: String
    /// Further request fields ("Accept", …), each without CR, LF or NUL.
    public var fields: [HeaderField]
    /// What is known of the representation that was read last; makes the request conditional (RFC 9110, 13.1).
    public var validators: Validators
    /// What is known of the body that was read last, from its outcome: an equal one is not handed to the receiver.
    public var knownBody: EncodedBodyDigest?
    /// The bounds that the transfer is held to.
    public var limits: TransferLimits
    /// Receives the body of a 2xx answer as it arrives, decoded. Without one the body is collected in the outcome.
    public var receiver: (any BodyReceiver)?
    /// When the next request to this host is expected. A connection is kept only when it would still be open by then.
    public var nextRequestAfter: Duration?
    /// Addresses to use instead of a name look-up.
    public var resolve: [HostOverride]
    /// What is posted, as it is, with the `Content-Type` of ``fields``; nil makes the request a GET.
    public var body: [UInt8]?
    /// When the transfer may go to a private address.
    public var privateAddresses = PrivateAddresses.unlessRedirected

    /// The longest body that is posted.
    public static let maximumRequestBytes = 1 << 20

    public init(
        url: String, fields: [HeaderField] = [], validators: Validators = Validators(), limits: TransferLimits = TransferLimits(),
        receiver: (any BodyReceiver)? = nil, nextRequestAfter: Duration? = nil, resolve: [HostOverride] = [],
        knownBody: EncodedBodyDigest? = nil, body: [UInt8]? = nil
    ) {
        self.knownBody = knownBody
        self.url = url
        self.fields = fields
        self.validators = validators
        self.limits = limits
        self.receiver = receiver
        self.nextRequestAfter = nextRequestAfter
        self.resolve = resolve
        self.body = body
    }
}

/// One HTTP field (RFC 9110, 5).
public struct HeaderField: Sendable, Hashable {
    public var name: String
    public var value: String
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// `ETag` and `Last-Modified` as the server sent them, byte for byte.
public struct Validators: Sendable, Hashable, Codable {
    public var etag: String?
    public var lastModified: String?
    public init(etag: String? = nil, lastModified: String? = nil) {
        self.etag = etag
        self.lastModified = lastModified
    }
    public var isEmpty: Bool { etag == nil && lastModified == nil }
}

/// A fixed address for a host and port, as in `curl --resolve`.
public struct HostOverride: Sendable, Hashable {
    public var host: String
    public var port: Int
    /// A literal IPv4 or IPv6 address.
    public var address: String
    public init(host: String, port: Int, address: String) {
        self.host = host
        self.port = port
        self.address = address
    }
}

/// The bounds of one transfer. A redirect starts no new allowance.
public struct TransferLimits: Sendable, Hashable {
    /// Until the connection, TLS included, stands.
    public var connectTimeout: Duration = .seconds(10)
    /// The whole transfer, waiting for a permit left out.
    public var transferTimeout: Duration = .seconds(30)
    /// The longest time with no byte.
    public var stallTimeout: Duration = .seconds(10)
    /// Bytes of the body after decompression.
    public var maximumBodyBytes: Int = 8 << 20
    /// Bytes of all header fields of one answer.
    public var maximumHeaderBytes: Int = 256 << 10
    public var maximumRedirects: Int = 5
    public init() {}
}
