import Glibc

/// Why a program could not be started or followed.
public struct ProcessError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What went wrong, as a value that code can decide on. Extensible: more codes may come.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String
        public init(_ description: String) { self.description = description }

        /// There is no such program, or it may not be run.
        public static let notStarted = Code("not-started")
        /// The system gave no pipe or no other descriptor.
        public static let system = Code("system")
        /// The task was cancelled; the program has been ended.
        public static let cancelled = Code("cancelled")
    }

    public var code: Code
    /// What happened and what to do, in one line.
    public var detail: String

    public init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    public var description: String { detail }

    /// The system's words for one of its error numbers.
    static func words(_ number: Int32) -> String {
        unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
    }
}
