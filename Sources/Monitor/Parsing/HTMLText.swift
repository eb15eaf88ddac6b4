/// The visible text of HTML.
public enum HTMLText {
    /// The text without mark-up: block elements and `<br>` become line breaks (one, however many meet), cells and other white space a single space; character
    /// references are resolved; scripts, styles and comments are left out; blanks at both ends are cut off. Takes anything, well-formed or not. `O(n)`.
    public static func plainText(_ html: String) -> String {
        html.withByteView(plainText)
    }

    /// The text without mark-up, of HTML in UTF-8.
    public static func plainText(utf8 html: RawSpan) -> String {
        html.withByteView(plainText)
    }

    static func plainText(_ bytes: ByteView) -> String {
        if isPlain(bytes) { return bytes.string }
        var writer = HTMLTextWriter(bytes)
        defer { writer.deallocate() }
        return writer.run()
    }

    /// Whether a text of a kind that is nominally plain holds HTML: a tag that HTML has, or a character reference.
    public static func looksLikeHTML(_ text: String) -> Bool {
        text.withByteView { bytes in
            let lastClose = bytes.lastIndex(of: UInt8(ascii: ">")) ?? 0
            for index in bytes.indices {
                switch bytes[index] {
                case UInt8(ascii: "&"):
                    if CharacterReference.parse(bytes, at: index, allowsMissingSemicolon: false) != nil { return true }
                case UInt8(ascii: "<"):
                    if index < lastClose, HTMLElement.startsTag(bytes, at: index) { return true }
                default: break
                }
            }
            return false
        }
    }

    /// The text with each run of white space as one space, and none at its ends.
    public static func singleLine(_ text: String) -> String {
        text.withByteView(isPlain) ? text : text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The text without white space at its ends.
    static func trimmed(_ text: String) -> String {
        // Mostly there is nothing to do.
        if let first = text.utf8.first, let last = text.utf8.last, first > 0x20, first < 0x80, last > 0x20, last < 0x80 { return text }
        guard let first = text.unicodeScalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = text.unicodeScalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return first == text.startIndex && text.unicodeScalars.index(after: last) == text.endIndex
            ? text : String(text.unicodeScalars[first...last])
    }

    /// A URL without the white space that breaks lines in it; spaces inside it become `%20`.
    static func withoutBlanks(_ url: String) -> String {
        let text = trimmed(url)
        guard text.utf8.contains(where: { $0 <= 0x20 }) else { return text }
        return String(text.unicodeScalars.filter { $0.value >= 0x20 }.map(Character.init)).split(
            separator: " ", omittingEmptySubsequences: false
        ).joined(separator: "%20")
    }

    /// Nothing to do: no mark-up, no reference, no white space but single spaces inside.
    private static func isPlain(_ bytes: ByteView) -> Bool {
        var previous: UInt8 = 0x20
        for byte in bytes {
            switch byte {
            case 0x3C, 0x26, 0xC2, 0xE2, 0xE3, 0..<0x20: return false
            case 0x20: if previous == 0x20 { return false }
            default: break
            }
            previous = byte
        }
        return previous != 0x20 || bytes.isEmpty
    }
}

/// Writes the visible text of HTML, front to back.
@safe struct HTMLTextWriter {
    private let html: ByteView
    private var output: ByteBuffer
    private var position = 0
    private enum Gap { case none, space, line }
    /// White space that is written once something visible follows.
    private var gap = Gap.none
    private var preformatted = 0
    private var honoursQuotes = true
    /// Behind the last `>` no tag can end, and none is looked for.
    private let lastClose: Int

    init(_ html: ByteView) {
        self.html = html
        output = ByteBuffer(capacity: html.count)
        lastClose = html.lastIndex(of: UInt8(ascii: ">")) ?? 0
    }

    func deallocate() { output.deallocate() }

    mutating func run() -> String {
        while position < html.count {
            switch html[position] {
            case UInt8(ascii: "<"): if !tag() { write(0x3C) }
            case UInt8(ascii: "&"): reference()
            case 0x20, 0x09...0x0D: blank(html[position])
            case 0xC2 where position + 1 < html.count && html[position + 1] == 0xA0:
                widen(.space)
                position += 2
            case let byte: write(byte)
            }
        }
        return output.bytes.string
    }

    @inline(__always)
    private mutating func write(_ byte: UInt8) {
        flush()
        output.append(byte)
        position += 1
    }

    @inline(__always)
    private mutating func flush() {
        guard gap != .none else { return }
        if output.count > 0 { output.append(gap == .line ? 0x0A : 0x20) }
        gap = .none
    }

    private mutating func widen(_ wider: Gap) {
        if wider == .line || gap == .none { gap = wider }
    }

    private mutating func blank(_ byte: UInt8) {
        widen(preformatted > 0 && byte == 0x0A ? .line : .space)
        position += 1
    }

    private mutating func reference() {
        guard let reference = CharacterReference.parse(html, at: position, allowsMissingSemicolon: true) else { return write(0x26) }
        position = reference.end
        for scalar in reference.text.unicodeScalars {
            if scalar.properties.isWhitespace {
                widen(.space)
            } else {
                flush()
                output.append(scalar)
            }
        }
    }

    /// False when the `<` at the position opens no tag.
    private mutating func tag() -> Bool {
        let next = position + 1 < html.count ? html[position + 1] : 0
        if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
            position = HTMLElement.endOfDeclaration(html, at: position)
            return true
        }
        let isEnd = next == UInt8(ascii: "/")
        let nameStart = position + (isEnd ? 2 : 1)
        guard nameStart < lastClose, HTMLElement.isLetter(html[nameStart]),
            let end = HTMLElement.endOfTag(html, from: nameStart, honoursQuotes: &honoursQuotes)
        else { return false }
        var nameEnd = nameStart
        while nameEnd < end, HTMLElement.isNameByte(html[nameEnd]) { nameEnd += 1 }
        let name = String(decoding: html[nameStart..<nameEnd], as: UTF8.self).lowercased()
        position = end + 1
        switch HTMLElement.layout(of: name) {
        case .block: widen(.line)
        case .preformatted:
            widen(.line)
            preformatted = max(0, preformatted + (isEnd ? -1 : 1))
        case .cell: widen(.space)
        case .hidden: if !isEnd { position = HTMLElement.endOfHidden(html, name: name, from: position) }
        case .inline: break
        }
        return true
    }
}
