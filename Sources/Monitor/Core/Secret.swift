/// A text that must not be seen: a token, a password, an address that is its own password.
///
/// However it is printed, logged or dumped, it shows what tells two secrets apart and no more: of an address the host and a short hash, of
/// anything else `***`. It is deliberately not `Codable`.
public struct Secret: Sendable, Hashable {
    private let text: String

    public init(_ text: String) { self.text = text }

    /// The text itself, for whoever sends it; never for a message.
    public func reveal() -> String { text }

    public var isEmpty: Bool { text.isEmpty }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `hooks.slack.com (#1f0a3c5e)`, or `***`.
    public var description: String {
        guard let host else { return "***" }
        let hash = String(UInt32(truncatingIfNeeded: StableHash.of(text)), radix: 16)
        return "\(host) (#\(String(repeating: "0", count: 8 - hash.count))\(hash))"
    }

    public var debugDescription: String { description }

    /// Dumps and string interpolation of what holds a secret look here.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// The host and port of an address, without user info; nil when it is no address, or its host holds what no host does.
    private var host: String? {
        guard let scheme = text.firstRange(of: "://") else { return nil }
        let authority = text[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != "\\" }
        let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        let isHost = host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "_"): true
            default: false
            }
        }
        return isHost && !host.isEmpty && host.utf8.count <= 255 ? String(host) : nil
    }
}
