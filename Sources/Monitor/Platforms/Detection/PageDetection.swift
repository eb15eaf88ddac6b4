import Monitor

/// Finds out of what platform a status page is: from what is known follows which address to ask next, until there is a verdict. Pure: it
/// asks nothing itself.
///
/// In this order: the first document of the platform that owns the host; the address itself, which may be a document or a web page; the documents that
/// the web page's marks and its `<link rel="alternate">` lead to; and last a few paths where many pages have a document. Each is judged by the
/// shape of its body and by whose page it says it is, never by its status. At most ``requestLimit`` requests, redirects included.
struct PageDetection {
    enum Step: Equatable {
        /// Ask this address, following at most so many redirects, and hand over the answer.
        case ask(PageEndpoint, redirects: Int)
        case end(DetectionResult)
    }

    static let requestLimit = 4
    /// A page that refuses to be read so often is left alone.
    static let refusalLimit = 2
    /// Where many pages have a document: Statuspage and what is compatible; Instatus; Better Stack and cState.
    static let probes = ["/api/v2/summary.json", "/summary.json", "/index.json"]

    private let url: String
    private let adapters: [any PlatformAdapter.Type]
    private var requestCount = 0
    private var asked: Set<String> = []
    private var refusals = 0
    /// What is to be asked, the next one first.
    private var candidates: [DetectionCandidate] = []
    /// The one that was asked last.
    private var current: DetectionCandidate?
    /// Of the page as a person sees it.
    private var title = ""
    /// Where that is, after redirects.
    private var home: String?
    /// A feed without entries, which is read as a plain one when nothing else tells whose it is.
    private var quietFeed: DetectionCandidate?
    private var hasProbed = false
    private var isEnded = false
    private var result = DetectionResult(page: nil, notes: [], retryAfter: nil, isTransient: false)

    /// - Parameter url: Any address of the page.
    init(url: String, adapters: [any PlatformAdapter.Type] = PlatformAdapters.all) {
        self.url = String(url.prefix { $0 != "#" })
        self.adapters = adapters
        addOwner(ofHostIn: self.url)
        candidates.append(DetectionCandidate(endpoint: PageEndpoint(self.url), trust: .given))
    }

    /// What to do now. To be called at the start and after each ``take(_:)``.
    mutating func next() -> Step {
        while !isEnded, requestCount < Self.requestLimit {
            if candidates.isEmpty { addProbes() }
            guard !candidates.isEmpty else { break }
            let candidate = candidates.removeFirst()
            guard asked.insert(candidate.endpoint.url).inserted else { continue }
            current = candidate
            return .ask(candidate.endpoint, redirects: Self.requestLimit - requestCount - 1)
        }
        // A document that is known to be good is better than nothing, though there was no leave to look for a better one.
        if result.page == nil, let waiting = candidates.first(where: { $0.known != nil }) { settle(waiting, isFirstGood: nil) }
        if result.page == nil, var quiet = quietFeed {
            quiet.known = quiet.endpoint
            settle(quiet, isFirstGood: true)
        }
        return .end(result)
    }

    /// Takes in what the address answered that ``next()`` said to ask.
    mutating func take(_ answer: DetectionAnswer) {
        guard let candidate = current.take() else { return }
        requestCount += max(1, answer.requests)
        guard let status = answer.status else {
            note(candidate, answer.failure ?? "no answer")
            result.isTransient = true
            return failed(candidate, hostIsSilent: true)
        }
        if status == 429 || (status == 503 && answer.retryAfter != nil) {
            note(candidate, "HTTP \(status): asks to be left alone")
            (result.retryAfter, result.isTransient, isEnded) = (answer.retryAfter, true, true)
            return
        }
        guard (200...299).contains(status) else { return refused(candidate, status: status) }
        switch answer.read() {
        case .document(let reading): take(reading, answer, candidate)
        case .html(let page): take(page, candidate)
        case .other(let words):
            note(candidate, words)
            failed(candidate)
        }
    }
}

// MARK: Answers
extension PageDetection {
    private mutating func refused(_ candidate: DetectionCandidate, status: Int) {
        note(candidate, status == 401 || status == 403 ? "HTTP \(status): refuses to be read" : "HTTP \(status)")
        if status == 401 || status == 403 { refusals += 1 }
        if status >= 500 { result.isTransient = true }
        // Without a home page, one that fails has nothing to look for on it.
        if refusals >= Self.refusalLimit || (status >= 500 && candidate.trust == .given) { isEnded = true }
        failed(candidate)
    }

