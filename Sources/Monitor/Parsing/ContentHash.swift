/// XXH64 (Yann Collet, "xxHash fast digest algorithm"): a fast, stable 64-bit hash of bytes. Not for secrets.
///
/// Stable across runs, machines and versions: values may be kept. `O(n)`, several GB/s.
public struct ContentHash: Sendable {
    private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

    private let seed: UInt64
    private var lanes: SIMD4<UInt64>
    private var total: UInt64 = 0
    /// Bytes that do not yet fill a stripe of 32, and how many they are.
    private var rest: SIMD32<UInt8> = .zero
    private var restCount = 0

    public init(seed: UInt64 = 0) {
        self.seed = seed
        lanes = SIMD4(seed &+ Self.prime1 &+ Self.prime2, seed &+ Self.prime2, seed, seed &- Self.prime1)
    }

    /// The hash of one run of bytes.
    public static func hash(_ bytes: RawSpan, seed: UInt64 = 0) -> UInt64 {
        var hash = ContentHash(seed: seed)
        hash.update(bytes)
        return hash.finalize()
    }

    public static func hash(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 { unsafe hash(bytes.bytes, seed: seed) }

    /// The hash of a string's UTF-8.
    public static func hash(_ text: String, seed: UInt64 = 0) -> UInt64 {
        var hash = ContentHash(seed: seed)
        text.withByteView { bytes in unsafe hash.update(bytes.raw) }
        return hash.finalize()
    }

    /// Adds bytes. However they are cut into calls, the result is that of the whole.
    public mutating func update(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { unsafe update($0) }
    }

    public mutating func update(_ bytes: Span<UInt8>) { unsafe update(bytes.bytes) }

    /// The hash of all bytes so far; more may be added afterwards.
    public func finalize() -> UInt64 {
        var hash: UInt64
        if total >= 32 {
            hash = Self.rotate(lanes[0], 1) &+ Self.rotate(lanes[1], 7) &+ Self.rotate(lanes[2], 12) &+ Self.rotate(lanes[3], 18)
            for lane in 0..<4 { hash = (hash ^ Self.round(0, lanes[lane])) &* Self.prime1 &+ Self.prime4 }
        } else {
            hash = seed &+ Self.prime5
        }
        hash &+= total
        unsafe withUnsafeBytes(of: rest) { tail in
            var index = 0
            while index + 8 <= restCount {
                let word = unsafe tail.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
                hash = Self.rotate(hash ^ Self.round(0, word), 27) &* Self.prime1 &+ Self.prime4
                index += 8
            }
            if index + 4 <= restCount {
                let word = UInt64(unsafe tail.loadUnaligned(fromByteOffset: index, as: UInt32.self).littleEndian)
                hash = Self.rotate(hash ^ (word &* Self.prime1), 23) &* Self.prime2 &+ Self.prime3
                index += 4
            }
            while index < restCount {
                hash = Self.rotate(hash ^ (UInt64(unsafe tail[index]) &* Self.prime5), 11) &* Self.prime1
                index += 1
            }
        }
        hash = (hash ^ (hash >> 33)) &* Self.prime2
        hash = (hash ^ (hash >> 29)) &* Self.prime3
        return hash ^ (hash >> 32)
    }

    @unsafe mutating func update(_ bytes: UnsafeRawBufferPointer) {
        total &+= UInt64(bytes.count)
        var index = 0
        if restCount > 0 {
            let taken = min(32 - restCount, bytes.count)
            unsafe fill(bytes, from: 0, count: taken)
            index = taken
            guard restCount == 32 else { return }
            unsafe withUnsafeBytes(of: rest) { unsafe stripe($0, 0) }
            restCount = 0
        }
        // The lanes live in registers for the length of the loop.
        var (a, b, c, d) = (lanes[0], lanes[1], lanes[2], lanes[3])
        while index &+ 32 <= bytes.count {
            unsafe a = Self.round(a, Self.word(bytes, index))
            unsafe b = Self.round(b, Self.word(bytes, index &+ 8))
            unsafe c = Self.round(c, Self.word(bytes, index &+ 16))
            unsafe d = Self.round(d, Self.word(bytes, index &+ 24))
            index &+= 32
        }
        lanes = SIMD4(a, b, c, d)
        if index < bytes.count { unsafe fill(bytes, from: index, count: bytes.count - index) }
    }

    @unsafe private mutating func fill(_ bytes: UnsafeRawBufferPointer, from start: Int, count: Int) {
        let offset = restCount
        unsafe withUnsafeMutableBytes(of: &rest) { tail in
            unsafe UnsafeMutableRawBufferPointer(rebasing: tail[offset...]).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + count]))
        }
        restCount += count
    }

    @unsafe private mutating func stripe(_ bytes: UnsafeRawBufferPointer, _ index: Int) {
        for lane in 0..<4 { lanes[lane] = Self.round(lanes[lane], unsafe Self.word(bytes, index + lane * 8)) }
    }

    @inline(__always)
    @unsafe private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        unsafe bytes.baseAddress.unsafelyUnwrapped.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
    }

    @inline(__always)
    private static func round(_ accumulator: UInt64, _ word: UInt64) -> UInt64 {
        rotate(accumulator &+ word &* prime2, 31) &* prime1
    }

    @inline(__always)
    private static func rotate(_ value: UInt64, _ bits: UInt64) -> UInt64 { (value << bits) | (value >> (64 &- bits)) }
}
