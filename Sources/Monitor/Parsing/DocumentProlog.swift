/// Reads what stands before a document's root: byte-order mark, junk, XML declaration; and decides the character encoding.
///
/// First the byte-order mark, then the HTTP charset, then the declaration (RFC 7303 section 3), each only as far as the bytes can be true to it: a
/// document that could be read as ASCII so far is not UTF-16, whatever it says. `text/xml` without a charset is not US-ASCII (RFC 3023's rule, which no
/// feed ever kept): its declaration holds.
enum DocumentProlog {
    struct Decision {
        var decoder: TextDecoder
        /// Bytes of the mark, which are not part of the text.
        var markLength: Int
    }

    /// How far a declaration is looked for.
    static let searchLimit = 2048

    /// nil while more bytes could still change the decision.
    static func decide(_ bytes: ByteView, contentType: String?, isComplete: Bool) -> Decision? {
        if !isComplete, bytes.count < 4 { return nil }
        if let mark = TextEncoding.byteOrderMark(bytes) {
            return Decision(decoder: TextDecoder(encoding: mark.encoding), markLength: mark.length)
        }
        if let wide = TextEncoding.byZeroBytes(bytes) { return Decision(decoder: TextDecoder(encoding: wide), markLength: 0) }
        if bytes.starts(with: [0x4C, 0x6F, 0xA7, 0x94]) { return ebcdic(bytes, isComplete: isComplete) }
        guard let declared = declaredEncoding(bytes, isComplete: isComplete) else { return nil }
        let http = contentType.flatMap(charset(of:)).flatMap { TextEncoding(name: $0) }.flatMap { $0.isASCIICompatible ? $0 : nil }
        let xml = declared.flatMap { TextEncoding(name: $0) }.flatMap { $0.isASCIICompatible ? $0 : nil }
        if let http, http != .windows1252(name: "us-ascii") || xml == nil {
            return Decision(decoder: TextDecoder(encoding: http, fallback: xml), markLength: 0)
        }
        return Decision(decoder: TextDecoder(encoding: xml ?? .utf8), markLength: 0)
    }

    /// The `charset` parameter of a Content-Type (RFC 9110 section 8.3).
    static func charset(of contentType: String) -> String? {
        for parameter in contentType.split(separator: ";").dropFirst() {
            let parts = parameter.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, HTMLText.trimmed(String(parts[0])).lowercased() == "charset" else { continue }
            return HTMLText.trimmed(String(parts[1])).split(separator: "\"").first.map { HTMLText.trimmed(String($0)) }
        }
        return nil
    }

    /// Outer nil: more bytes are needed. Inner nil: the document declares nothing.
    private static func declaredEncoding(_ bytes: ByteView, isComplete: Bool) -> String?? {
        let head = bytes.head(searchLimit)
        let isFinal = isComplete || bytes.count >= searchLimit
        guard let open = head.firstIndex(of: UInt8(ascii: "<")) else { return isFinal ? .some(nil) : nil }
        let rest = head.view(from: open)
        if !(rest.count < 5 && !isFinal ? rest.begins("<") : rest.begins("<?xml")) { return .some(nil) }
        guard let close = rest.firstIndex(of: UInt8(ascii: ">")) else { return isFinal ? .some(nil) : nil }
        return .some(encoding(in: rest.head(close)))
    }

    /// The pseudo-attribute's value in the text of a declaration.
    static func encoding(in declaration: ByteView) -> String? {
        guard let word = declaration.firstIndex(of: "encoding") else { return nil }
        var rest = declaration.view(from: word + 8).trimmed
        guard rest.first == UInt8(ascii: "=") else { return nil }
        rest = rest.view(from: 1).trimmed
        guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
        rest = rest.view(from: 1)
        return rest.firstIndex(of: quote).map { rest.string(0..<$0) }
    }

    /// EBCDIC by the look of `<?xm` (XML 1.0 appendix F): the declaration names which.
    private static func ebcdic(_ bytes: ByteView, isComplete: Bool) -> Decision? {
        let head = bytes.head(searchLimit)
        guard isComplete || bytes.count >= searchLimit || head.contains(0x6E) else { return nil }
        var text = ByteBuffer(capacity: 512)
        defer { text.deallocate() }
        var decoder = TextDecoder(encoding: .other(name: "ibm037"))
        decoder.decode(head, into: &text)
        decoder.finish(into: &text)
        let named = encoding(in: text.bytes.head(text.bytes.firstIndex(of: UInt8(ascii: ">")) ?? text.count)).flatMap {
            TextEncoding(name: $0)
        }
        return Decision(decoder: TextDecoder(encoding: named ?? .other(name: "ibm037")), markLength: 0)
    }

    /// The offset at which the mark-up begins in decoded text: behind blanks and junk, and behind the declaration, which has been read.
    /// nil while it has not begun; `start` of the answer is where to look on.
    static func markupStart(_ text: ByteView, isComplete: Bool) -> Int? {
        guard let open = text.firstIndex(of: UInt8(ascii: "<")) else { return nil }
        let rest = text.view(from: open)
        if rest.count < 6, !isComplete { return nil }
        guard rest.begins("<?xml"), rest.count > 5, FieldRecord.isBlank(rest[5]) else { return open }
        guard let close = rest.head(searchLimit).firstIndex(of: UInt8(ascii: ">")) else {
            return isComplete || rest.count >= searchLimit ? open : nil
        }
        return open + close + 1
    }
}
