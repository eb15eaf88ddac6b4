import Configuration
import FoundationEssentials
import Monitor
import Platforms
import Transfer

/// The providers that a configuration names, and the engine that all of them share.
struct PageSources {
    let engine: TransferEngine
    let providers: [any StatusProvider]

    /// - Parameter remembers: whether what is known of pages is to be kept across restarts.
    init(_ configuration: Configuration, remembers: Bool = false) throws {
        let named = configuration.watchedProviders
        var transfers = TransferConfiguration()
        transfers.concurrency = configuration.concurrency
        transfers.expectedHosts = named.count
        transfers.caFile = configuration.certificates
        if configuration.memory == .small {
            transfers.keptConnectionLifetime = .zero
            transfers.maximumReadySessions = 0
            transfers.nameLifetime = .seconds(10)
            transfers.rememberedURLs = 64
        }
        transfers.expectedKeptConnections = named.count { $0.isPolled(within: transfers.keptConnectionLifetime, configuration.defaults) }
        transfers.allowance = AddressAllowance(configuration.allow)
        transfers.userAgent = "status-monitor/\(StatusMonitor.version)"
        let engine = try TransferEngine(transfers)
        self.engine = engine
        var options = SharedOptions(configuration.defaults, configuration.memory, remembers: remembers)
        providers = named.map { Self.makeProvider($0, engine, &options) }
    }

    private static func makeProvider(
        _ provider: Configuration.Provider, _ client: any HTTPClient, _ shared: inout SharedOptions, sources: [PageSource]? = nil
    ) -> any StatusProvider {
        let (interval, options) = shared.options(of: provider)
        let page = makePage(provider, sources: sources, interval: interval, client, options)
        return provider.selection.isEmpty ? page : SelectedProvider(page, selection: provider.selection)
    }

    /// Reads the documents that list a page's components, and those alone; nil where it is not known to have any.
    func componentList(of provider: Configuration.Provider, _ defaults: Configuration.Defaults) -> (any StatusProvider)? {
        let sources = Self.componentSources(of: provider)
        var options = SharedOptions(defaults, .fast, remembers: false)
        return sources.isEmpty ? nil : Self.makeProvider(provider, engine, &options, sources: sources)
    }

    private static func componentSources(of provider: Configuration.Provider) -> [PageSource] {
        let platform = provider.platform.flatMap { Platform(name: $0) }
        switch provider.source {
        case .page(let url): return PageProvider.componentSources(forURL: url, platform: platform)
        case .catalogue(let identifier, let url):
            let known = BuiltInProviders.named(identifier)
            guard let url else { return known?.componentSources ?? [] }
            return PageProvider.componentSources(forURL: url, platform: platform ?? known?.platform)
        }
    }

    private static func makePage(
        _ provider: Configuration.Provider, sources: [PageSource]?, interval: Duration, _ client: any HTTPClient,
        _ options: PageProvider.Options
    ) -> PageProvider {
        let name = provider.displayName
        if let sources { return PageProvider(name: name, sources: sources, interval: interval, client: client, options: options) }
        let chosen = provider.platform.flatMap { Platform(name: $0) }
        let (home, platform): (String, Platform?)
        switch provider.source {
        case .page(let url): (home, platform) = (url, chosen)
        case .catalogue(let identifier, let url):
            let known = BuiltInProviders.named(identifier)
            if url == nil, chosen == nil, let known {
                return PageProvider.make(known, named: name, interval: interval, client: client, options: options)
            }
            (home, platform) = (url ?? known?.homePage ?? "", chosen ?? known?.platform)
        }
        guard let platform else {
            return PageProvider(name: name, detectedAt: home, interval: interval, client: client, options: options)
        }
        return PageProvider(
            name: name, sources: PageProvider.sources(forURL: home, platform: platform), homePage: home, interval: interval, client: client,
            options: options)
    }
}

/// The options of pages; those of pages that are read alike are held once.
private struct SharedOptions {
    private struct Manner: Hashable {
        var timeout: Duration
        var maximumBodyBytes: Int
        var isAdaptive: Bool
    }

    private let defaults: Configuration.Defaults
    private let memory: Configuration.Memory
    private let remembers: Bool
    private var known: [Manner: PageProvider.Options] = [:]

    init(_ defaults: Configuration.Defaults, _ memory: Configuration.Memory, remembers: Bool) {
        self.defaults = defaults
        self.memory = memory
        self.remembers = remembers
    }

    mutating func options(of provider: Configuration.Provider) -> (interval: Duration, options: PageProvider.Options) {
        let adaptive = AdaptiveInterval()
        let interval: Duration? = if case .fixed(let stated) = provider.interval ?? defaults.interval { stated } else { nil }
        let manner = Manner(
            timeout: provider.timeout ?? defaults.timeout, maximumBodyBytes: provider.maximumBodyBytes ?? defaults.maximumBodyBytes,
            isAdaptive: interval == nil)
        let options = known[manner] ?? made(manner, adaptive)
        known[manner] = options
        return (interval ?? adaptive.ordinary, options)
    }

    private func made(_ manner: Manner, _ adaptive: AdaptiveInterval) -> PageProvider.Options {
        var options = PageProvider.Options()
        options.limits.transferTimeout = manner.timeout
        options.limits.connectTimeout = min(options.limits.connectTimeout, options.limits.transferTimeout)
        // A page that is given more time than most may also be silent for longer: a third of the time, as by default.
        options.limits.stallTimeout = max(options.limits.stallTimeout, options.limits.transferTimeout / 3)
        options.limits.maximumBodyBytes = manner.maximumBodyBytes
        options.userAgent = "status-monitor/\(StatusMonitor.version) (reads status pages; obeys Retry-After)"
        options.remembers = remembers
        options.remembersEntries = memory == .fast
        options.adaptiveInterval = manner.isAdaptive ? adaptive : nil
        return options
    }
}

extension Configuration.Provider {
    /// Whether its page is always polled again within that time.
    fileprivate func isPolled(within limit: Duration, _ defaults: Configuration.Defaults) -> Bool {
        if case .fixed(let stated) = interval ?? defaults.interval { stated <= limit } else { false }
    }
}

/// A provider of whose events only some are announced. It reads and tells all of them.
struct SelectedProvider: StatusProvider {
    private let provider: any StatusProvider
    let selection: EventFilter

    init(_ provider: any StatusProvider, selection: EventFilter) {
        self.provider = provider
        self.selection = selection
    }

    var name: String { provider.name }
    var pollInterval: Duration { provider.pollInterval }
    var adaptiveInterval: AdaptiveInterval? { provider.adaptiveInterval }
    func fetchEvents() async throws -> [StatusEvent] { try await provider.fetchEvents() }
    func poll() async throws(SourceError) -> PollResult { try await provider.poll() }
    var memoryIdentity: UInt64 { provider.memoryIdentity }
    func restore(_ memory: [UInt8], lastGoodPoll: Date?) { provider.restore(memory, lastGoodPoll: lastGoodPoll) }
    func forget() { provider.forget() }
}
