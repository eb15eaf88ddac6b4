/// A JSON document that was checked: what it is can be told, and values can be decoded, without reading its text once more.
///
/// Used by one task at a time.
public struct ScannedJSON {
    private let document: JSONDocument

    init(_ document: JSONDocument) { self.document = document }

    /// The whole document.
    public var root: Value { Value(document: document, index: 0) }

    /// Decodes the document.
    ///
    /// - Parameter userInfo: what decoders hand on to what they decode.
    /// - Throws: ``ParseError/Code/malformed`` with the path of the value that does not fit.
    public func decode<T: Decodable>(_ type: T.Type, userInfo: [CodingUserInfoKey: any Sendable] = [:]) throws(ParseError) -> T {
        document.userInfo = userInfo
        return try JSONPayload.decode(type, from: document)
    }

    /// One value.
    public struct Value {
        /// What a value is, outermost.
        public enum Kind: Sendable { case object, array, other }

        fileprivate let document: JSONDocument
        fileprivate let index: Int

        public var kind: Kind {
            let kind = document.kind(index)
            return kind.isObject ? .object : kind == .array ? .array : .other
        }

        /// An array's first element; nil of an empty one and of other values.
        public var first: Value? {
            guard kind == .array, document.tape[index].length > 0 else { return nil }
            return Value(document: document, index: index &+ 1)
        }

        /// An object's members in the document's order, at most so many; none of other values.
        public func members(limit: Int) -> [(key: String, value: Value)] {
            guard kind == .object else { return [] }
            let end = document.tape[index].place
            var members: [(key: String, value: Value)] = []
            var next = index &+ 1
            while next < end, members.count < limit {
                members.append((document.string(of: document.tape[next]), Value(document: document, index: next &+ 1)))
                next = document.tape.end(of: next &+ 1)
            }
            return members
        }
    }
}
