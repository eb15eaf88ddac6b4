/// An address of a mailbox, with the name of whoever reads it: `Operations <ops@acme.example>`, or the address alone.
///
/// Of RFC 5321's addresses those are taken that are in use: a local part without quotation marks, and a domain or an address literal.
public struct MailAddress: Sendable, Hashable {
    /// Shown to people; empty when there is none.
    public var name: String
    /// `LOCAL@DOMAIN`, ASCII.
    public var address: String

    /// What follows the `@`.
    public var domain: Substring { address.split(separator: "@", maxSplits: 1).last ?? "" }

    /// Nil when the text is no such address.
    public init?(_ text: String) {
        var name = ""
        var address = text[...]
        if text.hasSuffix(">"), let open = text.lastIndex(of: "<") {
            name = String(text[..<open])
            while name.last == " " { name.removeLast() }
            if name.count >= 2, name.hasPrefix("\""), name.hasSuffix("\"") { name = String(name.dropFirst().dropLast()) }
            address = text[text.index(after: open)...].dropLast()
        }
        guard Self.isAddress(address), name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else { return nil }
        self.name = name
        self.address = String(address)
    }

    private static func isAddress(_ text: Substring) -> Bool {
        guard let at = text.lastIndex(of: "@"), text.utf8.count <= 254 else { return false }
        let local = text[..<at]
        let domain = text[text.index(after: at)...]
        guard (1...64).contains(local.utf8.count), !local.hasPrefix("."), !local.hasSuffix("."), !local.contains("..") else { return false }
        guard local.utf8.allSatisfy({ isAlphanumeric($0) || ".!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }) else { return false }
        if domain.hasPrefix("["), domain.hasSuffix("]") {
            return domain.dropFirst().dropLast().utf8.allSatisfy { isAlphanumeric($0) || ".:".utf8.contains($0) }
        }
        return !domain.isEmpty
            && domain.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
            }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}
