/// What is kept of a text to tell later whether it says something else: never the text itself.
struct TextDigest {
    /// The hash of the text without its white space, so that neither mark-up nor line breaks change it.
    let hash: UInt32
    private let text: Substring

    init(_ text: Substring) {
        self.text = text
        hash = UInt32(truncatingIfNeeded: Self.hash(text))
    }

    /// The hashes of the text's words as a sorted set: maximal runs of letters and digits, lower-cased. At most
    /// ``maximumWords``, the first ones.
    func words() -> [UInt32] {
        var found: Set<UInt32> = []
        var hash = StableHash()
        var isInWord = false
        for scalar in text.unicodeScalars {
            if Self.isPartOfWord(scalar) {
                Self.combineLowercased(scalar, into: &hash)
                isInWord = true
            } else if isInWord {
                found.insert(UInt32(truncatingIfNeeded: hash.finish()))
                if found.count == Self.maximumWords { return found.sorted() }
                hash = StableHash()
                isInWord = false
            }
        }
        if isInWord { found.insert(UInt32(truncatingIfNeeded: hash.finish())) }
        return found.sorted()
    }

    /// How many sentences the text has: runs that hold a word and end with ".", "!", "?" or "。" before white space, or with the text.
    func sentences() -> Int {
        var count = 0
        var hasWord = false
        var isEnding = false
        for scalar in text.unicodeScalars {
            if isEnding && scalar.properties.isWhitespace && hasWord {
                count += 1
                hasWord = false
            }
            switch scalar {
            case ".", "!", "?", "。": isEnding = true
            case ")", "\"", "'", "”", "’", "]": break
            default:
                isEnding = false
                if Self.isPartOfWord(scalar) { hasWord = true }
            }
        }
        return hasWord ? count + 1 : count
    }

    static let maximumWords = 4096

    private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return true
        case 0..<0x80: return false
        default:
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
                .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
                return true
            default: return false
            }
        }
    }

    private static func combineLowercased(_ scalar: Unicode.Scalar, into hash: inout StableHash) {
        switch scalar.value {
        case 0x41...0x5A: hash.combine(UInt8(scalar.value | 0x20))
        case 0..<0x80: hash.combine(UInt8(scalar.value))
        default: hash.combine(scalar.properties.lowercaseMapping)
        }
    }

    private static func hash(_ text: Substring) -> UInt64 {
        let utf8 = text.utf8
        let bytes = utf8.span
        var hash = StableHash()
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte <= 0x20 || byte == 0x7F {
                index += 1
            } else if byte < 0xC2 || byte > 0xEF {
                hash.combine(byte)
                index += 1
            } else if let length = blankLength(bytes, at: index) {
                index += length
            } else {
                hash.combine(byte)
                index += 1
            }
        }
        return hash.finish()
    }

    /// The length of the white space or zero-width character that begins at `index`, or nil when another begins there.
    private static func blankLength(_ bytes: Span<UInt8>, at index: Int) -> Int? {
        let rest = bytes.count - index
        switch bytes[index] {
        case 0xC2:
            // U+0085, U+00A0, U+00AD
            guard rest >= 2 else { return nil }
            return [0x85, 0xA0, 0xAD].contains(bytes[index + 1]) ? 2 : nil
        case 0xE2:
            guard rest >= 3 else { return nil }
            switch (bytes[index + 1], bytes[index + 2]) {
            // U+2000…U+200F, U+2028, U+2029, U+202F, U+205F, U+2060
            case (0x80, 0x80...0x8F), (0x80, 0xA8), (0x80, 0xA9), (0x80, 0xAF), (0x81, 0x9F), (0x81, 0xA0): return 3
            default: return nil
            }
        case 0xE3: return rest >= 3 && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x80 ? 3 : nil
        case 0xEF: return rest >= 3 && bytes[index + 1] == 0xBB && bytes[index + 2] == 0xBF ? 3 : nil
        default: return nil
        }
    }
}
