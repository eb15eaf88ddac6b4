import Monitor
public import Transfer

/// One entry of the catalogue: a provider whose page is known.
public struct BuiltInProvider: Sendable, Hashable {
    /// What configurations and commands call it: lower case, no spaces.
    public var id: String
    /// Its name as a person reads it; every event carries it.
    public var name: String
    /// Other words that find it.
    public var aliases: [String]
    /// The page that a person opens.
    public var homePage: String
    public var platform: Platform
    /// Where it is read, best first.
    public var sources: [PageSource]
    /// How often it is read unless configured otherwise.
    public var interval: Duration

    public init(
        id: String, name: String, aliases: [String] = [], homePage: String, platform: Platform, sources: [PageSource],
        interval: Duration = .seconds(300)
    ) {
        self.id = id
        self.name = name
        self.aliases = aliases
        self.homePage = homePage
        self.platform = platform
        self.sources = sources
        self.interval = interval
    }
}

/// The catalogue of known providers.
public enum BuiltInProviders {
    /// All of them, in the order in which they are listed.
    public static let all: [BuiltInProvider] = [
        BuiltInProvider(
            id: "openai", name: "OpenAI", aliases: ["chatgpt", "codex"], homePage: "https://status.openai.com", platform: .incidentIO,
            sources: IncidentIOAdapter.sources(of: PageLocation("https://status.openai.com"))),
        BuiltInProvider(
            id: "github", name: "GitHub", aliases: ["gh", "githubstatus"], homePage: "https://www.githubstatus.com", platform: .statuspage,
            sources: StatuspageAdapter.sources(of: PageLocation("https://www.githubstatus.com"))),
        BuiltInProvider(
            id: "aws", name: "AWS", aliases: ["amazon", "amazonwebservices"], homePage: "https://health.aws.amazon.com/health/status",
            platform: .aws,
            sources: [
                PageSource(PageEndpoint("https://status.aws.amazon.com/rss/all.rss", .rss)),
                PageSource(PageEndpoint("https://health.aws.amazon.com/public/currentevents", .json)),
            ]),
    ]

    /// The provider with this id, name or alias; letter case, spaces and punctuation make no difference.
    public static func named(_ word: String) -> BuiltInProvider? {
        let plain = plain(word)
        return all.first { Self.plain($0.id) == plain }
            ?? all.first { provider in ([provider.name] + provider.aliases).contains { Self.plain($0) == plain } }
    }

    /// Providers in whose id, name, alias or address the word stands; all for an empty word.
    public static func matching(_ word: String) -> [BuiltInProvider] {
        let plain = plain(word)
        guard !plain.isEmpty else { return all }
        return all.filter { provider in
            ([provider.id, provider.name, provider.homePage, provider.platform.rawValue] + provider.aliases).contains {
                Self.plain($0).contains(plain)
            }
        }
    }

    private static func plain(_ word: String) -> String { String(word.lowercased().filter { $0.isLetter || $0.isNumber }) }
}

extension PageProvider {
    /// A provider of the catalogue, with what the configuration overrides.
    ///
    /// - Parameters:
    ///   - url: Read this instead: another address of the page, or one of its documents in any format. The name stays.
    ///   - interval: Instead of the catalogue's.
    public static func make(
        _ provider: BuiltInProvider, url: String? = nil, interval: Duration? = nil, client: any HTTPClient, options: Options = Options()
    ) -> PageProvider {
        PageProvider(
            name: provider.name, sources: url.map { sources(forURL: $0, platform: provider.platform) } ?? provider.sources,
            homePage: url ?? provider.homePage, interval: interval ?? provider.interval, client: client, options: options)
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

    /// A name for a page that was given by its address alone: the catalogue's where the address is in it, else the host.
    public static func name(forURL url: String) -> String {
        let origin = URLOrigin.of(url)
        let known = BuiltInProviders.all.first { provider in
            URLOrigin.of(provider.homePage) == origin
                || provider.sources.contains { $0.endpoints.contains { URLOrigin.of($0.url) == origin } }
        }
        if let known { return known.name }
        let host = origin.firstRange(of: "://").map { origin[$0.upperBound...] } ?? origin
        return String(host.split(separator: "@").last ?? host)
    }
}
