/// Somewhere to write text to: standard output in production, a recording in tests.
public protocol TextOutput: Sendable {
    /// Writes all bytes, in order, or throws.
    func write(_ bytes: [UInt8]) async throws(OutputError)
}

/// Why bytes could not be written.
public struct OutputError: Error, Sendable, Hashable {
    public enum Code: Sendable, Hashable {
        /// The reader is gone (EPIPE), as with `| head`: nothing more can ever be written.
        case closed
        /// The task was cancelled before all was written.
        case cancelled
        /// Anything else: no room on the disk, an input/output error.
        case failed
    }

    public var code: Code
    public var detail: String

    public init(_ code: Code, detail: String) {
        self.code = code
        self.detail = detail
    }
}

extension OutputError: CustomStringConvertible {
    public var description: String { detail }
}
