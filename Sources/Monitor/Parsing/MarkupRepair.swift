/// Writes a document anew as well-formed XML, the way readers take what feeds get wrong: bare ampersands, entities that nobody declared, a `<` that opens
/// no tag, attributes without quotes or twice, elements left open or closed that were not, control characters by number, comments with `--`.
///
/// It drops comments and processing instructions, and keeps all text. What it writes is well-formed but for a root that is never closed.
@safe struct MarkupRepair {
    private var output = ByteBuffer(capacity: 20_480)
    private var open: [ArraySlice<UInt8>] = []
    private let depthLimit: Int
    private(set) var sawDocumentType = false
    private(set) var documentTypeName = ""
    private(set) var isTooDeep = false
    /// Whether the text ended inside a tag, a section or an element.
    private(set) var isCutShort = false
    private var sawRoot = false

    init(depthLimit: Int) { self.depthLimit = depthLimit }

    func deallocate() { output.deallocate() }

    /// Mends `text` and hands the result over in pieces, until `consume` returns false.
    mutating func run(_ text: ByteView, consume: (ByteBuffer) -> Bool) {
        var scanner = MarkupScanner(text: text)
        while !scanner.isAtEnd {
            step(&scanner)
            if sawDocumentType || isTooDeep || isCutShort || (sawRoot && open.isEmpty) { break }
            if output.count >= 16_384 {
                guard consume(output) else { return }
                output.truncate(to: 0)
            }
        }
        if !open.isEmpty || !sawRoot { isCutShort = true }
        if output.count > 0 { _ = consume(output) }
    }

    private mutating func step(_ scanner: inout MarkupScanner) {
        switch scanner.next() {
        case .text(let range): if !open.isEmpty { writeText(scanner.bytes(range)) }
        case .cdata(let range): if !open.isEmpty { writeSection(scanner.bytes(range)) }
        case .startTag(let name, let attributes, let isEmpty): writeStart(scanner.bytes(name), scanner.bytes(attributes), isEmpty: isEmpty)
        case .endTag(let name): writeEnd(scanner.bytes(name))
        case .documentType(let name):
            guard open.isEmpty else { return }
            sawDocumentType = true
            documentTypeName = String(decoding: scanner.bytes(name), as: UTF8.self)
        case .nothing: break
        case .unterminated: isCutShort = true
        }
    }

    // MARK: Tags

    private mutating func writeStart(_ name: ByteView, _ attributes: ByteView, isEmpty: Bool) {
        let tag = Array(name)[...]
        // An item inside an item is one whose end tag was forgotten.
        if Self.isEntry(tag), let outer = open.lastIndex(where: Self.isEntry), outer > 0 { close(downTo: outer) }
        sawRoot = true
        output.append(UInt8(ascii: "<"))
        append(tag)
        writeAttributes(attributes)
        if isEmpty { return output.append("/>") }
        output.append(UInt8(ascii: ">"))
        open.append(tag)
        if open.count > depthLimit { isTooDeep = true }
    }

    private mutating func writeEnd(_ name: ByteView) {
        guard let index = open.lastIndex(where: { Self.equalIgnoringCase($0, name) }) else { return }
        // An end tag inside an item closes nothing outside it but what says so: a stray </channel> or </rss> ends them, a stray </p> does not.
        close(downTo: index)
    }

    private mutating func close(downTo index: Int) {
        while open.count > index {
            output.append("</")
            append(open.removeLast())
            output.append(UInt8(ascii: ">"))
        }
    }

    private static func isEntry(_ name: ArraySlice<UInt8>) -> Bool {
        equalIgnoringCase(name, "item".utf8) || equalIgnoringCase(name, "entry".utf8)
    }

    private static func equalIgnoringCase(_ left: ArraySlice<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).allSatisfy { $0 == $1 || ($0 | 0x20 == $1 | 0x20 && $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) }
    }

    private mutating func writeAttributes(_ text: ByteView) {
        var seen: [ArraySlice<UInt8>] = []
        var scanner = AttributeScanner(text: text)
        while seen.count < SAXContext.attributeLimit, let (name, value) = scanner.next() {
            let key = Array(text[name])[...]
            guard !seen.contains(key) else { continue }
            seen.append(key)
            output.append(UInt8(ascii: " "))
            append(key)
            output.append("=\"")
            writeText(text.view(value), inAttribute: true)
            output.append(UInt8(ascii: "\""))
        }
    }

    // MARK: Text

    private mutating func append(_ bytes: ArraySlice<UInt8>) {
        for byte in bytes { output.append(byte) }
    }

    private mutating func writeSection(_ text: ByteView) {
        for byte in text { writeEscaped(byte) }
    }

    private mutating func writeText(_ text: ByteView, inAttribute: Bool = false) {
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: "&") {
                if let reference = CharacterReference.parse(text, at: index, allowsMissingSemicolon: false) ?? unfinished(text, at: index) {
                    write(reference.text)
                    index = reference.end
                    continue
                }
                output.append("&amp;")
            } else {
                writeEscaped(byte, inAttribute: inAttribute)
            }
            index += 1
        }
    }

    /// "&amp " and its like: XML's own names are taken without their semicolon where no name goes on.
    private func unfinished(_ text: ByteView, at start: Int) -> CharacterReference? {
        let rest = text.view(from: start + 1).head(6)
        for (name, character) in [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\"")] where rest.starts(with: name.utf8) {
            let next = rest.count > name.utf8.count ? rest[name.utf8.count] : 0x20
            guard !MarkupScanner.isNameByte(next), next != UInt8(ascii: "=") else { return nil }
            return CharacterReference(text: character, end: start + 1 + name.utf8.count)
        }
        return nil
    }

    private mutating func write(_ text: String) {
        for byte in text.utf8 { writeEscaped(byte, inAttribute: true) }
    }

    private mutating func writeEscaped(_ byte: UInt8, inAttribute: Bool = false) {
        switch byte {
        case UInt8(ascii: "<"): output.append("&lt;")
        case UInt8(ascii: ">"): output.append("&gt;")
        case UInt8(ascii: "&"): output.append("&amp;")
        case UInt8(ascii: "\"") where inAttribute: output.append("&quot;")
        default: output.append(byte)
        }
    }
}
