import Monitor
public import Transfer

/// The catalogue of known providers: ``CatalogueText``, read where it is asked.
public enum BuiltInProviders {
    /// All of them, sorted by id. Made anew at each call: 1,400 values.
    public static var all: [BuiltInProvider] {
        let index = CatalogueIndex.shared
        return (0..<index.count).map { BuiltInProvider(line: $0, of: index) }
    }

    /// The provider with this id, name or alias; letter case, spaces and punctuation make no difference.
    public static func named(_ word: String) -> BuiltInProvider? {
        let index = CatalogueIndex.shared
        let plain = CatalogueIndex.plain(word)
        return index.lines(named: word).lazy.map { BuiltInProvider(line: $0, of: index) }.first { provider in
            ([provider.id, provider.name] + provider.aliases).contains { CatalogueIndex.plain($0) == plain }
        }
    }

    /// The provider whose page, or a document of whose page, is at this address.
    public static func page(at url: String) -> BuiltInProvider? {
        let index = CatalogueIndex.shared
        let place = URLPlace(url)
        let found = index.lines(onHost: place.host).map { BuiltInProvider(line: $0, of: index) }.compactMap { provider in
            provider.nearness(of: place).map { (provider, $0) }
        }
        return found.max { $0.1 < $1.1 }?.0
    }

    /// Providers in whose id, name, alias, host or platform the word stands; all for an empty word.
    public static func matching(_ word: String) -> [BuiltInProvider] {
        let plain = CatalogueIndex.plain(word)
        guard !plain.isEmpty else { return all }
        return all.filter { provider in
            ([provider.id, provider.name, String(URLPlace(provider.homePage).host), provider.platform?.rawValue ?? ""] + provider.aliases)
                .contains { CatalogueIndex.plain($0).contains(plain) }
        }
    }

    /// Every word by which a provider is found as it stands: ids, names and aliases.
    public static var words: [String] { all.flatMap { [$0.id, $0.name] + $0.aliases } }
}

/// The parts of an address that say whose page it is.
private struct URLPlace {
    /// Host and port in lower case.
    let host: String
    /// Without query, fragment and a slash at its end.
    let path: Substring

    init(_ url: String) {
        let origin = URLOrigin.of(url)
        let authority = origin.firstRange(of: "://").map { origin[$0.upperBound...] } ?? origin
        host = (authority.split(separator: "@").last ?? authority).lowercased()
        var path = url[origin.endIndex...].prefix { $0 != "?" && $0 != "#" }
        while path.last == "/" { path.removeLast() }
        self.path = path
    }

    /// Whether the other's path is this one's or goes on from it.
    func holds(_ other: URLPlace) -> Bool {
        guard host == other.host, other.path.hasPrefix(path) else { return false }
        return other.path.count == path.count || other.path.dropFirst(path.count).first == "/"
    }
}

extension BuiltInProvider {
    /// How much of an address is this page's: the more the surer; nil for nothing. On another host than the page's own, an address is the page's when it
    /// stands in one folder with a document of it.
    fileprivate func nearness(of place: URLPlace) -> Int? {
        let home = URLPlace(homePage)
        var nearness = home.holds(place) ? home.path.count : nil
        for address in readAt where address.contains("://") {
            let document = URLPlace(address)
            guard document.host == place.host else { continue }
            if document.path == place.path { return .max }
            let folder = document.path[..<(document.path.lastIndex(of: "/") ?? document.path.startIndex)]
            if !folder.isEmpty, place.path.hasPrefix(folder + "/") { nearness = max(nearness ?? 0, folder.count) }
        }
        return nearness
    }
}

extension PageProvider {
    /// A provider of the catalogue, with what the configuration overrides.
    ///
    /// - Parameters:
    ///   - name: Instead of the catalogue's.
    ///   - url: Read this instead: another address of the page, or one of its documents in any format. The name stays.
    ///   - interval: Instead of the catalogue's.
    public static func make(
        _ provider: BuiltInProvider, named name: String? = nil, url: String? = nil, interval: Duration? = nil, client: any HTTPClient,
        options: Options = Options()
    ) -> PageProvider {
        let name = name ?? provider.name
        let interval = interval ?? provider.interval
        guard url != nil || provider.isLocated else {
            return PageProvider(name: name, detectedAt: provider.homePage, interval: interval, client: client, options: options)
        }
        return PageProvider(
            name: name, sources: url.map { sources(forURL: $0, platform: provider.platform) } ?? provider.sources,
            homePage: url ?? provider.homePage, interval: interval, client: client, options: options)
    }

    /// Any page by its address: the home page of a Statuspage or incident.io page, one of its documents, or any feed.
    public static func make(
        name: String, url: String, interval: Duration = .seconds(300), client: any HTTPClient, options: Options = Options()
    ) -> PageProvider {
        PageProvider(name: name, sources: sources(forURL: url), interval: interval, client: client, options: options)
    }

    /// Where a page given by one address is read: at the address itself when it names a document, else where a page of its platform keeps its
    /// documents, and at last at the address itself.
    public static func sources(forURL url: String, platform: Platform? = nil) -> [PageSource] {
        let itself = PageSource(PageEndpoint(url))
        let origin = URLOrigin.of(url)
        let path = url[origin.endIndex...].prefix { $0 != "#" }
        guard path.isEmpty || path == "/" else { return [itself] }
        let page = PageLocation(String(origin))
        guard let platform else { return StatuspageAdapter.sources(of: page) + [itself] }
        let known = PlatformAdapters.of(platform)?.sources(of: page) ?? []
        return known.isEmpty ? [itself] : known
    }

    /// Documents that list the components of a page given by its home address, best first; empty for an address that names a document.
    public static func componentSources(forURL url: String, platform: Platform? = nil) -> [PageSource] {
        let origin = URLOrigin.of(url)
        let path = url[origin.endIndex...].prefix { $0 != "#" }
        guard path.isEmpty || path == "/" else { return [] }
        let adapter = platform.map { PlatformAdapters.of($0) } ?? StatuspageAdapter.self
        return adapter?.componentSources(of: PageLocation(String(origin))) ?? []
    }

    /// A name for a page that was given by its address alone: the catalogue's where the address is in it, else the host.
    public static func name(forURL url: String) -> String {
        if let known = BuiltInProviders.page(at: url) { return known.name }
        let origin = URLOrigin.of(url)
        let host = origin.firstRange(of: "://").map { origin[$0.upperBound...] } ?? origin
        return String(host.split(separator: "@").last ?? host)
    }
}
