import Monitor
import Parsing
import Transfer

/// What a page remembers of one of its resources between polls.
struct EndpointMemory {
    let endpoint: PageEndpoint
    /// Where the resource is now: the endpoint's URL, or where that has moved for good.
    private(set) var url: String
    /// ``url`` as it may be shown.
    private(set) var shownURL: String
    var validators = Validators()
    var bodyHash: UInt64?
    var bodyByteCount = 0
    /// The last body in its coding.
    var encodedBody: EncodedBodyDigest?
    /// Sorted fingerprints of the feed's entries.
    var fingerprints: [UInt64] = []
    /// What the bytes of those entries were; in memory alone.
    var segments = EntrySegments()
    var platform: Platform?
    var format = ""
    var granularity = PollResult.Granularity.updates

    init(_ endpoint: PageEndpoint) {
        self.endpoint = endpoint
        url = endpoint.url
        shownURL = Self.shown(endpoint.url)
    }

    /// Mostly there is no secret in it, and one string serves as both.
    private static func shown(_ url: String) -> String {
        let shown = RedactedURL.of(url)
        return shown == url ? url : shown
    }

    mutating func move(to url: String) {
        guard url != self.url else { return }
        self.url = url
        shownURL = Self.shown(url)
    }

    /// Back to the configured address, with nothing known: where it had moved to no longer answers.
    mutating func moveBack() {
        guard url != endpoint.url else { return }
        self = EndpointMemory(endpoint)
    }
}

/// What one request of one resource starts from.
struct PageAttempt {
    var index: Int
    var url: String
    /// The resource's own address, wherever it has moved.
    var endpointURL: String
    var kind: PageEndpoint.Kind
    var validators: Validators
    var bodyHash: UInt64?
    var bodyByteCount: Int
    var encodedBody: EncodedBodyDigest?
    var fingerprints: [UInt64]
    var segments: EntrySegments
    var platform: Platform?
    var format: String
    var granularity: PollResult.Granularity
    var context: DecodingContext
}

/// What a good answer leaves behind. Applied only when every resource of its source has answered well, so that no reading is lost.
struct PageCommit {
    var index: Int
    var permanentURL: String?
    var content: Content?

    struct Content {
        var validators: Validators
        var bodyHash: UInt64
        var bodyByteCount: Int
        var encodedBody: EncodedBodyDigest?
        /// Nil leaves the ones before.
        var fingerprints: [UInt64]?
        var segments = EntrySegments()
        var platform: Platform
        var format: String
        var granularity: PollResult.Granularity
    }
}

/// What a page remembers between polls: its resources, and which source to ask first. Guarded by ``PageProvider``'s lock.
struct PageMemory {
    var endpoints: [EndpointMemory] = []
    /// Whether something was learned since ``takeChange()``.
    private var isChanged = false
    /// Where there is more than one source, how each fares: mostly there is one.
    private var alternatives: [Alternative] = []

    private struct Alternative {
        /// The places of its resources in `endpoints`.
        var range: Range<Int>
        /// How often it has failed in a row.
        var failures = 0
        /// For how many polls it is still passed over.
        var passes = 0
    }

    init(_ sources: [PageSource]) {
        endpoints.reserveCapacity(sources.reduce(0) { $0 + $1.endpoints.count })
        for source in sources {
            let start = endpoints.count
            for endpoint in source.endpoints { endpoints.append(EndpointMemory(endpoint)) }
            if sources.count > 1 { alternatives.append(Alternative(range: start..<endpoints.count)) }
        }
    }

    /// The places of a source's resources in `endpoints`.
    func range(of source: Int) -> Range<Int> { alternatives.isEmpty ? endpoints.indices : alternatives[source].range }

    /// The source to ask first: the best one that is not passed over.
    mutating func firstSource() -> Int {
        var first: Int?
        for source in alternatives.indices {
            if alternatives[source].passes > 0 { alternatives[source].passes -= 1 } else if first == nil { first = source }
        }
        return first ?? 0
    }

    /// - Parameter afresh: Start from nothing known, as a first reading does.
    func attempt(_ index: Int, provider: String, afresh: Bool) -> PageAttempt {
        let memory = endpoints[index]
        return PageAttempt(
            index: index, url: memory.url, endpointURL: memory.endpoint.url, kind: memory.endpoint.kind,
            validators: afresh ? Validators() : memory.validators, bodyHash: afresh ? nil : memory.bodyHash,
            bodyByteCount: memory.bodyByteCount, encodedBody: afresh ? nil : memory.encodedBody,
            fingerprints: afresh ? [] : memory.fingerprints, segments: afresh ? EntrySegments() : memory.segments,
            platform: memory.platform, format: memory.format, granularity: memory.granularity,
            context: DecodingContext(provider: provider, url: memory.shownURL))
    }

    mutating func apply(_ commit: PageCommit) {
        isChanged = true
        let index = commit.index
        if let url = commit.permanentURL { endpoints[index].move(to: url) }
        guard let content = commit.content else { return }
        endpoints[index].validators = content.validators
        endpoints[index].bodyHash = content.bodyHash
        endpoints[index].bodyByteCount = content.bodyByteCount
        endpoints[index].encodedBody = content.encodedBody
        endpoints[index].platform = content.platform
        endpoints[index].format = content.format
        endpoints[index].granularity = content.granularity
        if let fingerprints = content.fingerprints {
            endpoints[index].fingerprints = fingerprints
            endpoints[index].segments = content.segments
        }
    }

    /// The kept form when something was learned since the last call.
    mutating func takeChange(hiding secrets: AddressSecrets) -> [UInt8]? {
        guard isChanged else { return nil }
        isChanged = false
        return encoded(hiding: secrets)
    }

    mutating func succeeded(_ source: Int) {
        if !alternatives.isEmpty { alternatives[source].failures = 0 }
    }

    mutating func failed(_ source: Int) {
        for index in range(of: source) { endpoints[index].moveBack() }
    }

    /// Another source has answered in its place: pass it over for 2, 4, 8 … 64 polls, so that a page that lacks it is not asked twice each time.
    mutating func passOver(_ source: Int) {
        guard !alternatives.isEmpty else { return }
        alternatives[source].failures = min(alternatives[source].failures + 1, 6)
        alternatives[source].passes = 1 << alternatives[source].failures
    }
}
