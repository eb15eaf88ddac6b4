internal import CEpoll

/// An IPv4 or IPv6 address as a value. An IPv4 address written inside an IPv6 one (`::ffff:10.0.0.1`) is that IPv4 address.
public struct IPAddress: Sendable, Hashable {
    /// The address in network order; an IPv4 address as its IPv4-mapped form (RFC 4291, 2.5.5.2).
    private let high: UInt64
    private let low: UInt64

    private static let mappedPrefix: UInt64 = 0x0000_ffff_0000_0000

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// An IPv4 address, its first byte the most significant.
    public init(v4 bits: UInt32) { self.init(high: 0, low: Self.mappedPrefix | UInt64(bits)) }

    /// Reads a literal address as `inet_pton` does; nil when it is none.
    public init?(_ text: String) {
        var v4 = in_addr()
        if unsafe inet_pton(AF_INET, text, &v4) == 1 {
            self.init(v4: UInt32(bigEndian: v4.s_addr))
            return
        }
        var v6 = in6_addr()
        guard unsafe inet_pton(AF_INET6, text, &v6) == 1 else { return nil }
        self.init(v6)
    }

    init(_ address: in6_addr) {
        let words = unsafe address.__in6_u.__u6_addr32
        self.init(
            high: UInt64(UInt32(bigEndian: words.0)) << 32 | UInt64(UInt32(bigEndian: words.1)),
            low: UInt64(UInt32(bigEndian: words.2)) << 32 | UInt64(UInt32(bigEndian: words.3)))
    }

    /// The IPv4 address, when it is one.
    public var v4: UInt32? { high == 0 && low >> 32 == Self.mappedPrefix >> 32 ? UInt32(truncatingIfNeeded: low) : nil }

    /// Whether the first `count` of 128 bits are those of another address.
    func shares(_ count: Int, with other: IPAddress) -> Bool {
        let highBits = min(count, 64)
        let lowBits = count - highBits
        let isSameHigh = highBits == 0 || (high ^ other.high) >> (64 - highBits) == 0
        return isSameHigh && (lowBits <= 0 || (low ^ other.low) >> (64 - lowBits) == 0)
    }

    /// What the address may reach.
    public enum Reach: Sendable, Hashable {
        /// Reachable from the whole Internet.
        case `public`
        /// This machine, its link, a private network, or another range that is not global (IANA special-purpose registries).
        case `private`
    }

    /// The reach by the IANA special-purpose address registries (RFC 6890). Addresses that embed an IPv4 address
    /// (NAT64, 6to4) have the reach of that.
    public var reach: Reach {
        if let v4 { return Self.reach(v4: v4) }
        if high == 0 { return .private }  // ::, ::1 and the IPv4-compatible form that nothing uses any more
        switch high >> 48 {
        case 0x0064 where high == 0x0064_ff9b_0000_0000: return Self.reach(v4: UInt32(truncatingIfNeeded: low))
        case 0x2002: return Self.reach(v4: UInt32(truncatingIfNeeded: high >> 16))
        case 0x2001 where high >> 32 & 0xffff == 0x0db8: return .private
        default: return high >> 61 == 1 ? .public : .private  // 2000::/3 is all that is global unicast
        }
    }

    private static func reach(v4 bits: UInt32) -> Reach {
        let special: [(prefix: UInt32, length: UInt32)] = [
            (0x0000_0000, 8), (0x0a00_0000, 8), (0x6440_0000, 10), (0x7f00_0000, 8), (0xa9fe_0000, 16), (0xac10_0000, 12),
            (0xc000_0000, 24), (0xc000_0200, 24), (0xc0a8_0000, 16), (0xc612_0000, 15), (0xc633_6400, 24), (0xcb00_7100, 24),
            (0xe000_0000, 3),
        ]
        return special.contains { bits >> (32 - $0.length) == $0.prefix >> (32 - $0.length) } ? .private : .public
    }
}

extension IPAddress: CustomStringConvertible {
    public var description: String {
        if let v4 { return "\(v4 >> 24).\(v4 >> 16 & 255).\(v4 >> 8 & 255).\(v4 & 255)" }
        var address = in6_addr()
        let words = (
            UInt32(truncatingIfNeeded: high >> 32), UInt32(truncatingIfNeeded: high),
            UInt32(truncatingIfNeeded: low >> 32), UInt32(truncatingIfNeeded: low)
        )
        unsafe address.__in6_u.__u6_addr32 = (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian)
        return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { text in
            guard unsafe inet_ntop(AF_INET6, &address, text.baseAddress, socklen_t(text.count)) != nil else { return "?" }
            return unsafe String(cString: UnsafePointer(text.baseAddress!))
        }
    }
}
