import Monitor

/// One entry of the catalogue: a provider whose page is known.
public struct BuiltInProvider: Sendable, Hashable {
    /// What configurations and commands call it: lower-case letters, digits and dashes.
    public var id: String
    /// Its name as a person reads it; every event carries it.
    public var name: String
    /// Other words that find it: its host, what it was called before, abbreviations.
    public var aliases: [String]
    /// The page that a person opens.
    public var homePage: String
    /// Nil where it is found out when the page is read.
    public var platform: Platform?
    /// Where it is read, where ``homePage`` does not tell: addresses, best first, or the identifier under which the platform has the page.
    public var readAt: [String]
    /// How often it is read unless configured otherwise.
    public var interval: Duration

    public init(
        id: String, name: String, aliases: [String] = [], homePage: String, platform: Platform? = nil, readAt: [String] = [],
        interval: Duration = .seconds(300)
    ) {
        self.id = id
        self.name = name
        self.aliases = aliases
        self.homePage = homePage
        self.platform = platform
        self.readAt = readAt
        self.interval = interval
    }

    /// An entry of ``CatalogueText``.
    init(line: Int, of index: CatalogueIndex) {
        let fields = index.fields(line)
        self.init(
            id: String(fields[0]), name: String(fields[1]), aliases: fields[4].split(separator: " ").map(String.init),
            homePage: String(fields[2]), platform: Platform(rawValue: String(fields[3])),
            readAt: fields[5].split(separator: " ").map(String.init))
    }

    /// Where it is read, best first: at addresses elsewhere than on the page's own host, which only the catalogue knows; else where pages of the platform
    /// keep their documents; else at the addresses that are known; else where pages of any platform may keep them.
    public var sources: [PageSource] {
        let addresses = readAt.filter { $0.contains("://") }
        let known = addresses.map { PageSource(PageEndpoint($0)) }
        if let first = addresses.first, URLOrigin.of(first) != URLOrigin.of(homePage) { return known }
        let ofPlatform = platform.flatMap { PlatformAdapters.of($0)?.sources(of: location) } ?? []
        if !ofPlatform.isEmpty { return ofPlatform }
        return known.isEmpty ? PageProvider.sources(forURL: homePage) : known
    }

    /// Whether ``sources`` is more than a guess.
    var isLocated: Bool {
        readAt.contains { $0.contains("://") } || platform.map { PlatformAdapters.of($0)?.sources(of: location).isEmpty == false } == true
    }

    /// Documents that list the page's components, best first; empty where ``sources`` may, or nothing does.
    public var componentSources: [PageSource] {
        guard let platform else { return PageProvider.componentSources(forURL: homePage) }
        return PlatformAdapters.of(platform)?.componentSources(of: location) ?? []
    }

    private var location: PageLocation { PageLocation(homePage, identifier: readAt.first { !$0.contains("://") }) }
}
