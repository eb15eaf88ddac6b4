import FoundationEssentials
public import Monitor
import Synchronization
public import Transfer

/// A status page read over HTTP: any platform that ``PayloadDecoder`` knows, through one of several sources.
///
/// The first source that answers well is read; ids, statuses and times are those of the others, so that a change of source announces nothing. What is
/// known of the page (validators, the hash of the last body, fingerprints of its entries) saves the transfer, the parsing and the strings of all
/// that has not changed.
public final class PageProvider: StatusProvider {
    public let name: String
    public let pollInterval: Duration
    let client: any HTTPClient
    let options: Options
    let pool = FeedReaderPool.shared
    /// An address of the page from which its platform can be found out; nil to read it at the given sources for good.
    let homePage: String?
    /// Of the addresses that were given.
    public let memoryIdentity: UInt64
    /// Of the addresses that were given; never kept.
    let secrets: AddressSecrets
    /// What was known before the last poll, should that not be kept. Guarded by itself; touched between polls alone.
    let before = Mutex<State?>(nil)
    /// Guards which page is known, and how its polls went. Never held while anything is awaited.
    let state: Mutex<State>

    struct State {
        /// Nil until its platform is known.
        var page: KnownPage?
        /// Whose ids it has.
        var scheme: String?
        /// When it was last read well; nil before that.
        var lastGoodPoll: Date?
        var trouble: PageTrouble?
    }

    /// A page whose place is known.
    ///
    /// - Parameters:
    ///   - name: The provider's name as a person reads it.
    ///   - sources: Where the page is read, best first; at least one, each with at least one endpoint.
    ///   - homePage: An address of the page from which it is found again when it moves to another platform; nil to stay with the sources.
    ///   - interval: How long to wait between two polls.
    ///   - client: Carries out the transfers; shared by all providers.
    public init(
        name: String, sources: [PageSource], homePage: String? = nil, interval: Duration = .seconds(300), client: any HTTPClient,
        options: Options = Options()
    ) {
        self.name = name
        self.client = client
        self.options = options
        self.homePage = homePage
        pollInterval = interval
        let addresses = sources.flatMap(\.endpoints).map(\.url) + [homePage ?? ""]
        memoryIdentity = Self.identity(of: addresses)
        secrets = AddressSecrets(of: addresses)
        state = Mutex(State(page: KnownPage(sources.filter { !$0.endpoints.isEmpty })))
    }

    /// A page whose platform is found out at its first poll, from any of its addresses. The address of a document (`….json`, `….atom`, `….rss`) is
    /// read as it is named, and looked into when something else is there.
    public init(
        name: String, detectedAt url: String, interval: Duration = .seconds(300), client: any HTTPClient, options: Options = Options()
    ) {
        self.name = name
        self.client = client
        self.options = options
        homePage = url
        pollInterval = interval
        memoryIdentity = Self.identity(of: [url])
        secrets = AddressSecrets(of: [url])
        let itself = PageEndpoint(url)
        let page = itself.kind == .unknown ? nil : KnownPage([PageSource(itself)])
        state = Mutex(State(page: page))
    }

    public var adaptiveInterval: AdaptiveInterval? { options.adaptiveInterval }

    /// Where the page is read, best first; empty until its platform is known.
    public var sources: [PageSource] { state.withLock { $0.page }?.sources ?? [] }

    /// Reads all that the page lists, whatever is known of it.
    public func fetchEvents() async throws -> [StatusEvent] {
        let page = try await knownPage()
        do {
            return try await read(page, afresh: true).events
        } catch {
            throw (error as PageFailure).error
        }
    }

    public func poll() async throws(SourceError) -> PollResult {
        guard options.remembers else { return try await pollOnce() }
        let known = state.withLock { $0 }
        before.withLock { $0 = known }
        var result = try await pollOnce()
        result.memory = changedMemory()
        return result
    }

    private func pollOnce() async throws(SourceError) -> PollResult {
        let page = try await knownPage()
        do throws(PageFailure) {
            return await succeeded(try await read(page, afresh: false), on: page)
        } catch {
            return try await failed(error, on: page)
        }
    }
}

