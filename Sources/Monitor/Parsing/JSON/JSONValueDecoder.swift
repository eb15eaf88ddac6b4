/// Decodes one value of a scanned document. Small enough to stand in an existential without being allocated.
struct JSONValueDecoder: Decoder, SingleValueDecodingContainer {
    let document: JSONDocument
    let value: Int
    /// Where a value would be that is not there: what `superDecoder` gives is null then.
    var absence: JSONAbsence?

    @inline(__always)
    init(_ document: JSONDocument, _ value: Int) { (self.document, self.value) = (document, value) }

    init(_ document: JSONDocument, absent key: any CodingKey, from object: Int) {
        (self.document, value) = (document, object)
        absence = JSONAbsence(key)
    }

    var codingPath: [any CodingKey] { document.path(to: value) + (absence.map { [$0.key] } ?? []) }
    var userInfo: [CodingUserInfoKey: Any] { document.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        try checkPresence([String: Any].self)
        return try JSONKeyedContainer.make(document, value)
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try checkPresence([Any].self)
        return try JSONUnkeyedContainer(document, value)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { absence != nil || document.isNull(value) }

    func decode(_ type: Bool.Type) throws -> Bool {
        try checkPresence(type)
        return try document.bool(value)
    }

    func decode(_ type: String.Type) throws -> String {
        try checkPresence(type)
        return try document.string(value)
    }

    func decode(_ type: Double.Type) throws -> Double { try floating(type) }
    func decode(_ type: Float.Type) throws -> Float { try floating(type) }
    func decode(_ type: Int.Type) throws -> Int { try integer(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try integer(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try integer(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try integer(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try integer(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try integer(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try integer(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try integer(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try integer(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try integer(type) }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: self) }

    @inline(__always)
    private func integer<Value: FixedWidthInteger & Decodable>(_ type: Value.Type) throws -> Value {
        try checkPresence(type)
        return try document.integer(type, value)
    }

    @inline(__always)
    private func floating<Value: BinaryFloatingPoint & LosslessStringConvertible>(_ type: Value.Type) throws -> Value {
        try checkPresence(type)
        return try document.floating(type, value)
    }

    @inline(__always)
    private func checkPresence(_ type: Any.Type) throws {
        guard absence != nil else { return }
        throw DecodingError.valueNotFound(type, DecodingError.Context(codingPath: codingPath, debugDescription: "found null value instead"))
    }
}

/// The key of a member that an object does not have.
final class JSONAbsence {
    let key: any CodingKey
    init(_ key: any CodingKey) { self.key = key }
}