    private mutating func take(_ page: HTMLPage, _ candidate: DetectionCandidate) {
        let isHome = candidate.trust == .given || PageAddress.isRoot(page.url)
        guard isHome, home == nil || candidate.trust == .given else {
            note(candidate, "a web page where a document was due")
            return failed(candidate)
        }
        note(candidate, page.head.title.isEmpty ? "a web page" : "a web page, \"\(page.head.title.prefix(80))\"")
        let known = candidate.known
        (title, home) = (page.head.title, page.url)
        // Whatever led here, the home page is seen.
        candidates.removeAll { $0.trust == .given && PageAddress.isRoot($0.endpoint.url) }
        addMarks(of: page)
        failed(candidate)
        if known == nil, candidates.isEmpty, !PageAddress.isRoot(page.url) { addHome(of: page.base) }
    }

    private mutating func take(_ reading: Reading, _ answer: DetectionAnswer, _ candidate: DetectionCandidate) {
        let isGuess = candidate.trust == .probe
        let identity = PageIdentity(
            askedURL: candidate.endpoint.url, answeredURL: answer.url, ownURLs: [url, home ?? url], title: title, isGuess: isGuess)
        let isTrusted = candidate.trust == .given || candidate.trust == .alternate
        guard isTrusted || identity.admits(pageURL: reading.pageURL, name: reading.pageName) else {
            note(candidate, "\(reading.platform.rawValue) of another page, \(RedactedURL.of(reading.pageURL ?? ""))")
            return failed(candidate)
        }
        note(candidate, "\(reading.platform.rawValue), \(reading.format)\(reading.pageName.map { ", \"\($0.prefix(80))\"" } ?? "")")
        var candidate = candidate
        candidate.name = reading.pageName ?? candidate.name
        if candidate.platform == nil, reading.platform == .feed, reading.events.isEmpty {
            // It may be any platform's in quiet times.
            quietFeed = quietFeed ?? candidate
            failed(candidate)
        } else if candidate.platform == nil || !confirms(candidate, reading, answer) {
            lookForBetter(than: candidate, reading.platform, reading.pageURL)
        } else {
            settle(candidate, isFirstGood: true)
        }
    }

    /// Whether a document is what was looked for. A feed that nobody's rules know, or that is empty, is the platform's where the page bears its
    /// marks.
    private func confirms(_ candidate: DetectionCandidate, _ reading: Reading, _ answer: DetectionAnswer) -> Bool {
        guard let platform = candidate.platform, reading.platform != platform else { return true }
        guard reading.platform == .feed, candidate.trust != .probe, case .document(let own) = answer.read(as: platform) else {
            return false
        }
        return own.platform == platform
    }

    /// A document of a platform is known: asks the page's best one, unless this is it.
    private mutating func lookForBetter(than found: DetectionCandidate, _ platform: Platform, _ pageURL: String?) {
        let document = found.endpoint
        var page = found
        (page.platform, page.known) = (platform, document)
        let (base, sources) = place(of: document, platform, pageURL)
        (page.page, page.sources) = (PageLocation(base), sources)
        guard let best = sources.first?.endpoints.first, best.url != document.url else { return settle(page, isFirstGood: true) }
        // The same page's other candidates would tell no more.
        page.endpoint = best
        page.trust = .document
        guard !asked.contains(best.url) else { return settle(page, isFirstGood: false) }
        candidates.insert(page, at: 0)
    }

    /// The page to which a document belongs, and its sources; none when they are on a host that says nothing of this document.
    private func place(of document: PageEndpoint, _ platform: Platform, _ pageURL: String?) -> (base: String, sources: [PageSource]) {
        let origin = String(URLOrigin.of(document.url))
        guard let adapter = adapters.first(where: { $0.platform == platform }), platform != .feed else { return (origin, []) }
        let plain = PageAddress.withoutQuery(document.url)
        var bases = PageAddress.bases(ofDocument: document.url)
        if let pageURL, PageAddress.isSameHost(pageURL, document.url) { bases.append(PageAddress.withoutQuery(pageURL)) }
        let named = bases.map { ($0, adapter.sources(of: PageLocation($0))) }
        if let exact = named.first(where: { $0.1.contains { $0.endpoints.contains { $0.url == plain } } }) { return exact }
        guard let (base, sources) = named.first, let best = sources.first?.endpoints.first else { return (origin, []) }
        let isNear = PageAddress.isSameHost(best.url, document.url) || adapter.owns(host: PageAddress.host(of: document.url))
        return (base, isNear ? sources : [])
    }

    /// A candidate did not answer as hoped.
    private mutating func failed(_ candidate: DetectionCandidate, hostIsSilent: Bool = false) {
        if candidate.known != nil { return settle(candidate, isFirstGood: false) }
        let origin = URLOrigin.of(candidate.endpoint.url)
        if hostIsSilent {
            candidates.removeAll { URLOrigin.of($0.endpoint.url) == origin }
            // Probes would go there, too.
            if URLOrigin.of(home ?? url) == origin { hasProbed = true }
        } else if candidate.trust == .given, home == nil, !PageAddress.isRoot(url) {
            addHome(of: String(origin))
        }
    }

    /// Ends with a page.
    ///
    /// - Parameter isFirstGood: Whether its first source has answered well; nil when that was not asked.
    private mutating func settle(_ candidate: DetectionCandidate, isFirstGood: Bool?) {
        var sources = candidate.sources
        if let known = candidate.known {
            let isListed = sources.contains { $0.endpoints.contains { $0.url == known.url } }
            if isFirstGood == false, !sources.isEmpty, !sources[0].endpoints.contains(where: { $0.url == known.url }) {
                sources.removeFirst()
            }
            if !isListed {
                let itself = PageSource(known)
                if isFirstGood == false { sources.insert(itself, at: 0) } else { sources.append(itself) }
            }
        }
        let platform = candidate.platform ?? .feed
        let name = candidate.name ?? (title.isEmpty ? nil : PageTitle.provider(title))
        let address = home.map { PageAddress.isRoot($0) ? String(URLOrigin.of($0)) : candidate.page.base } ?? candidate.page.base
        result.page = DetectedPage(platform: platform, name: name, address: address, sources: sources)
        (result.isTransient, isEnded) = (false, true)
    }

    private mutating func note(_ candidate: DetectionCandidate, _ seen: String) {
        result.notes.append(DetectionResult.Note(url: RedactedURL.of(candidate.endpoint.url), seen: seen))
    }
}

