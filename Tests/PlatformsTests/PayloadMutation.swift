/// Damages payloads at random, each time in the same way for one seed: bytes flipped, cut out and doubled; bodies cut short; values of JSON
/// removed, retyped and nested deep; elements of a feed removed, doubled and nested.
struct PayloadMutation {
    private var random: SplitMix
    private let original: [UInt8]
    /// Where in a JSON document a value begins, just after its key's colon.
    private let values: [Int]
    /// Where in a feed a start tag begins.
    private let tags: [Int]

    init(of original: [UInt8], seed: UInt64) {
        self.original = original
        random = SplitMix(seed: seed)
        let isMarkup = original.first { !$0.isSpace && $0 < 0x80 } == UInt8(ascii: "<")
        values = isMarkup ? [] : original.indices.dropLast().filter { original[$0] == UInt8(ascii: ":") }.map { $0 + 1 }
        tags =
            isMarkup ? original.indices.dropLast().filter { original[$0] == UInt8(ascii: "<") && original[$0 + 1].isLetter } : []
    }

    /// The next damaged payload.
    mutating func next() -> [UInt8] {
        var bytes = original
        if !values.isEmpty, random.below(2) == 0 {
            changeValue(&bytes)
        } else if !tags.isEmpty, random.below(2) == 0 {
            changeElement(&bytes)
        } else {
            for _ in 0...random.below(4) where !bytes.isEmpty { changeBytes(&bytes) }
        }
        return bytes
    }

    private mutating func changeBytes(_ bytes: inout [UInt8]) {
        let place = random.below(bytes.count)
        let end = min(bytes.count, place + 1 + random.below(40))
        switch random.below(8) {
        case 0, 1: bytes[place] ^= 1 << UInt8(random.below(8))
        case 2, 3: bytes[place] = UInt8(random.below(256))
        case 4: bytes.removeSubrange(place..<end)
        case 5: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 6: bytes.removeSubrange(place...)
        default: bytes.replaceSubrange(place..<end, with: repeatElement(bytes[place], count: random.below(100)))
        }
    }

    private static let literals: [[UInt8]] = [
        "null", "7", "-1", "1e400", "\"\"", "[]", "{}", "true", "\"\\u0000\"", "99999999999999999999", "[{}]", "[null]", "\"x\"", "0.5",
        "\"9999-99-99T99:99:99Z\"", "\"1970-01-01T00:00:00Z\"", "\"\\ud800\"", "[[[[]]]]", "{\"id\":{}}",
    ].map { Array($0.utf8) }

    private mutating func changeValue(_ bytes: inout [UInt8]) {
        let start = values[random.below(values.count)]
        let end = Self.endOfValue(bytes, from: start)
        switch random.below(8) {
        case 0:
            let depth = 1 + random.below(2_000)
            let nested = [UInt8](repeating: UInt8(ascii: "["), count: depth) + [UInt8](repeating: UInt8(ascii: "]"), count: depth)
            bytes.replaceSubrange(start..<end, with: nested)
        case 1:
            // The member without its value: what is left of its key is another key's, or none.
            var first = start - 1
            while first > 0, bytes[first] != UInt8(ascii: ","), bytes[first] != UInt8(ascii: "{") { first -= 1 }
            bytes.removeSubrange(first + 1..<min(end + 1, bytes.count))
        default: bytes.replaceSubrange(start..<end, with: Self.literals[random.below(Self.literals.count)])
        }
    }

    private mutating func changeElement(_ bytes: inout [UInt8]) {
        let start = tags[random.below(tags.count)]
        let other = tags[random.below(tags.count)]
        let (low, high) = (min(start, other), max(start, other))
        switch random.below(4) {
        case 0: bytes.removeSubrange(low..<min(high, low + 4_096))
        case 1: bytes.insert(contentsOf: original[low..<min(high, low + 4_096)], at: start)
        case 2: bytes.insert(contentsOf: Array(String(repeating: "<x>", count: 1 + random.below(600)).utf8), at: start)
        default:
            let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.endIndex
            bytes.replaceSubrange(start..<end, with: Array("<title lang='x' xml:base='//y'".utf8))
        }
    }

    /// Behind a string, a bracketed value or a bare word.
    private static func endOfValue(_ bytes: [UInt8], from start: Int) -> Int {
        var depth = 0
        var isInString = false
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if isInString {
                if byte == UInt8(ascii: "\\") { index += 1 } else if byte == UInt8(ascii: "\"") { isInString = false }
            } else {
                switch byte {
                case UInt8(ascii: "\""): isInString = true
                case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
                case UInt8(ascii: "]"), UInt8(ascii: "}"):
                    if depth == 0 { return index }
                    depth -= 1
                case UInt8(ascii: ","): if depth == 0 { return index }
                default: break
                }
            }
            index += 1
        }
        return min(index, bytes.count)
    }
}

extension UInt8 {
    fileprivate var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
    fileprivate var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}
