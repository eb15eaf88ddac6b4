/// HTML's named character references.
enum HTMLEntities {
    /// The longest name, "CounterClockwiseContourIntegral".
    static let longestName = 32

    /// The text of a name (no ampersand, no semicolon), nil when there is none of that name.
    static func text(of name: String) -> String? {
        switch name {
        case "lt": "<"
        case "gt": ">"
        case "amp": "&"
        case "quot": "\""
        case "apos": "'"
        case "nbsp": "\u{A0}"
        default: all[name] ?? inOtherCase(name)
        }
    }

    /// The longest beginning of `name` that counts without a semicolon.
    static func legacyPrefix(of name: String) -> String? {
        var prefix = name
        while prefix.utf8.count >= 2 {
            if legacy.contains(prefix) { return prefix }
            prefix.removeLast()
        }
        return nil
    }

    /// "&NBSP;" and "&Nbsp;" are seen as well.
    private static func inOtherCase(_ name: String) -> String? {
        let lower = name.lowercased()
        return lower == name ? nil : lower == "nbsp" ? "\u{A0}" : lower == "apos" ? "'" : nil
    }

    private static let all: [String: String] = {
        var table: [String: String] = [:]
        table.reserveCapacity(2200)
        for item in HTMLEntityTable.entities.split(separator: " ") {
            let parts = item.split(separator: "=")
            var text = String.UnicodeScalarView()
            for code in parts[1].split(separator: "+") {
                if let value = UInt32(code, radix: 16), let scalar = Unicode.Scalar(value) { text.append(scalar) }
            }
            table[String(parts[0])] = String(text)
        }
        return table
    }()

    private static let legacy = Set(HTMLEntityTable.withoutSemicolon.split(separator: " ").map(String.init))
}

/// A character reference in a text: by name or by number.
struct CharacterReference {
    var text: String
    /// The offset behind it.
    var end: Int

    /// The reference that begins with the ampersand at `start`; nil when none does.
    static func parse(_ bytes: ByteView, at start: Int, allowsMissingSemicolon: Bool) -> CharacterReference? {
        guard start + 2 < bytes.count else { return nil }
        if bytes[start + 1] == UInt8(ascii: "#") { return numeric(bytes, at: start, allowsMissingSemicolon: allowsMissingSemicolon) }
        var end = start + 1
        let limit = min(bytes.count, start + 1 + HTMLEntities.longestName)
        while end < limit, isAlphanumeric(bytes[end]) { end += 1 }
        guard end > start + 1 else { return nil }
        let name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
        if end < bytes.count && bytes[end] == UInt8(ascii: ";") {
            if let text = HTMLEntities.text(of: name) { return CharacterReference(text: text, end: end + 1) }
        }
        guard allowsMissingSemicolon, let prefix = HTMLEntities.legacyPrefix(of: name), let text = HTMLEntities.text(of: prefix) else {
            return nil
        }
        return CharacterReference(text: text, end: start + 1 + prefix.utf8.count)
    }

    private static func numeric(_ bytes: ByteView, at start: Int, allowsMissingSemicolon: Bool) -> CharacterReference? {
        var index = start + 2
        let isHexadecimal = index < bytes.count && bytes[index] | 0x20 == UInt8(ascii: "x")
        if isHexadecimal { index += 1 }
        let first = index
        var value: UInt32 = 0
        while index < bytes.count, let digit = digit(bytes[index], isHexadecimal: isHexadecimal) {
            value = min(value &* (isHexadecimal ? 16 : 10) &+ digit, 0x11_0000)
            index += 1
        }
        guard index > first else { return nil }
        let isClosed = index < bytes.count && bytes[index] == UInt8(ascii: ";")
        guard isClosed || allowsMissingSemicolon else { return nil }
        return CharacterReference(text: character(value), end: isClosed ? index + 1 : index)
    }

    /// Numbers between 0x80 and 0x9F mean windows-1252 (WHATWG HTML 13.2.5.80); control characters mean nothing.
    private static func character(_ value: UInt32) -> String {
        switch value {
        case 0x09, 0x0A, 0x0D: String(Unicode.Scalar(UInt8(value)))
        case 0: "\u{FFFD}"
        case 1..<0x20, 0xFFFE, 0xFFFF: ""
        case 0x80..<0xA0: String(Unicode.Scalar(TextDecoder.windows1252(UInt8(value))) ?? "\u{FFFD}")
        default: String(Unicode.Scalar(value) ?? "\u{FFFD}")
        }
    }

    private static func digit(_ byte: UInt8, isHexadecimal: Bool) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46, 0x61...0x66: isHexadecimal ? UInt32(byte & 0x0F) + 9 : nil
        default: nil
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
    }
}
