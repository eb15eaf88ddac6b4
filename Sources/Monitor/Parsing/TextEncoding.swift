/// A character encoding that documents are decoded from.
enum TextEncoding: Hashable, Sendable {
    case utf8
    case utf16(bigEndian: Bool)
    case utf32(bigEndian: Bool)
    /// ISO-8859-1 and US-ASCII are read as windows-1252, as browsers do (WHATWG Encoding): pages that declare the former hold the latter's quotes.
    case windows1252(name: String)
    /// Any other, by the name under which the system's converter knows it.
    case other(name: String)

    /// The encoding that an HTTP charset or an XML declaration names; nil for an empty or impossible name.
    init?(name: some StringProtocol) {
        let lower = String(name.utf8.filter { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x27 }.map { Character(Unicode.Scalar($0)) })
            .lowercased()
        switch lower {
        case "", "x-user-defined", "unknown", "none": return nil
        case "utf-8", "utf8", "unicode-1-1-utf-8", "utf-8n", "x-utf-8": self = .utf8
        case "utf-16", "utf16", "utf-16le", "utf16le", "ucs-2", "iso-10646-ucs-2", "unicode", "csunicode", "utf_16", "u16":
            self = .utf16(bigEndian: false)
        case "utf-16be", "utf16be", "unicodefffe": self = .utf16(bigEndian: true)
        case "utf-32", "utf32", "utf-32le", "utf32le", "ucs-4", "iso-10646-ucs-4", "ucs-4le", "u32": self = .utf32(bigEndian: false)
        case "utf-32be", "utf32be", "ucs-4be": self = .utf32(bigEndian: true)
        case "us-ascii", "ascii", "iso-ir-100", "iso8859-1", "iso88591", "iso_8859-1", "iso-8859-1", "latin1", "latin-1", "l1", "cp819",
            "ansi_x3.4-1968",
            "iso_8859_1", "8859_1", "csascii", "iso646-us", "cp367", "ibm367", "ibm819", "iso-8859":
            self = .windows1252(name: lower.contains("ascii") ? "us-ascii" : "iso-8859-1")
        case "windows-1252", "cp1252", "cp-1252", "x-cp1252", "windows1252", "ansi", "win-1252": self = .windows1252(name: "windows-1252")
        case "shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j", "ms932", "shiftjis": self = .other(name: "cp932")
        case "gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "chinese", "gb18030": self = .other(name: "gb18030")
        case "ks_c_5601-1987", "euc-kr", "ksc5601", "korean", "windows-949": self = .other(name: "cp949")
        case "big5", "big5-hkscs", "x-x-big5", "cn-big5": self = .other(name: "big5-hkscs")
        case "iso-8859-9", "iso8859-9", "latin5": self = .other(name: "windows-1254")
        case "iso-8859-8-i", "iso-8859-8-e": self = .other(name: "iso-8859-8")
        case "x-mac-roman", "mac", "macroman": self = .other(name: "macintosh")
        default:
            self = .other(name: lower.hasPrefix("x-") ? String(lower.dropFirst(2)) : lower)
        }
    }

    /// The IANA name in lower case.
    var name: String {
        switch self {
        case .utf8: "utf-8"
        case .utf16(let bigEndian): bigEndian ? "utf-16be" : "utf-16le"
        case .utf32(let bigEndian): bigEndian ? "utf-32be" : "utf-32le"
        case .windows1252(let name): name
        case .other(let name): Self.spelling[name] ?? name
        }
    }

    private static let spelling = ["cp932": "shift_jis", "cp949": "euc-kr", "big5-hkscs": "big5"]

    /// Whether bytes below 0x80 are ASCII, so that a declaration could be read before its encoding was known.
    var isASCIICompatible: Bool {
        switch self {
        case .utf8, .windows1252, .other: true
        case .utf16, .utf32: false
        }
    }

    /// The encoding that a byte-order mark at the start says, and the mark's length.
    static func byteOrderMark(_ bytes: ByteView) -> (encoding: TextEncoding, length: Int)? {
        func at(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 1 }
        switch (at(0), at(1), at(2), at(3)) {
        case (0xEF, 0xBB, 0xBF, _): return (.utf8, 3)
        case (0xFF, 0xFE, 0, 0): return (.utf32(bigEndian: false), 4)
        case (0, 0, 0xFE, 0xFF): return (.utf32(bigEndian: true), 4)
        case (0xFF, 0xFE, _, _): return (.utf16(bigEndian: false), 2)
        case (0xFE, 0xFF, _, _): return (.utf16(bigEndian: true), 2)
        default: return nil
        }
    }

    /// UTF-16 and UTF-32 without a mark, by where the zero bytes of the first ASCII character lie (RFC 4627 section 3; XML 1.0 appendix F).
    static func byZeroBytes(_ bytes: ByteView) -> TextEncoding? {
        guard bytes.count >= 2 else { return nil }
        if bytes.count >= 4 {
            switch (bytes[0] == 0, bytes[1] == 0, bytes[2] == 0, bytes[3] == 0) {
            case (true, true, true, false): return .utf32(bigEndian: true)
            case (false, true, true, true): return .utf32(bigEndian: false)
            default: break
            }
        }
        switch (bytes[0] == 0, bytes[1] == 0) {
        case (true, false): return .utf16(bigEndian: true)
        case (false, true): return .utf16(bigEndian: false)
        default: return nil
        }
    }
}
