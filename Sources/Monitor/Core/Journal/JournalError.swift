public import FoundationEssentials

/// Why a journal cannot be used, in one line that names it and says what to do.
public struct JournalError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What went wrong, as a value that code can decide on. Extensible: more codes may come.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String
        public init(_ description: String) { self.description = description }

        /// The file system has no room.
        public static let full = Code("full")
        /// The file or its folder cannot be written to.
        public static let readOnly = Code("read-only")
        /// The file is damaged, or no journal at all.
        public static let damaged = Code("damaged")
        /// Another process has it.
        public static let inUse = Code("in-use")
        /// A later version of this program wrote it.
        public static let tooNew = Code("too-new")
        /// There is none yet.
        public static let missing = Code("missing")
        /// Anything else: an input or output error, no memory.
        public static let failed = Code("failed")
    }

    public var code: Code
    public var detail: String

    public init(_ code: Code, detail: String) {
        self.code = code
        self.detail = detail
    }

    public var description: String { detail }
}

/// How a journal is, for logs and for whoever watches the watcher.
public struct JournalHealth: Sendable, Hashable {
    /// A commit that fails, since when, and how often it was tried.
    public struct Failure: Sendable, Hashable {
        public var error: JournalError
        public var since: Date
        public var attempts: Int
    }

    /// Whether what is seen outlives the process.
    public var isDurable: Bool
    /// Nil when the last commit succeeded.
    public var failure: Failure?
    /// Bytes on disk when it was pruned last.
    public var byteCount: Int
    /// The number of the last event that was committed; 0 before the first.
    public var lastSequence: UInt64
    /// By consumer, how many events it has not had.
    public var lags: [String: UInt64]
}
