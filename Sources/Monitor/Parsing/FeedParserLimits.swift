/// Bounds on what one document may cost. Crossing one is ``ParseError/Code/tooLarge``.
public struct FeedParserLimits: Sendable, Hashable {
    /// Bytes of the document, after decoding to UTF-8.
    public var bytes = 16 * 1024 * 1024
    /// Elements inside one another.
    public var depth = 256
    /// Entries or items.
    public var entries = 20_000

    public init() {}
}
