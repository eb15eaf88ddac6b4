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

    var isMoved: Bool { url != endpoint.url }

    /// Back to the configured address, with nothing known: where it had moved to no longer answers.
    mutating func moveBack() { self = EndpointMemory(endpoint) }

    mutating func take(_ content: PageCommit.Content) {
        validators = content.validators
        bodyHash = content.bodyHash
        bodyByteCount = content.bodyByteCount
        encodedBody = content.encodedBody
        platform = content.platform
        format = content.format
        granularity = content.granularity
        if let known = content.fingerprints {
            fingerprints = known
            segments = content.segments
        }
    }

    /// Nothing known but where it is.
    mutating func forget() {
        validators = Validators()
        bodyHash = nil
        encodedBody = nil
        fingerprints = []
        segments = EntrySegments()
    }
}

/// What is known of a resource at one time. Replaced and never changed, so that a poll takes one reference along and need not touch all its parts,
/// which have left the processor's caches since the poll before.
final class EndpointKnowledge: Sendable {
    let memory: EndpointMemory

    init(_ memory: EndpointMemory) { self.memory = memory }
}

/// What one request of one resource starts from.
struct PageAttempt {
    let index: Int
    let provider: String
    /// Starts from nothing known, as a first reading does.
    let isAfresh: Bool
    private let known: EndpointKnowledge

    init(_ index: Int, of known: EndpointKnowledge, provider: String, afresh: Bool) {
        self.index = index
        self.known = known
        self.provider = provider
        isAfresh = afresh
    }

    var url: String { known.memory.url }
    /// The resource's own address, wherever it has moved.
    var endpointURL: String { known.memory.endpoint.url }
    var kind: PageEndpoint.Kind { known.memory.endpoint.kind }
    var validators: Validators { isAfresh ? Validators() : known.memory.validators }
    var bodyHash: UInt64? { isAfresh ? nil : known.memory.bodyHash }
    var bodyByteCount: Int { known.memory.bodyByteCount }
    var encodedBody: EncodedBodyDigest? { isAfresh ? nil : known.memory.encodedBody }
    var fingerprints: [UInt64] { isAfresh ? [] : known.memory.fingerprints }
    var segments: EntrySegments { isAfresh ? EntrySegments() : known.memory.segments }
    var platform: Platform? { known.memory.platform }
    var format: String { known.memory.format }
    var granularity: PollResult.Granularity { known.memory.granularity }
    /// The resource's address as it may be shown.
    var shownURL: String { known.memory.shownURL }
    var context: DecodingContext { DecodingContext(provider: provider, url: shownURL) }
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
    private(set) var endpoints: [EndpointKnowledge] = []
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
            for endpoint in source.endpoints { endpoints.append(EndpointKnowledge(EndpointMemory(endpoint))) }
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
        PageAttempt(index, of: endpoints[index], provider: provider, afresh: afresh)
    }

    /// Changes what is known of one resource.
    mutating func change<Failure>(_ index: Int, _ body: (inout EndpointMemory) throws(Failure) -> Void) throws(Failure) {
        var memory = endpoints[index].memory
        try body(&memory)
        endpoints[index] = EndpointKnowledge(memory)
    }

    mutating func apply(_ commit: PageCommit) {
        isChanged = true
        change(commit.index) { memory in
            if let url = commit.permanentURL { memory.move(to: url) }
            if let content = commit.content { memory.take(content) }
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
        for index in range(of: source) where endpoints[index].memory.isMoved { change(index) { $0.moveBack() } }
    }

    /// Another source has answered in its place: pass it over for 2, 4, 8 … 64 polls, so that a page that lacks it is not asked twice each time.
    mutating func passOver(_ source: Int) {
        guard !alternatives.isEmpty else { return }
        alternatives[source].failures = min(alternatives[source].failures + 1, 6)
        alternatives[source].passes = 1 << alternatives[source].failures
    }
}
