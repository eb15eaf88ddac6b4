import Monitor

/// Where in ``CatalogueText`` a word or a host stands: hashes and line numbers alone, some 100 KiB, made when the first name is looked up.
///
/// No string is made of a line before the line is wanted.
struct CatalogueIndex: Sendable {
    static let shared = CatalogueIndex()

    private struct Key {
        var hash: UInt64
        var line: UInt16
    }

    /// Where each line begins, and at last where the text ends.
    private var starts: [UInt32] = []
    /// Sorted by hash: ids, names and aliases as ``plain(_:)`` has them.
    private var words: [Key] = []
    /// Sorted by hash: the hosts of pages and of what is read of them.
    private var hosts: [Key] = []

    var count: Int { starts.count - 1 }

    private init() {
        let text = CatalogueText.lines.utf8Span.span
        var start = 0
        while start < text.count {
            let end = Self.end(of: UInt8(ascii: "\n"), in: text, start..<text.count)
            addLine(text, start..<end)
            start = end + 1
        }
        starts.append(UInt32(text.count + 1))
        words.sort { ($0.hash, $0.line) < ($1.hash, $1.line) }
        hosts.sort { ($0.hash, $0.line) < ($1.hash, $1.line) }
    }

    private mutating func addLine(_ text: Span<UInt8>, _ range: Range<Int>) {
        let line = UInt16(clamping: starts.count)
        starts.append(UInt32(range.lowerBound))
        var start = range.lowerBound
        for field in 0..<Self.fieldCount where start <= range.upperBound {
            let end = Self.end(of: UInt8(ascii: "|"), in: text, start..<range.upperBound)
            switch field {
            case 0, 1: add(Self.plainHash(text, start..<end), line, to: &words)
            case 4: for word in Self.pieces(text, start..<end) { add(Self.plainHash(text, word), line, to: &words) }
            case 2, 5: for url in Self.pieces(text, start..<end) { add(Self.hostHash(text, url), line, to: &hosts) }
            default: break
            }
            start = end + 1
        }
    }

    private func add(_ hash: UInt64?, _ line: UInt16, to keys: inout [Key]) {
        guard let hash, !(keys.last?.line == line && keys.last?.hash == hash) else { return }
        keys.append(Key(hash: hash, line: line))
    }

    // MARK: Look-ups

    /// The lines that may hold a word as an id, a name or an alias; hashes can meet, so the line is to be asked.
    func lines(named word: String) -> [Int] {
        let plain = Self.plain(word)
        guard !plain.isEmpty else { return [] }
        return Self.lines(StableHash.of(plain), in: words)
    }

    /// The lines of providers that have a page or a document on a host; hashes can meet, so the line is to be asked.
    func lines(onHost host: some StringProtocol) -> [Int] { Self.lines(StableHash.of(host.lowercased()), in: hosts) }

    /// The fields of a line; those that the line leaves out are empty.
    func fields(_ line: Int) -> [Substring] {
        let text = CatalogueText.lines.utf8
        let start = text.index(text.startIndex, offsetBy: Int(starts[line]))
        let end = text.index(text.startIndex, offsetBy: Int(starts[line + 1]) - 1)
        var fields = CatalogueText.lines[start..<end].split(separator: "|", omittingEmptySubsequences: false)
        while fields.count < Self.fieldCount { fields.append("") }
        return fields
    }

    private static func lines(_ hash: UInt64, in keys: [Key]) -> [Int] {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle].hash < hash { low = middle + 1 } else { high = middle }
        }
        return keys[low...].prefix { $0.hash == hash }.map { Int($0.line) }
    }

    // MARK: Bytes

    /// Id, name, page, platform, aliases, where it is read.
    private static let fieldCount = 6

    /// A word as words are compared: letters in lower case and digits alone.
    static func plain(_ word: String) -> String { String(word.lowercased().filter { $0.isLetter || $0.isNumber }) }

    /// The hash of ``plain(_:)``. The text's words are ASCII, but for letters of names, which are as they are compared.
    private static func plainHash(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
        var hash = StableHash()
        var isEmpty = true
        for index in range {
            var byte = text[index]
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte |= 0x20
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: break
            default: continue
            }
            hash.combine(byte)
            isEmpty = false
        }
        return isEmpty ? nil : hash.finish()
    }

    /// The hash of an address's host and port; nil for an identifier.
    private static func hostHash(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
        guard let colon = range.first(where: { text[$0] == UInt8(ascii: ":") }), colon + 3 < range.upperBound else { return nil }
        var hash = StableHash()
        for index in colon + 3..<range.upperBound {
            let byte = text[index]
            if byte == UInt8(ascii: "/") { break }
            hash.combine(UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte)
        }
        return hash.finish()
    }

    private static func end(of byte: UInt8, in text: Span<UInt8>, _ range: Range<Int>) -> Int {
        var index = range.lowerBound
        while index < range.upperBound, text[index] != byte { index += 1 }
        return index
    }

    /// What stands between spaces.
    private static func pieces(_ text: Span<UInt8>, _ range: Range<Int>) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let end = end(of: UInt8(ascii: " "), in: text, start..<range.upperBound)
            if end > start { pieces.append(start..<end) }
            start = end + 1
        }
        return pieces
    }
}
