/// Why no complete HTTP answer came.
public struct TransferError: Error, Sendable, Hashable {
    /// What went wrong, as a value that code can decide on. Extensible: more codes may come.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String
        public init(_ description: String) { self.description = description }

        public static let invalidURL = Code("invalid-url")
        public static let invalidField = Code("invalid-field")
        public static let nameNotResolved = Code("name-not-resolved")
        public static let connectionRefused = Code("connection-refused")
        public static let connectionLost = Code("connection-lost")
        public static let tls = Code("tls")
        public static let timedOut = Code("timed-out")
        public static let bodyTooLarge = Code("body-too-large")
        public static let headersTooLarge = Code("headers-too-large")
        /// The body ended early or could not be decoded.
        public static let brokenBody = Code("broken-body")
        public static let tooManyRedirects = Code("too-many-redirects")
        /// A redirect to a forbidden scheme or from a public to a private address.
        public static let forbiddenRedirect = Code("forbidden-redirect")
        /// A host that may not be private is at a private address.
        public static let forbiddenAddress = Code("forbidden-address")
        /// The request's body is longer than ``TransferRequest/maximumRequestBytes``.
        public static let requestTooLarge = Code("request-too-large")
        public static let refusedByReceiver = Code("refused-by-receiver")
        public static let protocolError = Code("protocol-error")
        public static let cancelled = Code("cancelled")
        /// More transfers wait than the engine was set to hold.
        public static let tooManyWaiting = Code("too-many-waiting")
        public static let engineStopped = Code("engine-stopped")
        public static let internalError = Code("internal-error")
    }

    public var code: Code
    /// The URL that was being read, without user info or query values.
    public var url: String
    /// What happened and what to do, in one line.
    public var detail: String
    /// libcurl's own code (`CURLcode`) where it gave one.
    public var underlyingCode: Int32?

    public init(_ code: Code, url: String, detail: String, underlyingCode: Int32? = nil) {
        self.code = code
        self.url = url
        self.detail = detail
        self.underlyingCode = underlyingCode
    }
}

extension TransferError: CustomStringConvertible {
    public var description: String { "\(url): \(detail)" }
}
