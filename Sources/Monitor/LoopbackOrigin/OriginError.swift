/// Why the origin could not start.
public struct OriginError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What went wrong, as a value that code can decide on. Extensible: more codes may come.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String
        public init(_ description: String) { self.description = description }

        /// The address is none of this machine's loopback addresses.
        public static let notLoopback = Code("not-loopback")
        /// The system refused the socket, the address or the port.
        public static let system = Code("system")
        /// A certificate could not be made or loaded.
        public static let tls = Code("tls")
        /// A body could not be compressed.
        public static let compression = Code("compression")
        /// A folder of recorded pages cannot be read.
        public static let recordings = Code("recordings")
    }

    public var code: Code
    /// What happened and what to do, in one line.
    public var detail: String

    public init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    public var description: String { detail }
}
