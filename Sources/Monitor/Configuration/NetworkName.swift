import Glibc

/// Tells whether a text names a host, an address or a network, without looking anything up.
enum NetworkName {
    static func isValid(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2 else { return false }
        guard let bits = addressBits(String(first)) else { return parts.count == 1 && isHostName(first) }
        guard parts.count == 2 else { return true }
        guard let length = Int(parts[1]) else { return false }
        return (0...bits).contains(length)
    }

    /// 32 or 128; nil when it is no literal address.
    private static func addressBits(_ text: String) -> Int? {
        var v4 = in_addr()
        if unsafe inet_pton(AF_INET, text, &v4) == 1 { return 32 }
        var v6 = in6_addr()
        return unsafe inet_pton(AF_INET6, text, &v6) == 1 ? 128 : nil
    }

    /// RFC 1123, 2.1; an underscore is common in private networks.
    private static func isHostName(_ text: Substring) -> Bool {
        guard (1...253).contains(text.utf8.count) else { return false }
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.unicodeScalars.allSatisfy {
                    "a"..."z" ~= $0 || "A"..."Z" ~= $0 || "0"..."9" ~= $0 || $0 == "-" || $0 == "_"
                }
        }
    }
}
