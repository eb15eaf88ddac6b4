/// What must not be kept of the addresses that a page was given: the user info, and the values of the query, where tokens stand.
///
/// In the form that goes into the journal each stands as its number, between two control characters that no address holds; with the same addresses
/// configured it is put back. What a server itself led to is no secret of the operator's and stays as it is.
struct AddressSecrets: Sendable {
    private static let begin: Unicode.Scalar = "\u{1}"
    private static let end: Unicode.Scalar = "\u{2}"

    /// In the order of the configuration.
    private let parts: [String]

    init(of addresses: [String]) {
        var parts: [String] = []
        for part in addresses.flatMap(Self.secrets) where !part.isEmpty && !parts.contains(part) { parts.append(part) }
        self.parts = parts
    }

    private static func secrets(of address: String) -> [String] {
        let text = address.prefix { $0 != "#" }
        let rest = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let user = authority.lastIndex(of: "@").map { String(authority[..<$0]) }
        guard let question = rest.firstIndex(of: "?") else { return [user].compactMap(\.self) }
        let values = rest[question...].dropFirst().split(separator: "&").map { pair in
            pair.firstIndex(of: "=").map { String(pair[pair.index(after: $0)...]) } ?? String(pair)
        }
        return [user].compactMap(\.self) + values
    }

    /// An address as it may be kept.
    func hidden(in address: String) -> String {
        guard !parts.isEmpty else { return address }
        // The longest first, so that none shows because a shorter one is its beginning.
        let ordered = parts.enumerated().sorted { $0.element.utf8.count > $1.element.utf8.count }
        var result = ""
        var rest = address[...]
        while !rest.isEmpty {
            if let (number, part) = ordered.first(where: { rest.hasPrefix($0.element) }) {
                result.unicodeScalars += [Self.begin] + Array(String(number).unicodeScalars) + [Self.end]
                rest = rest.dropFirst(part.count)
            } else {
                result.append(rest.removeFirst())
            }
        }
        return result
    }

    /// An address as it was; nil when it held a secret that is not configured now.
    func revealed(in kept: String) -> String? {
        guard kept.unicodeScalars.contains(Self.begin) else { return kept }
        var result = ""
        for (index, piece) in kept.unicodeScalars.split(separator: Self.begin, omittingEmptySubsequences: false).enumerated() {
            guard index > 0 else {
                result.unicodeScalars += piece
                continue
            }
            guard let end = piece.firstIndex(of: Self.end), let number = Int(String(piece[..<end])), parts.indices.contains(number) else {
                return nil
            }
            result += parts[number]
            result.unicodeScalars += piece[piece.index(after: end)...]
        }
        return result
    }
}
