import FoundationEssentials

/// The text of a JSON number, and the values of Swift's types that it stands for.
enum JSONNumber {
    /// Whether numbers have such bytes.
    static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "e"),
            UInt8(ascii: "E"):
            true
        default: false
        }
    }

    /// Whether that is a number by RFC 8259, section 6.
    static func isNumber(_ text: ByteView) -> Bool {
        var index = 0
        func at(_ bytes: UInt8...) -> Bool { index < text.count && bytes.contains(text[index]) }
        func digits() -> Bool {
            let start = index
            while index < text.count, text[index] &- UInt8(ascii: "0") < 10 { index += 1 }
            return index > start
        }
        if at(UInt8(ascii: "-")) { index += 1 }
        let first = index
        guard digits(), index == first + 1 || text[first] != UInt8(ascii: "0") else { return false }
        if at(UInt8(ascii: ".")) {
            index += 1
            guard digits() else { return false }
        }
        if at(UInt8(ascii: "e"), UInt8(ascii: "E")) {
            index += 1
            if at(UInt8(ascii: "+"), UInt8(ascii: "-")) { index += 1 }
            guard digits() else { return false }
        }
        return index == text.count
    }

    /// The whole number that digits with or without a minus are; nil when the type has no such value.
    @inline(__always)
    static func integer<Value: FixedWidthInteger>(_ text: ByteView) -> Value? {
        let isNegative = text[0] == UInt8(ascii: "-")
        var value: Value = 0
        var index = isNegative ? 1 : 0
        while index < text.count {
            let digit = Value(truncatingIfNeeded: text[index] &- UInt8(ascii: "0"))
            let product = value.multipliedReportingOverflow(by: 10)
            let sum =
                isNegative ? product.partialValue.subtractingReportingOverflow(digit) : product.partialValue.addingReportingOverflow(digit)
            guard !product.overflow, !sum.overflow else { return nil }
            value = sum.partialValue
            index &+= 1
        }
        return value
    }

    /// The whole number that a number with a fraction or exponent is, such as 1.0 or 1e3; nil when it is none, or the type has no such value.
    static func wholeNumber<Value: FixedWidthInteger & Decodable>(_ text: ByteView) -> Value? {
        guard let double = Double(text.string), let value = Value(exactly: double) else { return nil }
        // From 2^53 on a Double no longer tells each whole number from the next: what is written there is read as a Decimal.
        if double.magnitude < 0x1p53 { return value }
        return try? JSONDecoder().decode(Value.self, from: Data(text))
    }

    /// The nearest value; nil when the number is too large for the type, or is not zero and so small that it would be.
    static func floating<Value: BinaryFloatingPoint & LosslessStringConvertible>(_ text: ByteView) -> Value? {
        guard let value = Value(text.string), value.isFinite, value != 0 || isZero(text) else { return nil }
        return value
    }

    private static func isZero(_ text: ByteView) -> Bool {
        for byte in text {
            if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") { return true }
            if byte >= UInt8(ascii: "1"), byte <= UInt8(ascii: "9") { return false }
        }
        return true
    }
}