// MARK: Candidates
extension PageDetection {
    private mutating func add(_ platform: Platform, _ page: PageLocation, _ sources: [PageSource], _ trust: DetectionCandidate.Trust) {
        guard let endpoint = sources.first?.endpoints.first else { return }
        var candidate = DetectionCandidate(endpoint: endpoint, trust: trust)
        (candidate.platform, candidate.page, candidate.sources) = (platform, page, sources)
        candidates.append(candidate)
    }

    private mutating func addOwner(ofHostIn url: String) {
        let host = PageAddress.host(of: url)
        guard let owner = adapters.first(where: { $0.owns(host: host) }) else { return }
        let page = PageLocation(String(URLOrigin.of(url)))
        add(owner.platform, page, owner.sources(of: page), .owned)
    }

    /// What a web page leads to: by the marks of platforms, then by the documents that it names.
    private mutating func addMarks(of page: HTMLPage) {
        // Gone through in the adapters' order: incident.io's pages bear Statuspage's marks, too.
        for adapter in adapters {
            guard let location = adapter.locate(in: page) else { continue }
            add(adapter.platform, location, adapter.sources(of: location), .located)
        }
        if !PageAddress.isSameHost(page.url, url) { addOwner(ofHostIn: page.url) }
        // What is named as JSON is often something else of the site's software.
        let alternates = page.alternates.filter { $0.kind != .json } + page.alternates.filter { $0.kind == .json }
        for alternate in alternates.prefix(Self.requestLimit) {
            candidates.append(DetectionCandidate(endpoint: PageEndpoint(alternate.url, alternate.kind), trust: .alternate))
        }
    }

    private mutating func addHome(of origin: String) {
        candidates.append(DetectionCandidate(endpoint: PageEndpoint(origin + "/", .unknown), trust: .given))
    }

    private mutating func addProbes() {
        guard !hasProbed else { return }
        hasProbed = true
        let origin = URLOrigin.of(home ?? url)
        for path in Self.probes { candidates.append(DetectionCandidate(endpoint: PageEndpoint(origin + path, .json), trust: .probe)) }
    }
}
