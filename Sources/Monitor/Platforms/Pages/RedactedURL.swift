/// URLs as they may be shown: without user info, and without the values of a query, where tokens stand.
enum RedactedURL {
    static func of(_ url: String) -> String {
        var text = url.prefix { $0 != "#" }
        var shown = ""
        if let scheme = text.firstRange(of: "://") {
            shown = String(text[..<scheme.upperBound])
            text = text[scheme.upperBound...]
            let authority = text.prefix { $0 != "/" && $0 != "?" }
            if let at = authority.lastIndex(of: "@") { text = text[text.index(after: at)...] }
        }
        guard let question = text.firstIndex(of: "?") else { return shown + text }
        let names = text[question...].dropFirst().split(separator: "&").map { pair in
            pair.contains("=") ? pair.prefix { $0 != "=" } + "=…" : "…"
        }
        return shown + text[..<question] + "?" + names.joined(separator: "&")
    }
}

/// The parts of a URL that deciding where to ask next needs.
enum URLOrigin {
    /// Scheme, host and port: "https://status.example".
    static func of(_ url: String) -> Substring {
        guard let scheme = url.firstRange(of: "://") else { return url[...] }
        let end = url[scheme.upperBound...].firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? url.endIndex
        return url[..<end]
    }

    /// The host in lower case, brackets of an IPv6 address included.
    static func host(of url: String) -> String {
        let origin = of(url)
        let authority = origin.firstRange(of: "://").map { origin[$0.upperBound...] } ?? origin
        let place = authority.split(separator: "@").last ?? authority
        let end = place.hasPrefix("[") ? place.firstIndex(of: "]").map(place.index(after:)) : place.firstIndex(of: ":")
        return place[..<(end ?? place.endIndex)].lowercased()
    }
}
