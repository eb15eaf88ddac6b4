/// A keyed 61-bit hash of bytes: a polynomial over the integers modulo 2⁶¹ - 1, evaluated at secret points (Carter and Wegman, "Universal classes of hash
/// functions"). Whoever does not know the points finds two texts of `n` bytes with one hash with a chance of at most `n` / 2⁶³, try what he may.
///
/// ``ContentHash`` is no faster and promises nothing of the kind: words can be chosen that cancel each other in half of all its seeds.
struct SegmentHash: Sendable {
    private static let prime: UInt64 = (1 << 61) - 1

    /// Below 2⁶⁰, so that a product that is reduced once never outgrows a word.
    private let point: UInt64
    private let lastPoint: UInt64

    init(using random: inout some RandomNumberGenerator) {
        point = UInt64.random(in: 1..<1 << 60, using: &random)
        lastPoint = UInt64.random(in: 1..<1 << 60, using: &random)
    }

    /// One key for the process: hashes that are kept between readings are of no use to another.
    static let ofProcess = {
        var random = SystemRandomNumberGenerator()
        return SegmentHash(using: &random)
    }()

    func hash(_ bytes: ByteView) -> UInt64 {
        let start = unsafe UnsafeRawPointer(bytes.pointer)
        let count = bytes.count
        var (a, b, c, d) = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
        var index = 0
        // Four polynomials of words of seven bytes each, so that the processor multiplies for one while it waits for another.
        while index &+ 29 <= count {
            a = unsafe Self.times(a, point) &+ Self.word(start, index)
            b = unsafe Self.times(b, point) &+ Self.word(start, index &+ 7)
            c = unsafe Self.times(c, point) &+ Self.word(start, index &+ 14)
            d = unsafe Self.times(d, point) &+ Self.word(start, index &+ 21)
            index &+= 28
        }
        var hash = a % Self.prime
        hash = Self.times(hash, lastPoint) &+ b % Self.prime
        hash = Self.times(hash, lastPoint) &+ c % Self.prime
        hash = Self.times(hash, lastPoint) &+ d % Self.prime
        while index < count {
            var word: UInt64 = 0
            for offset in index..<min(index + 7, count) { word = word << 8 | UInt64(bytes[offset]) }
            hash = Self.times(hash, lastPoint) &+ word
            index += 7
        }
        hash = Self.times(hash, lastPoint) &+ UInt64(count)
        return Self.times(hash, lastPoint) % Self.prime
    }

    /// The low seven of eight bytes.
    @inline(__always)
    @unsafe private static func word(_ bytes: UnsafeRawPointer, _ offset: Int) -> UInt64 {
        unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian & 0x00FF_FFFF_FFFF_FFFF
    }

    /// The product modulo 2⁶¹ - 1, below 2⁶³ though not below the prime.
    @inline(__always)
    private static func times(_ value: UInt64, _ point: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: point)
        return product.low & prime &+ (product.high << 3 | product.low >> 61)
    }
}
