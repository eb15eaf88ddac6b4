/// The elements of one array, from the first to the last. One that cannot be decoded stays the next.
struct JSONUnkeyedContainer: UnkeyedDecodingContainer {
    private let document: JSONDocument
    private let array: UInt32
    private var next: UInt32
    private var position: UInt32 = 0

    // Three words fit into an existential; the end and the count are on the tape.

    /// - Throws: when the value is no array.
    init(_ document: JSONDocument, _ value: Int) throws {
        guard document.kind(value) == .array else { throw document.noContainer([Any].self, "unkeyed", value) }
        self.document = document
        array = UInt32(truncatingIfNeeded: value)
        next = UInt32(truncatingIfNeeded: value &+ 1)
    }

    var codingPath: [any CodingKey] { document.path(to: Int(array)) }
    var count: Int? { document.tape[Int(array)].length }
    var isAtEnd: Bool { Int(next) >= document.tape[Int(array)].place }
    var currentIndex: Int { Int(position) }

    /// The next element, which ``advance()`` passes over.
    private func element(_ type: Any.Type) throws -> Int {
        guard isAtEnd else { return Int(next) }
        throw DecodingError.valueNotFound(
            type,
            DecodingError.Context(codingPath: codingPath + [JSONPathKey(currentIndex)], debugDescription: "Unkeyed container is at end."))
    }

    private mutating func advance() {
        next = UInt32(truncatingIfNeeded: document.tape.end(of: Int(next)))
        position &+= 1
    }

    mutating func decodeNil() throws -> Bool {
        guard document.isNull(try element(Never.self)) else { return false }
        advance()
        return true
    }

    @inline(__always)
    private mutating func take<Value>(_ type: Value.Type, _ decode: (Int) throws -> Value) throws -> Value {
        let value = try decode(element(type))
        advance()
        return value
    }

    @inline(__always)
    private mutating func integer<Value: FixedWidthInteger & Decodable>(_ type: Value.Type) throws -> Value {
        let document = document
        return try take(type) { try document.integer(type, $0) }
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool {
        let document = document
        return try take(type) { try document.bool($0) }
    }

    mutating func decode(_ type: String.Type) throws -> String {
        let document = document
        return try take(type) { try document.string($0) }
    }

    mutating func decode(_ type: Double.Type) throws -> Double {
        let document = document
        return try take(type) { try document.floating(type, $0) }
    }

    mutating func decode(_ type: Float.Type) throws -> Float {
        let document = document
        return try take(type) { try document.floating(type, $0) }
    }

    mutating func decode(_ type: Int.Type) throws -> Int { try integer(type) }
    mutating func decode(_ type: Int8.Type) throws -> Int8 { try integer(type) }
    mutating func decode(_ type: Int16.Type) throws -> Int16 { try integer(type) }
    mutating func decode(_ type: Int32.Type) throws -> Int32 { try integer(type) }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try integer(type) }
    mutating func decode(_ type: UInt.Type) throws -> UInt { try integer(type) }
    mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try integer(type) }
    mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try integer(type) }
    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try integer(type) }
    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try integer(type) }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value = try Value(from: JSONValueDecoder(document, element(type)))
        advance()
        return value
    }

    mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        let document = document
        return try take(KeyedDecodingContainer<Key>.self) { try JSONKeyedContainer.make(document, $0) }
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let document = document
        return try take((any UnkeyedDecodingContainer).self) { try JSONUnkeyedContainer(document, $0) }
    }

    mutating func superDecoder() throws -> any Decoder {
        let document = document
        return try take((any Decoder).self) { JSONValueDecoder(document, $0) }
    }
}
