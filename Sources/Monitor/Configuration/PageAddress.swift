/// Checks the address of a page as far as that goes without a network.
enum PageAddress {
    /// What is wrong with an address, in words; nil when it is an absolute http or https URL.
    static func fault(of text: String) -> String? {
        guard !text.isEmpty else { return "an address is missing" }
        guard text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F }) else {
            return "an address holds no spaces or control characters"
        }
        guard let scheme = scheme(of: text) else { return "an address begins with https:// or http://" }
        guard scheme == "https" || scheme == "http" else { return "\"\(scheme)\" is not polled: only https and http are" }
        guard let authority = authority(of: text) else { return "an address has \"//\" after its scheme" }
        let (host, port) = hostAndPort(authority)
        guard !host.isEmpty else { return "an address names a host" }
        guard let port else { return nil }
        guard let number = Int(port), 1...65535 ~= number else { return "a port is a number from 1 to 65535" }
        return nil
    }

    /// The host of an address that has no fault, in lower case and without brackets.
    static func host(of text: String) -> String {
        guard let authority = authority(of: text) else { return "" }
        let host = hostAndPort(authority).host.lowercased()
        return host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    }

    /// The host and port of an address that has no fault, as its events name a page that has no other name.
    static func hostAndPort(of text: String) -> String { String(authority(of: text) ?? text[...]) }

    /// Whether a host is this machine or a private network: nobody else is disturbed by frequent polls.
    static func isPrivate(host: String) -> Bool {
        if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" { return true }
        if host.hasPrefix("fc") || host.hasPrefix("fd"), host.contains(":") { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard parts.count == 4, let first = parts[0], let second = parts[1], parts[2] != nil, parts[3] != nil else { return false }
        return switch (first, second) {
        case (127, _), (10, _), (192, 168), (172, 16...31): true
        default: false
        }
    }

    private static func scheme(of text: String) -> String? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let scheme = text[..<colon].lowercased()
        guard let first = scheme.unicodeScalars.first, "a"..."z" ~= first else { return nil }
        let isScheme = scheme.unicodeScalars.allSatisfy { "a"..."z" ~= $0 || "0"..."9" ~= $0 || $0 == "+" || $0 == "-" || $0 == "." }
        // "localhost:8080" is a host and a port that lack their scheme.
        guard isScheme, text[colon...].hasPrefix("://") || !(text[colon...].dropFirst().first?.isNumber ?? true) else { return nil }
        return scheme
    }

    private static func authority(of text: String) -> Substring? {
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { return nil }
        let authority = text[colon...].dropFirst(3).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let at = authority.lastIndex(of: "@") else { return authority }
        return authority[authority.index(after: at)...]
    }

    private static func hostAndPort(_ authority: Substring) -> (host: Substring, port: Substring?) {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            let rest = authority[authority.index(after: end)...]
            return (authority[...end], rest.hasPrefix(":") ? rest.dropFirst() : rest.isEmpty ? nil : rest)
        }
        guard let colon = authority.lastIndex(of: ":") else { return (authority, nil) }
        return (authority[..<colon], authority[authority.index(after: colon)...])
    }
}
