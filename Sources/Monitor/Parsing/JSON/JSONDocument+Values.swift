/// Values of Swift's own types. What does not fit is an error with its path, in the words of `JSONDecoder`.
extension JSONDocument {
    func isNull(_ value: Int) -> Bool { kind(value) == .null }

    func bool(_ value: Int) throws -> Bool {
        switch kind(value) {
        case .true: return true
        case .false: return false
        default: throw mismatch(Bool.self, value)
        }
    }

    func string(_ value: Int) throws -> String {
        let entry = tape[value]
        switch entry.kind {
        case .asciiString, .string, .escapedString: return string(of: entry)
        case .brokenString: throw Self.broken
        default: throw misfit(String.self, value)
        }
    }

    @inline(__always)
    func integer<Value: FixedWidthInteger & Decodable>(_ type: Value.Type, _ value: Int) throws -> Value {
        let entry = tape[value]
        switch entry.kind {
        case .integer: if let number: Value = JSONNumber.integer(text(of: entry)) { return number }
        case .number: if let number: Value = JSONNumber.wholeNumber(text(of: entry)) { return number }
        case .brokenNumber: break
        default: throw misfit(type, value)
        }
        throw Self.broken
    }

    @inline(__always)
    func floating<Value: BinaryFloatingPoint & LosslessStringConvertible>(_ type: Value.Type, _ value: Int) throws -> Value {
        let entry = tape[value]
        guard entry.kind.isNumber else { throw misfit(type, value) }
        guard entry.kind != .brokenNumber, let number: Value = JSONNumber.floating(text(of: entry)) else { throw Self.broken }
        return number
    }
}

extension JSONDocument {
    /// A text or number that is wrong in itself, or a number that its type has no value for.
    static var broken: DecodingError {
        .dataCorrupted(DecodingError.Context(codingPath: [], debugDescription: "The given data was not valid JSON."))
    }

    /// A value of another type, or null.
    @inline(never)
    func misfit(_ type: Any.Type, _ value: Int) -> DecodingError {
        guard isNull(value) else { return mismatch(type, value) }
        return .valueNotFound(
            type, context(value, "Cannot get value of type \(type) -- found null value instead"))
    }

    @inline(never)
    func mismatch(_ type: Any.Type, _ value: Int) -> DecodingError {
        .typeMismatch(type, context(value, "Expected to decode \(type) but found \(kind(value).name) instead."))
    }

    /// What is neither an object nor null where a container was asked for.
    @inline(never)
    func noContainer(_ type: Any.Type, _ name: String, _ value: Int) -> DecodingError {
        guard isNull(value) else { return mismatch(type, value) }
        return .valueNotFound(type, context(value, "Cannot get \(name) decoding container -- found null value instead"))
    }

    private func context(_ value: Int, _ words: String) -> DecodingError.Context {
        DecodingError.Context(codingPath: path(to: value), debugDescription: words)
    }
}

extension JSONEntry.Kind {
    /// What a person calls such a value, in an error.
    fileprivate var name: String {
        if isString { return "a string" }
        if isNumber { return "number" }
        if isObject { return "a dictionary" }
        return self == .array ? "an array" : self == .null ? "null" : "bool"
    }
}
