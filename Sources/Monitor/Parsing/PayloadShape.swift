/// What the first bytes of a payload look like, whatever its Content-Type says.
public enum PayloadShape: Sendable, Hashable {
    /// XML: a feed, or something else in XML.
    case xml
    case json
    case html
    /// Nothing, or white space alone.
    case empty
    case other

    /// Looks at the beginning of a payload; needs about its first kilobyte.
    public static func sniff(_ bytes: RawSpan) -> PayloadShape {
        bytes.withByteView(sniff)
    }

    public static func sniff(_ bytes: Span<UInt8>) -> PayloadShape { unsafe sniff(bytes.bytes) }

    static func sniff(_ bytes: ByteView) -> PayloadShape {
        // Zero bytes of UTF-16 and UTF-32 and the byte-order marks are passed over: what matters is all ASCII.
        let mark: Set<UInt8> = [0xEF, 0xBB, 0xBF, 0xFE, 0xFF]
        let head = bytes.prefix(4096).drop { $0 == 0 || mark.contains($0) || FieldRecord.isBlank($0) }
        guard !head.isEmpty else { return bytes.count > 4096 ? .other : .empty }
        let text = String(decoding: head.lazy.filter { $0 != 0 && $0 < 0x80 }.prefix(1024), as: UTF8.self).lowercased()
        guard let first = text.first else { return .other }
        switch first {
        case "{", "[": return .json
        case "<": return markup(text)
        case "\"", "-", "0"..."9": return .json
        default: return text == "true" || text == "false" || text == "null" ? .json : .other
        }
    }

    private static func markup(_ text: String) -> PayloadShape {
        var rest = text[...]
        // Declarations and comments may come first; the root element decides.
        while rest.hasPrefix("<?") || rest.hasPrefix("<!--") {
            guard let close = rest.firstIndex(of: ">") else { return .xml }
            rest = rest[rest.index(after: close)...].drop { $0.isWhitespace }
            if rest.first != "<" { rest = rest.drop { $0 != "<" } }
        }
        for start in ["<!doctype html", "<html", "<head", "<body", "<script", "<meta", "<title", "<div", "<p>", "<h1"]
        where rest.hasPrefix(start) { return .html }
        return .xml
    }
}
