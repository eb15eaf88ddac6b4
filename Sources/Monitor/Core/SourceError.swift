/// Why a provider's page could not be read. Unreadable is not down: an error never means "no incidents".
public struct SourceError: Error, Sendable, Hashable {
    /// What went wrong, as a value that code can decide on. Extensible: more codes may come.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String
        public init(_ description: String) { self.description = description }

        /// No complete answer came: name look-up, connection, TLS, time limit, size limit.
        public static let transfer = Code("transfer")
        /// An answer came with a status that is neither success nor 304.
        public static let httpStatus = Code("http-status")
        /// 410: the page says that it is gone for good.
        public static let gone = Code("gone")
        /// The body is not what was due: HTML where a feed or JSON was expected, another document type.
        public static let wrongFormat = Code("wrong-format")
        /// The body is of the right kind and cannot be read: cut short, malformed, a DTD.
        public static let malformed = Code("malformed")
    }

    public var code: Code
    /// The provider's name.
    public var provider: String
    /// The address that was read, without user info, query values or other secrets.
    public var url: String
    /// What happened and what to do, in one line.
    public var detail: String
    /// The HTTP status, when an answer came.
    public var httpStatus: Int?
    /// How long the server asked to be left alone (`Retry-After`).
    public var retryAfter: Duration?

    public init(
        _ code: Code, provider: String, url: String, detail: String, httpStatus: Int? = nil, retryAfter: Duration? = nil
    ) {
        self.code = code
        self.provider = provider
        self.url = url
        self.detail = detail
        self.httpStatus = httpStatus
        self.retryAfter = retryAfter
    }
}

extension SourceError: CustomStringConvertible {
    public var description: String { "\(provider) (\(url)): \(detail)" }
}
