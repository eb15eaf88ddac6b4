/// Why a consumer could not deliver, where it knows what that means for another try. Any other error counts as ``Code/temporary``.
public struct DeliveryError: Error, Sendable, Hashable {
    /// What to do about it. Extensible: more codes may come.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String
        public init(_ description: String) { self.description = description }

        /// Another try may succeed.
        public static let temporary = Code("temporary")
        /// These events will never be taken; the next ones may.
        public static let refused = Code("refused")
        /// The receiver is gone for good, as a closed pipe is: the consumer ends.
        public static let closed = Code("closed")
    }

    public var code: Code
    /// What happened and what to do, in one line, without secrets.
    public var detail: String
    /// How long the receiver asked to be left alone.
    public var retryAfter: Duration?

    public init(_ code: Code, detail: String, retryAfter: Duration? = nil) {
        self.code = code
        self.detail = detail
        self.retryAfter = retryAfter
    }
}

extension DeliveryError: CustomStringConvertible {
    public var description: String { detail }
}
