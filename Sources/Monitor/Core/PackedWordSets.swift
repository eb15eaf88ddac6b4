/// Sets of words, packed one behind another in one array of bytes: the memory of thousands of texts without an object a text.
///
/// A set of up to 48 words takes two bytes a word, a larger one three. Two words of a short text share their two bytes once in
/// about fifty comparisons of 35 words, which moves the count of shared words by one.
struct PackedWordSets: Sendable, Hashable, Codable {
    private(set) var bytes: [UInt8] = []

    /// Where a set lies.
    struct Location: Sendable, Hashable {
        var start: UInt32
        var count: UInt16
    }

    static func width(_ count: Int) -> Int { count > 48 ? 3 : 2 }
    static func byteCount(_ count: UInt16) -> Int { Int(count) * width(Int(count)) }

    mutating func reserve(_ more: Int) { bytes.reserveCapacity(bytes.count + more) }

    /// Keeps a set of words, given as sorted hashes.
    mutating func append(_ words: [UInt32]) -> Location {
        let start = bytes.count
        let width = Self.width(words.count)
        // Cut to the upper bytes, they stay in order.
        for word in words {
            for byte in 0..<width { bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(24 - 8 * byte))) }
        }
        return Location(start: UInt32(start), count: UInt16(words.count))
    }

    /// Copies a set from another pool.
    mutating func append(_ location: Location, of other: PackedWordSets) -> Location {
        let start = bytes.count
        let first = Int(location.start)
        bytes.append(contentsOf: other.bytes[first..<first + Self.byteCount(location.count)])
        return Location(start: UInt32(start), count: location.count)
    }

    /// How many words the set at `location` and `words`, sorted hashes, share.
    func sharedCount(_ location: Location, _ words: [UInt32]) -> Int {
        let width = Self.width(Int(location.count))
        var position = Int(location.start)
        let end = position + Self.byteCount(location.count)
        var index = 0
        var shared = 0
        while position < end && index < words.count {
            var kept: UInt32 = 0
            for byte in 0..<width { kept |= UInt32(bytes[position + byte]) << UInt32(24 - 8 * byte) }
            let word = words[index] & (width == 2 ? 0xFFFF_0000 : 0xFFFF_FF00)
            if kept == word { shared += 1 }
            if kept <= word { position += width }
            if word <= kept { index += 1 }
        }
        return shared
    }
}
