/// Cuts text into tags, sections and runs of characters, and is content with anything.
@safe struct MarkupScanner {
    enum Token {
        case text(Range<Int>)
        case cdata(Range<Int>)
        case startTag(name: Range<Int>, attributes: Range<Int>, isEmpty: Bool)
        case endTag(name: Range<Int>)
        case documentType(name: Range<Int>)
        /// A comment, a processing instruction.
        case nothing
        /// The text ends inside a tag or a section.
        case unterminated
    }

    private let text: ByteView
    private var position = 0

    init(text: ByteView) { self.text = text }

    var isAtEnd: Bool { position >= text.count }

    func bytes(_ range: Range<Int>) -> ByteView { text.view(range) }

    mutating func next() -> Token {
        guard byte(0) == UInt8(ascii: "<") else { return textToken() }
        switch byte(1) {
        case UInt8(ascii: "!"): return declaration()
        case UInt8(ascii: "?"): return skip(past: "?>")
        case UInt8(ascii: "/"): return endTag()
        case let first where Self.isNameStart(first): return startTag()
        case nil: return .unterminated
        default: return textToken()
        }
    }

    private func byte(_ offset: Int) -> UInt8? {
        position + offset < text.count ? text[position + offset] : nil
    }

    private mutating func textToken() -> Token {
        let start = position
        position += 1
        while position < text.count, text[position] != UInt8(ascii: "<") { position += 1 }
        return .text(start..<position)
    }

    private mutating func declaration() -> Token {
        if starts(with: "<!--") { return skip(past: "-->", from: 4) }
        if starts(with: "<![CDATA[") {
            let start = position + 9
            guard case .nothing = skip(past: "]]>", from: 9) else { return .unterminated }
            return .cdata(start..<position - 3)
        }
        if starts(with: "<!DOCTYPE") || starts(with: "<!doctype") || starts(with: "<!Doctype") {
            var start = position + 9
            while start < text.count, FieldRecord.isBlank(text[start]) { start += 1 }
            var end = start
            while end < text.count, Self.isNameByte(text[end]) { end += 1 }
            position = text.count
            return .documentType(name: start..<end)
        }
        return skip(past: ">")
    }

    private mutating func endTag() -> Token {
        let start = position + 2
        guard start < text.count else { return .unterminated }
        guard Self.isNameStart(text[start]) else { return skip(past: ">") }
        var end = start
        while end < text.count, Self.isNameByte(text[end]) { end += 1 }
        // A tag that the next one cuts off counts as closed there.
        position = end
        while position < text.count, text[position] != UInt8(ascii: ">"), text[position] != UInt8(ascii: "<") { position += 1 }
        guard position < text.count else { return .unterminated }
        if text[position] == UInt8(ascii: ">") { position += 1 }
        return .endTag(name: start..<end)
    }

    private mutating func startTag() -> Token {
        let start = position
        var end = start + 1
        while end < text.count, Self.isNameByte(text[end]) { end += 1 }
        let name = start + 1..<end
        guard let close = tagEnd(from: end) else { return .unterminated }
        let isEmpty = close > end && text[close - 1] == UInt8(ascii: "/")
        position = close + 1
        return .startTag(name: name, attributes: end..<(isEmpty ? close - 1 : close), isEmpty: isEmpty)
    }

    /// The `>` that ends a tag: not one inside quotes, unless a quote is never closed.
    private func tagEnd(from start: Int) -> Int? {
        var index = start
        var firstClose: Int?
        var afterEquals = false
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: ">"): return index
            case let quote where (quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")) && afterEquals:
                var closing = index + 1
                while closing < text.count, text[closing] != quote {
                    if firstClose == nil, text[closing] == UInt8(ascii: ">") { firstClose = closing }
                    closing += 1
                }
                guard closing < text.count else { return firstClose }
                index = closing
                afterEquals = false
                firstClose = nil
            case UInt8(ascii: "="): afterEquals = true
            case let byte: if !FieldRecord.isBlank(byte) { afterEquals = false }
            }
            index += 1
        }
        return nil
    }

    private mutating func skip(past end: StaticString, from offset: Int = 2) -> Token {
        let length = end.utf8CodeUnitCount
        var index = position + offset
        while index + length <= text.count {
            if (0..<length).allSatisfy({ unsafe text[index + $0] == end.utf8Start[$0] }) {
                position = index + length
                return .nothing
            }
            index += 1
        }
        position = text.count
        return .unterminated
    }

    private func starts(with prefix: StaticString) -> Bool {
        (0..<prefix.utf8CodeUnitCount).allSatisfy { unsafe byte($0) == prefix.utf8Start[$0] }
    }

    static func isNameStart(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        return (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":") || byte >= 0xC3
    }

    static func isNameByte(_ byte: UInt8) -> Bool {
        isNameStart(byte) || (byte >= 0x30 && byte <= 0x39) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte >= 0x80
    }
}

/// Cuts the inside of a start tag into names and values: quoted, unquoted or absent.
@safe struct AttributeScanner {
    private let text: ByteView
    private var position = 0

    init(text: ByteView) { self.text = text }

    mutating func next() -> (name: Range<Int>, value: Range<Int>)? {
        while position < text.count, !MarkupScanner.isNameStart(text[position]) { position += 1 }
        guard position < text.count else { return nil }
        let start = position
        while position < text.count, MarkupScanner.isNameByte(text[position]) { position += 1 }
        let name = start..<position
        skipBlanks()
        guard position < text.count, text[position] == UInt8(ascii: "=") else { return (name, name) }
        position += 1
        skipBlanks()
        guard position < text.count else { return (name, position..<position) }
        let quote = text[position]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            let first = position
            while position < text.count, !FieldRecord.isBlank(text[position]) { position += 1 }
            return (name, first..<position)
        }
        position += 1
        let first = position
        while position < text.count, text[position] != quote { position += 1 }
        defer { position += 1 }
        return (name, first..<min(position, text.count))
    }

    private mutating func skipBlanks() {
        while position < text.count, FieldRecord.isBlank(text[position]) { position += 1 }
    }
}
