/// What HTML's elements are to a reader of their text, and where their tags end.
enum HTMLElement {
    enum Layout { case inline, block, preformatted, cell, hidden }

    static func layout(of name: String) -> Layout { layouts[name] ?? .inline }

    private static let layouts: [String: Layout] = {
        var table: [String: Layout] = [:]
        let block = """
            address article aside blockquote body br center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 \
            head header hgroup hr html li main menu nav ol option optgroup p search section summary table tbody tfoot thead title tr ul caption legend
            """
        for name in block.split(whereSeparator: \.isWhitespace) { table[String(name)] = .block }
        for name in ["pre", "listing", "xmp", "plaintext"] { table[name] = .preformatted }
        for name in ["td", "th"] { table[name] = .cell }
        for name in ["script", "style", "template", "iframe", "noembed", "noframes", "object", "applet", "svg", "math"] where name != "math"
        { table[name] = .hidden }
        return table
    }()

    /// Every element that feeds use, for telling mark-up from a text that merely has a `<` in it.
    private static let known = Set(
        """
        a abbr acronym address applet area article aside audio b base big blockquote body br button canvas caption center cite code col colgroup dd del details \
        dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input \
        ins kbd label legend li link main map mark math menu meta nav noscript object ol optgroup option p param picture pre q s samp script section select \
        small source span strike strong style sub summary sup svg table tbody td textarea tfoot th thead time title tr tt u ul var video wbr
        """.split(whereSeparator: \.isWhitespace).map(String.init))

    /// Whether a tag of an element of HTML, or a comment, begins at the `<`.
    static func startsTag(_ bytes: ByteView, at start: Int) -> Bool {
        guard start + 2 < bytes.count else { return false }
        if bytes[start + 1] == UInt8(ascii: "!") { return bytes[start + 2] == UInt8(ascii: "-") }
        let first = bytes[start + 1] == UInt8(ascii: "/") ? start + 2 : start + 1
        var end = first
        while end < bytes.count, end - first <= 12, isNameByte(bytes[end]) { end += 1 }
        guard end > first, end < bytes.count, known.contains(bytes.string(first..<end).lowercased()) else { return false }
        // Blanks and a slash aside, what follows is attributes, and somewhere the tag ends.
        return bytes[end] == UInt8(ascii: ">") || bytes[end] == UInt8(ascii: "/") || FieldRecord.isBlank(bytes[end])
    }

    static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
    static func isNameByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || (byte >= 0x30 && byte <= 0x39) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-")
    }

    /// The `>` of the tag; one inside quotes does not count.
    ///
    /// Where that leads to the end of the text, a quote was never closed: then the next `>` ends the tag, and quotes count no more in that text, so that
    /// the whole of it is searched once and not for every tag.
    static func endOfTag(_ bytes: ByteView, from start: Int, honoursQuotes: inout Bool) -> Int? {
        var quote: UInt8 = 0
        var previous: UInt8 = 0
        var first: Int?
        for index in start..<bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: ">") {
                if quote == 0 || !honoursQuotes { return index }
                if first == nil { first = index }
            } else if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"), previous == UInt8(ascii: "=") {
                quote = byte
            }
            if !FieldRecord.isBlank(byte) { previous = byte }
        }
        honoursQuotes = false
        return first
    }

    /// The offset behind a comment, a declaration or a processing instruction.
    static func endOfDeclaration(_ bytes: ByteView, at start: Int) -> Int {
        let isComment = bytes[start...].starts(with: "<!--".utf8)
        var index = start + (isComment ? 4 : 2)
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: ">"),
                !isComment || (bytes[index - 1] == UInt8(ascii: "-") && bytes[index - 2] == UInt8(ascii: "-"))
            {
                return index + 1
            }
            index += 1
        }
        return bytes.count
    }

    /// The offset of the end tag of an element whose text is not shown.
    static func endOfHidden(_ bytes: ByteView, name: String, from start: Int) -> Int {
        let name = Array(name.utf8)
        var index = start
        while index + name.count + 2 <= bytes.count {
            if bytes[index] == UInt8(ascii: "<"), bytes[index + 1] == UInt8(ascii: "/"),
                name.indices.allSatisfy({ bytes[index + 2 + $0] | 0x20 == name[$0] })
            {
                return index
            }
            index += 1
        }
        return bytes.count
    }
}
