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
    /// Where the page is read, best first.
    public let sources: [PageSource]

    private let client: any HTTPClient
    private let options: Options
    private let pool = FeedReaderPool.shared
    /// Guards what is remembered between polls. Never held while anything is awaited.
    private let memory: Mutex<PageMemory>

    /// How a page is read, beyond where.
    public struct Options: Sendable {
        /// Bounds of each transfer.
        public var limits = TransferLimits()
        /// Addresses to use instead of a name look-up.
        public var resolve: [HostOverride] = []
        /// Says who asks, so that an operator can tell.
        public var userAgent = "status-monitor/0.1 (reads status pages; obeys Retry-After)"
        /// JSON longer than this is decoded on the global executor, away from the transfers' queue.
        public var inlineJSONBytes = 16_384
        public init() {}
    }

    /// - Parameters:
    ///   - name: The provider's name as a person reads it.
    ///   - sources: Where the page is read, best first; at least one, each with at least one endpoint.
    ///   - interval: How long to wait between two polls.
    ///   - client: Carries out the transfers; shared by all providers.
    public init(
        name: String, sources: [PageSource], interval: Duration = .seconds(300), client: any HTTPClient, options: Options = Options()
    ) {
        self.name = name
        self.sources = sources.filter { !$0.endpoints.isEmpty }
        self.client = client
        self.options = options
        pollInterval = interval
        memory = Mutex(PageMemory(self.sources, userAgent: options.userAgent))
    }

    /// Reads all that the page lists, whatever is known of it.
    public func fetchEvents() async throws -> [StatusEvent] { try await read(afresh: true).events }

    public func poll() async throws(SourceError) -> PollResult { try await read(afresh: false) }

    private func read(afresh: Bool) async throws(SourceError) -> PollResult {
        guard !sources.isEmpty else { throw SourceError(.transfer, provider: name, url: "", detail: "no address to read the page at") }
        let first = afresh ? 0 : memory.withLock { $0.firstSource() }
        do {
            let result = try await read(source: first, afresh: afresh)
            return await fullerReading(than: result, of: first, afresh: afresh) ?? result
        } catch {
            guard sources.count > 1, !Task.isCancelled else { throw error }
            return try await readAnother(than: first, after: error, afresh: afresh)
        }
    }

    /// Tries the other sources. When none answers well, the first one's error is the one to tell.
    private func readAnother(than first: Int, after error: SourceError, afresh: Bool) async throws(SourceError) -> PollResult {
        for source in sources.indices where source != first && mayAsk(source, after: error, of: first) {
            guard let result = try? await read(source: source, afresh: afresh) else { continue }
            if !afresh { memory.withLock { $0.passOver(first) } }
            return result
        }
        throw error
    }

    /// incident.io's compatible JSON often leaves the texts out: where a page turns out to be one of its, a feed that was to be asked later is read
    /// in its place. The ids are the same.
    private func fullerReading(than result: PollResult, of first: Int, afresh: Bool) async -> PollResult? {
        guard result.format == "json", sources.count > first + 1, !result.events.isEmpty else { return nil }
        guard result.events.allSatisfy({ ULID.isValid($0.incident) }) else { return nil }
        for source in sources.indices where source > first && sources[source].endpoints.allSatisfy({ $0.kind != .json }) {
            guard let fuller = try? await read(source: source, afresh: afresh) else { continue }
            if !afresh { memory.withLock { $0.passOver(first) } }
            return fuller
        }
        return nil
    }

    /// A host that did not answer, or asked to be left alone, is not asked again for another document.
    private func mayAsk(_ source: Int, after error: SourceError, of failed: Int) -> Bool {
        guard error.code == .transfer || error.retryAfter != nil || error.httpStatus == 429 || error.httpStatus == 503 else { return true }
        let host = URLOrigin.of(sources[failed].endpoints[0].url)
        return sources[source].endpoints.allSatisfy { URLOrigin.of($0.url) != host }
    }

    private func read(source: Int, afresh: Bool) async throws(SourceError) -> PollResult {
        let indices = memory.withLock { $0.ranges[source] }
        var result: PollResult?
        var commits: [PageCommit] = []
        do {
            for index in indices {
                let attempt = memory.withLock { $0.attempt(index, provider: name, afresh: afresh || sources[source].isJoint) }
                let (one, commit) = try await read(attempt)
                if let commit { commits.append(commit) }
                result = result.map { $0.joined(with: one) } ?? one
            }
        } catch {
            memory.withLock { $0.failed(source) }
            throw error
        }
        if !afresh, !commits.isEmpty || sources.count > 1 {
            memory.withLock { memory in
                for commit in commits { memory.apply(commit) }
                memory.succeeded(source)
            }
        }
        return result ?? .unchanged(format: "")
    }

    private func read(_ attempt: PageAttempt) async throws(SourceError) -> (PollResult, PageCommit?) {
        let body = PageBody(attempt, pool: pool)
        let request = TransferRequest(
            url: attempt.url, fields: attempt.fields, validators: attempt.validators, limits: options.limits, receiver: body,
            nextRequestAfter: pollInterval, resolve: options.resolve, knownBody: attempt.encodedBody)
        let outcome: TransferOutcome
        do {
            outcome = try await client.fetch(request)
        } catch {
            throw body.refusal ?? SourceError(.transfer, provider: name, url: attempt.context.url, detail: error.detail)
        }
        if outcome.status == 304, !attempt.validators.isEmpty {
            let commit = outcome.permanentURL.map { PageCommit(index: attempt.index, permanentURL: $0) }
            return (.unchanged(format: attempt.format, freshFor: outcome.freshFor), commit)
        }
        guard (200...299).contains(outcome.status) else {
            throw SourceError(answer: outcome, provider: name, url: attempt.context.url)
        }
        return try await read(body, attempt: attempt, outcome: outcome)
    }

    private func read(_ body: PageBody, attempt: PageAttempt, outcome: TransferOutcome) async throws(SourceError) -> (
        PollResult, PageCommit?
    ) {
        let (reading, hash, fingerprints, isPartial): (Reading, UInt64, [UInt64]?, Bool)
        switch outcome.isBodyKnown ? .unchanged : try body.result() {
        case .unchanged:
            let known = PageCommit.Content(
                validators: outcome.validators, bodyHash: attempt.bodyHash ?? 0, bodyByteCount: attempt.bodyByteCount,
                encodedBody: outcome.encodedBody, fingerprints: nil,
                platform: attempt.platform ?? .feed, format: attempt.format, granularity: attempt.granularity)
            let moved =
                outcome.permanentURL != nil || outcome.validators != attempt.validators || outcome.encodedBody != attempt.encodedBody
            let commit = moved ? PageCommit(index: attempt.index, permanentURL: outcome.permanentURL, content: known) : nil
            return (.unchanged(format: attempt.format, freshFor: outcome.freshFor), commit)
        case .read(let feed, let digest, let seen, let partial):
            (reading, hash, fingerprints, isPartial) = (feed, digest, seen, partial)
        case .json(let bytes, let digest):
            reading = try await decode(bytes, context: body.context)
            (hash, fingerprints, isPartial) = (digest, [], false)
        }
        let commit = PageCommit(
            index: attempt.index, permanentURL: outcome.permanentURL,
            content: PageCommit.Content(
                validators: outcome.validators, bodyHash: hash, bodyByteCount: body.byteCount,
                encodedBody: outcome.encodedBody, fingerprints: fingerprints,
                platform: reading.platform, format: reading.format, granularity: reading.granularity))
        let result = PollResult(
            events: reading.events, format: reading.format, granularity: reading.granularity, states: reading.states,
            isPartial: isPartial, freshFor: outcome.freshFor)
        return (result, commit)
    }

    private func decode(_ json: [UInt8], context: DecodingContext) async throws(SourceError) -> Reading {
        let decoder = PayloadDecoder()
        guard json.count > options.inlineJSONBytes else { return try decoder.decodeJSON(json, context: context) }
        return try await withTaskExecutorPreference(globalConcurrentExecutor) { () async throws(SourceError) -> Reading in
            try decoder.decodeJSON(json, context: context)
        }
    }
}

extension PollResult {
    /// Two resources of one source as one result.
    func joined(with other: PollResult) -> PollResult {
        var joined = self
        joined.events += other.events
        StatusEvent.sortOldestFirst(&joined.events)
        UniqueIDs.keepFirst(&joined.events)
        joined.states = states.joined(with: other.states)
        if !other.states.isEmpty { joined.granularity = other.granularity }
        joined.isPartial = isPartial || other.isPartial
        if joined.format.isEmpty { joined.format = other.format }
        joined.freshFor = [freshFor, other.freshFor].compactMap(\.self).min()
        return joined
    }
}

extension [ComponentState] {
    /// Two documents' components as one list: the first one's names, and the condition of whichever tells one.
    func joined(with others: [ComponentState]) -> [ComponentState] {
        if isEmpty || others.isEmpty { return self + others }
        var places: [String: Int] = [:]
        var joined = self
        for (place, state) in joined.enumerated() { places[state.id] = place }
        for other in others {
            guard let place = places[other.id] else {
                joined.append(other)
                continue
            }
            guard joined[place].condition == .unknown else { continue }
            joined[place].condition = other.condition
            joined[place].since = other.since
            if joined[place].text.isEmpty { joined[place].text = other.text }
        }
        return joined
    }
}
