/// Why a document could not be read.
public struct ParseError: Error, Sendable, Hashable {
    /// What is wrong with the document. Extensible: more codes may come.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String
        public init(_ description: String) { self.description = description }

        public static let empty = Code("empty")
        /// HTML where a feed or JSON was due.
        public static let html = Code("html")
        /// Well-formed, and no feed or no document of the expected kind.
        public static let notAFeed = Code("not-a-feed")
        public static let malformed = Code("malformed")
        /// The document ended in the middle.
        public static let truncated = Code("truncated")
        /// A document type declaration: refused, since it can make a small file huge or read other files.
        public static let documentType = Code("document-type")
        /// Nested too deeply, a text too long, too many entries.
        public static let tooLarge = Code("too-large")
        public static let unknownEncoding = Code("unknown-encoding")
    }

    public var code: Code
    public var detail: String
    /// 1-based, where the parser knows it.
    public var line: Int?
    public var column: Int?

    public init(_ code: Code, detail: String, line: Int? = nil, column: Int? = nil) {
        self.code = code
        self.detail = detail
        self.line = line
        self.column = column
    }
}

extension ParseError: CustomStringConvertible {
    public var description: String {
        guard let line else { return detail }
        return "line \(line)\(column.map { ", column \($0)" } ?? ""): \(detail)"
    }
}
