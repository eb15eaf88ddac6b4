/// Turns the bytes of a document, as they arrive, into clean UTF-8: valid, and with no control character that XML forbids.
///
/// Nothing is refused. A byte sequence that is not valid in UTF-8 is read as windows-1252 (or in the encoding that the document declares where HTTP said
/// UTF-8), since a page that claims UTF-8 and is not is nearly always that; in other encodings U+FFFD stands for what is invalid.
struct TextDecoder {
    private(set) var encoding: TextEncoding
    /// What to read bytes as that are not UTF-8 in a document that should be.
    private let fallback: TextEncoding?
    private var converter: CharacterConverter?
    /// The start of a character that the last chunk broke off, at most 3 bytes; in an encoding that the system converts, everything so far.
    private var partial: [UInt8] = []
    private var highSurrogate: UInt32 = 0
    /// Whether bytes had to be read as windows-1252 against the declaration.
    private(set) var usedFallback = false

    init(encoding: TextEncoding, fallback: TextEncoding? = nil) {
        self.encoding = encoding
        self.fallback = fallback
        if case .other(let name) = encoding {
            converter = CharacterConverter(name: name)
            if converter == nil { self.encoding = .utf8 }
        }
        partial.reserveCapacity(8)
    }

    /// Bytes that wait to be decoded.
    var heldBack: Int { partial.count }

    /// The name to report: what the bytes were really read as.
    var encodingName: String { usedFallback && encoding == .utf8 ? "windows-1252" : encoding.name }

    /// Decodes `bytes` and appends them to `output`.
    mutating func decode(_ bytes: ByteView, into output: inout ByteBuffer) {
        guard !partial.isEmpty, converter == nil else { return decodeWhole(bytes, into: &output) }
        // A broken-off character is completed from the next chunk byte by byte, then the rest goes the fast way.
        var index = 0
        while index < bytes.count, !partial.isEmpty {
            let started = partial + [bytes[index]]
            partial.removeAll(keepingCapacity: true)
            index += 1
            unsafe started.withUnsafeBufferPointer { unsafe decodeWhole(ByteView($0), into: &output) }
        }
        decodeWhole(bytes.view(from: index), into: &output)
    }

    /// Says that no byte follows. What was broken off in UTF-8 may be whole in windows-1252; in other encodings it is nothing.
    mutating func finish(into output: inout ByteBuffer) {
        if encoding == .utf8 {
            for byte in partial { appendFallback(byte, into: &output) }
        } else if let converter {
            unsafe partial.withUnsafeBufferPointer { unsafe converter.convert(ByteView($0), into: &output) }
        }
        partial.removeAll(keepingCapacity: true)
        highSurrogate = 0
    }

    private mutating func decodeWhole(_ bytes: ByteView, into output: inout ByteBuffer) {
        switch encoding {
        case .utf8: decodeUTF8(bytes, into: &output)
        case .windows1252: for byte in bytes { Self.append(scalar: Self.windows1252(byte), into: &output) }
        case .utf16(let bigEndian): decodeUTF16(bytes, bigEndian: bigEndian, into: &output)
        case .utf32(let bigEndian): decodeUTF32(bytes, bigEndian: bigEndian, into: &output)
        // The system's converter tells a broken-off character from a wrong one only when it sees what follows: it gets the whole at the end.
        case .other: partial.append(contentsOf: bytes)
        }
    }

    // MARK: UTF-8

    private mutating func decodeUTF8(_ bytes: ByteView, into output: inout ByteBuffer) {
        guard !bytes.isEmpty else { return }
        let start = unsafe bytes.pointer
        var index = 0
        while index < bytes.count {
            let clean = unsafe UTF8Scanner.cleanPrefix(start + index, bytes.count - index)
            unsafe output.append(start + index, clean)
            index += clean
            guard index < bytes.count else { return }
            let byte = bytes[index]
            if byte < 0x20 {
                if byte == 0x0B || byte == 0x0C { output.append(0x20) }
                index += 1
            } else if unsafe UTF8Scanner.isBrokenOff(start + index, bytes.count - index) {
                partial = Array(bytes[index...])
                return
            } else if unsafe UTF8Scanner.isNoncharacter(start + index, bytes.count - index) {
                index += 3
            } else if let fallback, fallback != .utf8 {
                self = TextDecoder(encoding: fallback)
                decodeWhole(bytes.view(from: index), into: &output)
                return
            } else {
                appendFallback(byte, into: &output)
                index += 1
            }
        }
    }

    private mutating func appendFallback(_ byte: UInt8, into output: inout ByteBuffer) {
        usedFallback = true
        Self.append(scalar: Self.windows1252(byte), into: &output)
    }

    // MARK: UTF-16 and UTF-32

    private mutating func decodeUTF16(_ bytes: ByteView, bigEndian: Bool, into output: inout ByteBuffer) {
        var index = 0
        while index + 1 < bytes.count {
            let (first, second) = (UInt32(bytes[index]), UInt32(bytes[index + 1]))
            index += 2
            let unit = bigEndian ? first << 8 | second : second << 8 | first
            if unit & 0xFC00 == 0xDC00, highSurrogate != 0 {
                Self.append(scalar: 0x10000 + ((highSurrogate & 0x3FF) << 10) + (unit & 0x3FF), into: &output)
                highSurrogate = 0
                continue
            }
            if highSurrogate != 0 { Self.append(scalar: 0xFFFD, into: &output) }
            highSurrogate = unit & 0xFC00 == 0xD800 ? unit : 0
            if highSurrogate == 0 { Self.append(scalar: unit, into: &output) }
        }
        if index < bytes.count { partial = [bytes[index]] }
    }

    private mutating func decodeUTF32(_ bytes: ByteView, bigEndian: Bool, into output: inout ByteBuffer) {
        var index = 0
        while index + 3 < bytes.count {
            var value: UInt32 = 0
            for offset in 0..<4 { value |= UInt32(bytes[index + offset]) << UInt32((bigEndian ? 3 - offset : offset) * 8) }
            Self.append(scalar: value, into: &output)
            index += 4
        }
        if index < bytes.count { partial = Array(bytes[index...]) }
    }

    // MARK: Characters

    /// Appends a character unless XML forbids it (XML 1.0 section 2.2); surrogates and impossible values become U+FFFD.
    @inline(__always)
    static func append(scalar value: UInt32, into output: inout ByteBuffer) {
        if value < 0x80 {
            if value >= 0x20 || value == 0x0A || value == 0x0D || value == 0x09 { output.append(UInt8(value)) }
            return
        }
        guard value != 0xFFFE, value != 0xFFFF, value != 0xFEFF else { return }
        output.append(Unicode.Scalar(value) ?? Unicode.Scalar(0xFFFD as UInt16)!)
    }

    /// The character of a byte in windows-1252; the five unassigned ones stand for the control characters of the same number (WHATWG Encoding).
    static func windows1252(_ byte: UInt8) -> UInt32 {
        guard byte >= 0x80, byte < 0xA0 else { return UInt32(byte) }
        return UInt32(highHalf[Int(byte) - 0x80])
    }

    private static let highHalf: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
        0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]
}
