/// JSON in a call of a JavaScript function ("jsonCallback({…});"), as pages serve it that scripts of other sites were to read.
enum JSONP {
    /// What stands between the brackets; nil when the bytes are no such call, or are one that is cut short.
    static func document(in bytes: Span<UInt8>) -> Range<Int>? {
        guard let open = openingBracket(in: bytes) else { return nil }
        var end = bytes.count
        while end > open, bytes[end - 1].isASCIISpace || bytes[end - 1] == UInt8(ascii: ";") { end -= 1 }
        guard end > open + 1, bytes[end - 1] == UInt8(ascii: ")") else { return nil }
        return open + 1..<end - 1
    }

    /// Whether the bytes begin a call whose argument is an object or a list.
    static func begins(_ bytes: Span<UInt8>) -> Bool { openingBracket(in: bytes) != nil }

    private static func openingBracket(in bytes: Span<UInt8>) -> Int? {
        let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
        let start = bytes.skippingWhiteSpace(from: hasMark ? 3 : 0)
        var index = start
        while index < bytes.count, index - start < 64, isNameByte(bytes[index]) { index += 1 }
        guard index > start, index < bytes.count, bytes[index] == UInt8(ascii: "(") else { return nil }
        let first = bytes.skippingWhiteSpace(from: index + 1)
        guard first < bytes.count, bytes[first] == UInt8(ascii: "{") || bytes[first] == UInt8(ascii: "[") else { return nil }
        return index
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte == UInt8(ascii: ".")
    }
}
