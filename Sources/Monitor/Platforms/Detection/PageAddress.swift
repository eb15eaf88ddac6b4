/// Addresses of pages, and whether two are of one page.
enum PageAddress {
    /// The host in lower case, without user, port and brackets; empty when there is none.
    static func host(of url: String) -> String {
        let origin = URLOrigin.of(url)
        guard let scheme = origin.firstRange(of: "://") else { return "" }
        var authority = origin[scheme.upperBound...]
        if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
        if authority.hasPrefix("[") { return authority.dropFirst().prefix { $0 != "]" }.lowercased() }
        return authority.prefix { $0 != ":" }.lowercased()
    }

    /// The path, without query and fragment; empty or "/" at the root.
    static func path(of url: String) -> Substring {
        url[URLOrigin.of(url).endIndex...].prefix { $0 != "?" && $0 != "#" }
    }

    static func isRoot(_ url: String) -> Bool { ["", "/"].contains(path(of: url)) }

    /// Without query and fragment.
    static func withoutQuery(_ url: String) -> String { String(url.prefix { $0 != "?" && $0 != "#" }) }

    static func isSameHost(_ one: String, _ other: String) -> Bool { bare(host(of: one)) == bare(host(of: other)) }

    /// The origin, then the address cut after each part of its path: wherever a page may begin to which the document belongs.
    static func bases(ofDocument url: String) -> [String] {
        let origin = String(URLOrigin.of(url))
        var bases = [origin]
        for part in path(of: url).split(separator: "/").dropLast() { bases.append(bases[bases.count - 1] + "/" + part) }
        return bases
    }

    private static func bare(_ host: String) -> Substring { host.hasPrefix("www.") ? host.dropFirst(4) : host[...] }
}

/// Whose page a document says it is, against whose page it was looked for at.
struct PageIdentity {
    /// The address that was asked.
    var askedURL: String
    /// Where the answer came from.
    var answeredURL: String
    /// Addresses by which the page is known: the one that was named, and that of its home page.
    var ownURLs: [String] = []
    /// The title of the home page, when that was seen.
    var title = ""
    /// Whether nothing but a guess led to the document: then it must name the page.
    var isGuess = false

    /// Whether a document that names itself so can be the page's own. One that names nothing can.
    ///
    /// A page under two addresses (its own and the platform's) is told by its name; a host that answers for another page is not.
    func admits(pageURL: String?, name: String?) -> Bool {
        guard let pageURL, !PageAddress.host(of: pageURL).isEmpty else { return true }
        if ([askedURL] + ownURLs).contains(where: { PageAddress.isSameHost(pageURL, $0) }) { return true }
        let isRedirected = !PageAddress.isSameHost(askedURL, answeredURL)
        if !isRedirected, title.isEmpty, !isGuess { return true }
        var told = Self.plain(PageAddress.host(of: pageURL)) + " " + Self.plain(name ?? "")
        if isRedirected { told += " " + Self.plain(PageAddress.host(of: answeredURL)) }
        if Self.words(ofHost: PageAddress.host(of: askedURL)).contains(where: told.contains) { return true }
        guard let name, !name.isEmpty, !title.isEmpty else { return false }
        return Self.plain(title).contains(Self.plain(name))
    }

    /// The parts of a host that name somebody: "acme" of "status.acme.com". None of a literal address.
    private static func words(ofHost host: String) -> [String] {
        guard host.contains(where: { $0.isLetter }), !host.contains(":") else { return [] }
        return host.split { $0 == "." || $0 == "-" }.map(String.init).filter { $0.count >= 3 && !general.contains($0) }.compactMap { part in
            let bare = part.replacing("status", with: "")
            return bare.count >= 3 ? bare : part == "status" ? nil : part
        }
    }

    private static func plain(_ text: String) -> String { String(text.lowercased().filter { $0.isLetter || $0.isNumber }) }

    /// What hosts of any status page have in them.
    private static let general: Set<String> = [
        "www", "status", "com", "net", "org", "dev", "app", "statuspage", "stspg", "instatus", "betteruptime", "betterstack", "incident",
        "page", "pages",
        "health", "trust", "api", "cloud", "localhost", "example", "test", "uptime", "monitor",
    ]
}
