/// The text between two tags, read in place of the XML parser: that looks up each `&lt;` of escaped HTML by its name and reports it alone.
enum CharacterData {
    /// Shorter texts are left to the XML parser.
    static let minimumLength = 128

    /// The first text from `start` on that is long, between a `>` and a `<`. Whether these are those of tags, only the XML parser can tell.
    static func nextRun(in document: ByteView, from start: Int, to limit: Int) -> Range<Int>? {
        var position = start
        while let close = document.firstIndex(of: UInt8(ascii: ">"), from: position), close < limit {
            guard let open = document.firstIndex(of: UInt8(ascii: "<"), from: close), open < limit else { return nil }
            if open - close > minimumLength { return close + 1..<open }
            position = open
        }
        return nil
    }

    /// Appends what the text says, if it holds nothing but characters and references that XML itself defines (section 4.6); else nothing.
    /// - Parameter text: In clean UTF-8, without a `<`.
    static func append(_ text: ByteView, to output: inout ByteBuffer) -> Bool {
        guard text.firstIndex(of: 0x0D, from: 0) == nil, !holdsSectionEnd(text) else { return false }
        let before = output.count
        var position = 0
        while let ampersand = text.firstIndex(of: UInt8(ascii: "&"), from: position) {
            guard let (character, length) = reference(text, at: ampersand) else {
                output.truncate(to: before)
                return false
            }
            output.append(text.view(position..<ampersand))
            output.append(character)
            position = ampersand + length
        }
        output.append(text.view(from: position))
        return true
    }

    @inline(__always)
    private static func reference(_ text: ByteView, at start: Int) -> (character: UInt8, length: Int)? {
        guard text.count - start >= 4 else { return nil }
        let (first, second, third) = (text[start + 1], text[start + 2], text[start + 3])
        if second == UInt8(ascii: "t"), third == UInt8(ascii: ";") {
            if first == UInt8(ascii: "l") { return (UInt8(ascii: "<"), 4) }
            if first == UInt8(ascii: "g") { return (UInt8(ascii: ">"), 4) }
            return nil
        }
        let rest = text.view(from: start + 1).head(5)
        if rest.starts(with: "amp;".utf8) { return (UInt8(ascii: "&"), 5) }
        if rest.elementsEqual("quot;".utf8) { return (UInt8(ascii: "\""), 6) }
        if rest.elementsEqual("apos;".utf8) { return (UInt8(ascii: "'"), 6) }
        if rest.starts(with: "#39;".utf8) { return (UInt8(ascii: "'"), 5) }
        return nil
    }

    /// `]]>` is an error outside of a section (section 2.4).
    private static func holdsSectionEnd(_ text: ByteView) -> Bool {
        var position = 0
        while let bracket = text.firstIndex(of: UInt8(ascii: "]"), from: position) {
            if text.view(from: bracket).head(3).elementsEqual("]]>".utf8) { return true }
            position = bracket + 1
        }
        return false
    }
}
