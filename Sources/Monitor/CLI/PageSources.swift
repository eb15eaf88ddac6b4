import Configuration
import Monitor
import Platforms
import Transfer

/// The providers that a configuration names, and the engine that all of them share.
struct PageSources {
    let engine: TransferEngine
    let providers: [any StatusProvider]

    init(_ configuration: Configuration) throws {
        let named = configuration.watchedProviders
        var transfers = TransferConfiguration()
        transfers.concurrency = configuration.concurrency
        transfers.expectedHosts = named.count
        transfers.userAgent = "status-monitor/\(StatusMonitor.version)"
        let engine = try TransferEngine(transfers)
        self.engine = engine
        providers = named.map { Self.makeProvider($0, configuration.defaults, engine) }
    }

    private static func makeProvider(
        _ provider: Configuration.Provider, _ defaults: Configuration.Defaults, _ client: any HTTPClient
    ) -> any StatusProvider {
        var options = PageProvider.Options()
        options.limits.transferTimeout = provider.timeout ?? defaults.timeout
        options.limits.connectTimeout = min(options.limits.connectTimeout, options.limits.transferTimeout)
        // A page that is given more time than most may also be silent for longer: a third of the time, as by default.
        options.limits.stallTimeout = max(options.limits.stallTimeout, options.limits.transferTimeout / 3)
        options.limits.maximumBodyBytes = provider.maximumBodyBytes ?? defaults.maximumBodyBytes
        options.userAgent = "status-monitor/\(StatusMonitor.version) (reads status pages; obeys Retry-After)"
        let page = makePage(provider, interval: provider.interval ?? defaults.interval, client, options)
        return provider.services.isEmpty ? page : ServiceSelection(page, services: provider.services)
    }

    private static func makePage(
        _ provider: Configuration.Provider, interval: Duration, _ client: any HTTPClient, _ options: PageProvider.Options
    ) -> PageProvider {
        let platform = provider.platform.flatMap { Platform(name: $0) }
        func page(_ sources: [PageSource], homePage: String?) -> PageProvider {
            PageProvider(
                name: provider.displayName, sources: sources, homePage: homePage, interval: interval, client: client, options: options)
        }
        switch provider.source {
        case .page(let url):
            guard let platform else {
                return PageProvider(name: provider.displayName, detectedAt: url, interval: interval, client: client, options: options)
            }
            return page(PageProvider.sources(forURL: url, platform: platform), homePage: url)
        case .catalogue(let identifier, let url):
            let known = BuiltInProviders.named(identifier)
            guard let url else { return page(known?.sources ?? [], homePage: known?.homePage) }
            return page(PageProvider.sources(forURL: url, platform: platform ?? known?.platform), homePage: url)
        }
    }
}

/// A provider of whose events only those of some services are wanted. An event that names no service passes: it may be about any.
struct ServiceSelection: StatusProvider {
    private let provider: any StatusProvider
    private let filter: EventFilter

    init(_ provider: any StatusProvider, services: [String]) {
        self.provider = provider
        filter = EventFilter(services: services.map { GlobPattern($0) })
    }

    var name: String { provider.name }
    var pollInterval: Duration { provider.pollInterval }

    func fetchEvents() async throws -> [StatusEvent] { select(try await provider.fetchEvents()) }

    func poll() async throws(SourceError) -> PollResult {
        var result = try await provider.poll()
        result.events = select(result.events)
        return result
    }

    private func select(_ events: [StatusEvent]) -> [StatusEvent] {
        events.filter { ($0.service.isEmpty && $0.components.isEmpty) || filter.passes($0) }
    }
}
