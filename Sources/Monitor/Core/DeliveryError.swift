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
    /// How many of the batch's first events were delivered: they are not handed in again.
    public var delivered: Int
    /// How many events after these a refusal is about; nil for all that were left. What comes after them is still to be delivered.
    public var refused: Int?

    public init(_ code: Code, detail: String, retryAfter: Duration? = nil, delivered: Int = 0, refused: Int? = nil) {
        self.code = code
        self.detail = detail
        self.retryAfter = retryAfter
        self.delivered = delivered
        self.refused = refused
    }
}

extension DeliveryError: CustomStringConvertible {
    public var description: String { detail }
}
