/// A 64-bit hash that is the same in every process and on every machine, so that what it names can be kept across restarts.
///
/// It spreads well and keeps no secret: a page can make collisions among its own texts alone.
public struct StableHash: Sendable {
    private var state: UInt64
    private var pending: UInt64 = 0
    private var pendingBytes: UInt64 = 0

    public init(seed: UInt64 = 0) { state = seed &+ 0x9E37_79B9_7F4A_7C15 }

    /// The hash of a string's UTF-8 bytes.
    public static func of(_ string: String, seed: UInt64 = 0) -> UInt64 {
        var hash = StableHash(seed: seed)
        hash.combine(string)
        return hash.finish()
    }

    public mutating func combine(_ byte: UInt8) {
        pending |= UInt64(byte) &<< (8 &* (pendingBytes & 7))
        pendingBytes &+= 1
        if pendingBytes & 7 == 0 {
            absorb(pending)
            pending = 0
        }
    }

    public mutating func combine(_ string: String) {
        let bytes = string.utf8Span.span
        for index in bytes.indices { combine(bytes[index]) }
    }

    public mutating func combine(_ value: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) { combine(UInt8(truncatingIfNeeded: value &>> shift)) }
    }

    public consuming func finish() -> UInt64 {
        absorb(pending)
        absorb(pendingBytes)
        return Self.avalanche(state)
    }

    private mutating func absorb(_ word: UInt64) {
        state = (state ^ word) &* 0xFF51_AFD7_ED55_8CCD
        state ^= state &>> 32
    }

    /// MurmurHash3's finaliser: every bit of the input moves every bit of the output.
    static func avalanche(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ (value &>> 33)) &* 0xFF51_AFD7_ED55_8CCD
        value = (value ^ (value &>> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return value ^ (value &>> 33)
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the scheduler's source of jitter, and a repeatable one for tests.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Seeded from the system's generator.
    public init() { self.init(seed: UInt64.random(in: .min ... .max)) }
    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value &>> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value &>> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value &>> 31)
    }
}
