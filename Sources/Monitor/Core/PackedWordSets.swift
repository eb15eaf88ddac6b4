/// Sets of words, packed one behind another in one array of bytes: the memory of thousands of texts without an object a text.
///
/// A set of n words is kept as n numbers below 128 × (n + 8), in order, each as its distance from the one before: about 1.3 bytes a
/// word. Two different words fall on one number less than once in 128 words, which moves the count of shared words by one.
struct PackedWordSets: Sendable, Hashable, Codable {
    private(set) var bytes: [UInt8] = []
    /// Bytes of sets that are no longer wanted.
    private(set) var abandonedCount = 0

    init(bytes: [UInt8] = [], abandonedCount: Int = 0) {
        self.bytes = bytes
        self.abandonedCount = abandonedCount
    }

    /// Whether a whole set begins at `start`: of bytes that were read from a file nothing is known.
    func hasSet(at start: UInt32) -> Bool {
        var position = Int(start)
        guard let count = checkedNumber(&position), count <= bytes.count - position else { return false }
        for _ in 0..<count where checkedNumber(&position) == nil { return false }
        return true
    }

    private func checkedNumber(_ position: inout Int) -> Int? {
        var number = 0
        while position < bytes.count, bytes[position] == 255 {
            number += 255
            position += 1
        }
        guard position < bytes.count else { return nil }
        number += Int(bytes[position])
        position += 1
        return number
    }

    /// Bytes of the sets that are wanted.
    var usedCount: Int { bytes.count - abandonedCount }

    mutating func reserve(_ more: Int) { bytes.reserveCapacity(bytes.count + more) }

    /// Keeps a set of words, given as sorted hashes. Returns where it begins.
    mutating func append(_ words: [UInt32]) -> UInt32 {
        let start = UInt32(bytes.count)
        appendNumber(UInt32(words.count))
        var last: UInt32 = 0
        for word in words {
            // Scaled, they stay in order.
            let number = Self.number(of: word, inSetOf: words.count)
            appendNumber(number - last)
            last = number
        }
        return start
    }

    /// Copies the set that begins at `start` of another pool.
    mutating func append(_ start: UInt32, of other: PackedWordSets) -> UInt32 {
        let copied = UInt32(bytes.count)
        bytes.append(contentsOf: other.bytes[Int(start)..<other.end(of: start)])
        return copied
    }

    /// The set at `start` is not wanted any more; its bytes go at the next compaction.
    mutating func abandon(_ start: UInt32) { abandonedCount += end(of: start) - Int(start) }

    /// How many words the set at `start` has.
    func count(at start: UInt32) -> Int {
        var position = Int(start)
        return Int(readNumber(&position))
    }

    /// How many words the set at `start` and `words`, sorted hashes, share.
    func sharedCount(_ start: UInt32, _ words: [UInt32]) -> Int {
        var position = Int(start)
        let count = Int(readNumber(&position))
        var kept: UInt32 = 0
        var index = 0
        var shared = 0
        for _ in 0..<count {
            kept += readNumber(&position)
            while index < words.count, Self.number(of: words[index], inSetOf: count) < kept { index += 1 }
            guard index < words.count else { break }
            if Self.number(of: words[index], inSetOf: count) == kept {
                shared += 1
                index += 1
            }
        }
        return shared
    }

    // MARK: Numbers

    private static func number(of word: UInt32, inSetOf count: Int) -> UInt32 {
        UInt32((UInt64(word) * UInt64(128 * (count + 8))) >> 32)
    }

    /// A byte for what is below 255, else 255 and the rest.
    private mutating func appendNumber(_ number: UInt32) {
        var rest = number
        while rest >= 255 {
            bytes.append(255)
            rest -= 255
        }
        bytes.append(UInt8(rest))
    }

    private func readNumber(_ position: inout Int) -> UInt32 {
        var number: UInt32 = 0
        while bytes[position] == 255 {
            number += 255
            position += 1
        }
        number += UInt32(bytes[position])
        position += 1
        return number
    }

    private func end(of start: UInt32) -> Int {
        var position = Int(start)
        for _ in 0..<readNumber(&position) { _ = readNumber(&position) }
        return position
    }
}
