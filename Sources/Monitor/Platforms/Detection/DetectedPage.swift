/// A status page of which is known how it is read.
public struct DetectedPage: Sendable, Hashable {
    public var platform: Platform
    /// What the page calls its provider; nil when it does not say.
    public var name: String?
    /// The page's address: scheme, host, port and, where it is not at the root, path.
    public var address: String
    /// Where it is read, best first. The first one, or another where the page lacks that, has answered well.
    public var sources: [PageSource]
}

/// What a detection came to.
public struct DetectionResult: Sendable, Hashable {
    /// What one address answered, in words for a person.
    public struct Note: Sendable, Hashable {
        /// The address, free of secrets.
        public var url: String
        public var seen: String
    }

    /// The page; nil when nothing that is known was found.
    public var page: DetectedPage?
    /// All addresses that were asked, in order, with what each answered.
    public var notes: [Note]
    /// How long the page asked to be left alone.
    public var retryAfter: Duration?
    /// Whether the answer may be another one later: no connection, a server's own error, a wish to be left alone.
    public var isTransient: Bool
}