// MARK: Finding the page
extension PageProvider {
    /// The page, found out now when it is not known.
    private func knownPage() async throws(SourceError) -> KnownPage {
        if let page = state.withLock({ $0.page }) { return page }
        let result = await detect()
        guard let found = result.page else { throw SourceError(notDetected: result, provider: name, url: homePage ?? "") }
        let page = KnownPage(found.sources)
        state.withLock { $0.page = page }
        return page
    }

    private func detect() async -> DetectionResult { await PageDetector(client: client, options: options).detect(homePage ?? "") }

    /// Takes in a good poll. When another platform's updates came, the page has moved without a change of address.
    private func succeeded(_ result: PollResult, on page: KnownPage) async -> PollResult {
        let now = options.now()
        let before = state.withLock { state in
            let before = (scheme: state.scheme, lastGoodPoll: state.lastGoodPoll)
            state.scheme = result.scheme ?? before.scheme
            state.lastGoodPoll = now
            state.trouble = nil
            return before
        }
        // A plain feed of which one entry looks like a platform's has not moved.
        guard let old = before.scheme, let new = result.scheme, old != new, ![old, new].contains(Platform.feed.rawValue) else {
            return result
        }
        var moved = result
        var place = page
        // The new platform's own documents may say more than those that it answers for the old one's sake.
        if homePage != nil, let found = await detect().page, found.platform.rawValue == new, !page.reads(found) {
            let better = KnownPage(found.sources)
            if let reading = try? await read(better, afresh: false) {
                (moved, place) = (reading, better)
                state.withLock { $0.page = better }
            }
        }
        moved.move = PageMove(
            from: Self.place(old, page), to: Self.place(new, place), url: place.shownURL, lastGoodPoll: before.lastGoodPoll)
        return moved
    }

    /// Takes in a failed poll. When it looks as if the page were another one now, that is looked for.
    private func failed(_ failure: PageFailure, on page: KnownPage) async throws(SourceError) -> PollResult {
        let error = failure.error
        guard failure.isOfShape, homePage != nil, !Task.isCancelled else {
            if !Task.isCancelled { state.withLock { $0.trouble = nil } }
            // That one document is gone says little while another fails by chance.
            throw failure.isOfShape ? error : error.askedAgain
        }
        let isDue = state.withLock { state in
            var trouble = state.trouble ?? PageTrouble()
            // What was never read well may not be what was meant. What is gone is not asked again.
            let isDue = trouble.failed(isUrgent: error.code == .gone || (state.lastGoodPoll == nil && trouble.isNew))
            state.trouble = trouble
            return isDue
        }
        guard isDue else { throw error.askedAgain }
        let result = await detect()
        if let found = result.page, !page.reads(found), let moved = await follow(found, from: page) { return moved }
        throw result.isTransient || result.page != nil ? error.askedAgain : error
    }

    /// Reads the page at its new place and stays there if that is readable.
    private func follow(_ found: DetectedPage, from old: KnownPage) async -> PollResult? {
        let page = KnownPage(found.sources)
        guard var result = try? await read(page, afresh: false) else { return nil }
        // A feed of nobody's that tells nothing may be anything of the site's.
        guard found.platform != .feed || !result.events.isEmpty else { return nil }
        let now = options.now()
        let before = state.withLock { state in
            let before = (scheme: state.scheme, lastGoodPoll: state.lastGoodPoll)
            state = State(page: page, scheme: result.scheme ?? found.platform.rawValue, lastGoodPoll: now)
            return before
        }
        // What was never read has not moved.
        if let lastGoodPoll = before.lastGoodPoll {
            result.move = PageMove(
                from: Self.place(before.scheme, old), to: Self.place(found.platform.rawValue, page), url: page.shownURL,
                lastGoodPoll: lastGoodPoll)
        }
        return result
    }

    private static func place(_ scheme: String?, _ page: KnownPage) -> String {
        "\(scheme ?? "a status page") at \(URLOrigin.of(page.shownURL))"
    }
}
