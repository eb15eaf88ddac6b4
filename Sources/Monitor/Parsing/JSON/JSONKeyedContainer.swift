/// The members of one object, looked up on the tape.
struct JSONKeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let document: JSONDocument
    let object: Int

    /// - Throws: when the value is no object, or a key in it is no valid text.
    static func make(_ document: JSONDocument, _ value: Int) throws -> KeyedDecodingContainer<Key> {
        let kind = document.kind(value)
        guard kind.isObject else { throw document.noContainer([String: Any].self, "keyed", value) }
        guard kind != .objectWithBrokenKey else { throw JSONDocument.broken }
        return KeyedDecodingContainer(JSONKeyedContainer(document: document, object: value))
    }

    var codingPath: [any CodingKey] { document.path(to: object) }
    var allKeys: [Key] { document.keys(of: object).compactMap { Key(stringValue: $0) } }

    @inline(__always)
    private func member(_ key: Key) throws -> Int {
        if let value = document.member(key.stringValue, of: object) { return value }
        throw document.noMember(key, object)
    }

    /// The member's value, unless it is absent or null.
    @inline(__always)
    private func present(_ key: Key) -> Int? {
        guard let value = document.member(key.stringValue, of: object), !document.isNull(value) else { return nil }
        return value
    }

    func contains(_ key: Key) -> Bool { document.member(key.stringValue, of: object) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { document.isNull(try member(key)) }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try document.bool(member(key)) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try document.string(member(key)) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try document.floating(type, member(key)) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try document.floating(type, member(key)) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try document.integer(type, member(key)) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try document.integer(type, member(key)) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try document.integer(type, member(key)) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try document.integer(type, member(key)) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try document.integer(type, member(key)) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try document.integer(type, member(key)) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try document.integer(type, member(key)) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try document.integer(type, member(key)) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try document.integer(type, member(key)) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try document.integer(type, member(key)) }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try Value(from: JSONValueDecoder(document, member(key)))
    }

    // Those that adapters ask for most often look the key up once; of the others Swift's own versions ask three times. No closures: what is
    // generic is not compiled for each type here, and would call them through their context.
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
        guard let value = present(key) else { return nil }
        return try document.bool(value)
    }

    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
        guard let value = present(key) else { return nil }
        return try document.string(value)
    }

    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
        guard let value = present(key) else { return nil }
        return try document.integer(type, value)
    }

    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? {
        guard let value = present(key) else { return nil }
        return try document.floating(type, value)
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        guard let value = present(key) else { return nil }
        return try Value(from: JSONValueDecoder(document, value))
    }

    func nestedContainer<Inner: CodingKey>(keyedBy type: Inner.Type, forKey key: Key) throws -> KeyedDecodingContainer<Inner> {
        try JSONKeyedContainer<Inner>.make(document, member(key))
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { try JSONUnkeyedContainer(document, member(key)) }

    func superDecoder() throws -> any Decoder { decoder(JSONPathKey("super")) }
    func superDecoder(forKey key: Key) throws -> any Decoder { decoder(key) }

    private func decoder(_ key: any CodingKey) -> JSONValueDecoder {
        guard let value = document.member(key.stringValue, of: object) else { return JSONValueDecoder(document, absent: key, from: object) }
        return JSONValueDecoder(document, value)
    }
}

extension JSONDocument {
    @inline(never)
    fileprivate func noMember(_ key: any CodingKey, _ object: Int) -> DecodingError {
        let words = "No value associated with key \(key) (\"\(key.stringValue)\")."
        return .keyNotFound(key, DecodingError.Context(codingPath: path(to: object), debugDescription: words))
    }
}
