/// Resolution of relative references (RFC 3986 section 5.2), lenient as to the characters that a reference holds.
public enum URLReference {
    struct Parts {
        var scheme: Substring?
        var authority: Substring?
        var path: Substring
        var query: Substring?
        var fragment: Substring?

        init(_ text: String) {
            var rest = text[...]
            if let mark = rest.firstIndex(of: "#") {
                fragment = rest[rest.index(after: mark)...]
                rest = rest[..<mark]
            }
            if let mark = rest.firstIndex(of: "?") {
                query = rest[rest.index(after: mark)...]
                rest = rest[..<mark]
            }
            if let colon = rest.firstIndex(of: ":"), Self.isScheme(rest[..<colon]) {
                scheme = rest[..<colon]
                rest = rest[rest.index(after: colon)...]
            }
            if rest.hasPrefix("//") {
                let start = rest.index(rest.startIndex, offsetBy: 2)
                let end = rest[start...].firstIndex(of: "/") ?? rest.endIndex
                authority = rest[start..<end]
                rest = rest[end...]
            }
            path = rest
        }

        private static func isScheme(_ text: Substring) -> Bool {
            guard let first = text.utf8.first, first | 0x20 >= 0x61, first | 0x20 <= 0x7A else { return false }
            return text.utf8.allSatisfy { byte in
                (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == 0x2B || byte == 0x2D
                    || byte == 0x2E
            }
        }
    }

    /// `reference` as seen from `base`. A base that is no absolute URL resolves nothing but what it can.
    public static func resolve(_ reference: String, against base: String) -> String {
        let parts = Parts(reference)
        guard parts.scheme == nil else { return reference }
        let origin = Parts(base)
        if reference.isEmpty { return withoutFragment(base) }
        var target = (authority: parts.authority, path: parts.path, query: parts.query)
        if parts.authority == nil {
            target.authority = origin.authority
            if parts.path.isEmpty {
                target.path = origin.path
                target.query = parts.query ?? origin.query
            } else if !parts.path.hasPrefix("/") {
                target.path = merge(parts.path, onto: origin)[...]
            }
        }
        var result = ""
        if let scheme = origin.scheme { result += scheme + ":" }
        if let authority = target.authority { result += "//" + authority }
        result += parts.path.isEmpty && parts.authority == nil ? String(target.path) : withoutDotSegments(target.path)
        if let query = target.query { result += "?" + query }
        if let fragment = parts.fragment { result += "#" + fragment }
        return result
    }

    private static func withoutFragment(_ text: String) -> String {
        text.firstIndex(of: "#").map { String(text[..<$0]) } ?? text
    }

    private static func merge(_ path: Substring, onto base: Parts) -> String {
        if base.authority != nil, base.path.isEmpty { return "/" + path }
        guard let slash = base.path.lastIndex(of: "/") else { return String(path) }
        return String(base.path[...slash] + path)
    }

    private static func withoutDotSegments(_ path: Substring) -> String {
        guard path.contains(".") else { return String(path) }
        let isAbsolute = path.hasPrefix("/")
        var kept: [Substring] = []
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst(isAbsolute ? 1 : 0)
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            switch segment {
            case ".": if isLast { kept.append("") }
            case "..":
                if !kept.isEmpty { kept.removeLast() }
                if isLast { kept.append("") }
            default: kept.append(segment)
            }
        }
        return (isAbsolute ? "/" : "") + kept.joined(separator: "/")
    }
}
