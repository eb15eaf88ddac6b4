import FoundationEssentials
import Monitor
import Parsing
import Synchronization
import Transfer

/// One poll of the page that is known: which source is asked, and what of its answers is handed on.
extension PageProvider {
    /// Reads the best source that answers well.
    func read(_ page: KnownPage, afresh: Bool) async throws(PageFailure) -> PollResult {
        guard !page.sources.isEmpty else {
            throw PageFailure(SourceError(.transfer, provider: name, url: "", detail: "no address to read the page at"))
        }
        let first = afresh ? 0 : page.memory.withLock { $0.firstSource() }
        let result: PollResult
        do throws(SourceError) {
            result = try await read(page, source: first, afresh: afresh)
        } catch {
            guard page.sources.count > 1, !Task.isCancelled else { throw PageFailure(error) }
            return try await readAnother(of: page, than: first, after: error, afresh: afresh)
        }
        return await fullerReading(of: page, than: result, of: first, afresh: afresh) ?? result
    }

    /// Tries the other sources. When none answers well, the first one's error is the one to tell.
    private func readAnother(
        of page: KnownPage, than first: Int, after error: SourceError, afresh: Bool
    ) async throws(PageFailure) -> PollResult {
        var failure = PageFailure(error)
        for source in page.sources.indices where source != first && mayAsk(page.sources[source], after: error, of: page.sources[first]) {
            do throws(SourceError) {
                let result = try await read(page, source: source, afresh: afresh)
                if !afresh { page.memory.withLock { $0.passOver(first) } }
                return result
            } catch {
                failure.isOfShape = failure.isOfShape && error.isOfShape
            }
        }
        throw failure
    }

    /// incident.io's compatible JSON often leaves the texts out: where a page turns out to be one of its, a feed that was to be asked later is read
    /// in its place. The ids are the same.
    private func fullerReading(of page: KnownPage, than result: PollResult, of first: Int, afresh: Bool) async -> PollResult? {
        guard result.format == "json", page.sources.count > first + 1, !result.events.isEmpty else { return nil }
        guard result.events.allSatisfy({ ULID.isValid($0.incident) }) else { return nil }
        for source in page.sources.indices where source > first && page.sources[source].endpoints.allSatisfy({ $0.kind != .json }) {
            guard let fuller = try? await read(page, source: source, afresh: afresh) else { continue }
            if !afresh { page.memory.withLock { $0.passOver(first) } }
            return fuller
        }
        return nil
    }

    /// A host that did not answer, or asked to be left alone, is not asked again for another document.
    private func mayAsk(_ source: PageSource, after error: SourceError, of failed: PageSource) -> Bool {
        guard error.code == .transfer || error.retryAfter != nil || error.httpStatus == 429 || error.httpStatus == 503 else { return true }
        let host = URLOrigin.of(failed.endpoints[0].url)
        return source.endpoints.allSatisfy { URLOrigin.of($0.url) != host }
    }

    private func read(_ page: KnownPage, source: Int, afresh: Bool) async throws(SourceError) -> PollResult {
        let indices = page.memory.withLock { $0.range(of: source) }
        var result: PollResult?
        var commits: [PageCommit] = []
        do {
            for index in indices {
                let attempt = page.memory.withLock { $0.attempt(index, provider: name, afresh: afresh || page.sources[source].isJoint) }
                let (one, commit) = try await read(attempt)
                if let commit { commits.append(commit) }
                result = result.map { $0.joined(with: one) } ?? one
            }
        } catch {
            page.memory.withLock { $0.failed(source) }
            throw error
        }
        if !afresh, !commits.isEmpty || page.sources.count > 1 {
            page.memory.withLock { memory in
                for commit in commits { memory.apply(commit) }
                memory.succeeded(source)
            }
        }
        return result ?? .unchanged(format: "")
    }

    private func read(_ attempt: PageAttempt) async throws(SourceError) -> (PollResult, PageCommit?) {
        let body = PageBody(attempt, pool: pool)
        var request = TransferRequest(
            url: attempt.url, fields: options.fields(for: attempt.kind), validators: attempt.validators, limits: options.limits,
            receiver: body,
            nextRequestAfter: pollInterval, resolve: options.resolve, knownBody: attempt.encodedBody)
        // Beside what was configured, documents at another host than the page's are named by the page or its platform.
        let isNamed = homePage.map { URLOrigin.host(of: $0) == URLOrigin.host(of: attempt.endpointURL) } ?? true
        request.privateAddresses = isNamed ? .ifNamed : .never
        let outcome: TransferOutcome
        do {
            outcome = try await client.fetch(request)
        } catch {
            throw body.refusal ?? SourceError(.transfer, provider: name, url: attempt.shownURL, detail: error.detail)
        }
        if outcome.status == 304, !attempt.validators.isEmpty {
            let commit = outcome.permanentURL.map { PageCommit(index: attempt.index, permanentURL: $0) }
            return (.unchanged(format: attempt.format, freshFor: outcome.freshFor), commit)
        }
        guard (200...299).contains(outcome.status) else {
            throw SourceError(answer: outcome, provider: name, url: attempt.shownURL)
        }
        return try await read(body, attempt: attempt, outcome: outcome)
    }

    private func read(_ body: PageBody, attempt: PageAttempt, outcome: TransferOutcome) async throws(SourceError) -> (
        PollResult, PageCommit?
    ) {
        let (result, hash): (FeedBodyReader.Result, UInt64)
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
        case .read(let feed, let digest): (result, hash) = (feed, digest)
        case .json(let bytes, let digest):
            var context = body.context
            context.receivedAt = options.now()
            context.known = attempt.fingerprints
            let reading = try await decode(bytes, context: context)
            result = FeedBodyReader.Result(
                reading: reading, fingerprints: reading.fingerprints, segments: EntrySegments(), isPartial: reading.isPartial)
            hash = digest
        }
        let reading = result.reading
        let commit = PageCommit(
            index: attempt.index, permanentURL: outcome.permanentURL,
            content: PageCommit.Content(
                validators: outcome.validators, bodyHash: hash, bodyByteCount: body.byteCount,
                encodedBody: outcome.encodedBody, fingerprints: options.remembersEntries ? result.fingerprints : [],
                segments: options.remembersEntries ? result.segments : EntrySegments(),
                platform: reading.platform, format: reading.format, granularity: reading.granularity))
        // A document that lists nothing has no ids by any rule.
        let scheme = reading.events.isEmpty && reading.states.isEmpty ? nil : reading.platform.rawValue
        var poll = PollResult(
            events: reading.events, format: reading.format, granularity: reading.granularity, states: reading.states,
            isPartial: result.isPartial, freshFor: outcome.freshFor, scheme: scheme)
        poll.components = reading.components
        return (poll, commit)
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
        joined.events = joined.events.naming(joined.states)
        if !other.states.isEmpty { joined.granularity = other.granularity }
        joined.components += other.components.filter { !components.contains($0) }
        joined.isPartial = isPartial || other.isPartial
        if joined.format.isEmpty { joined.format = other.format }
        joined.scheme = scheme ?? other.scheme
        joined.freshFor = [freshFor, other.freshFor].compactMap(\.self).min()
        return joined
    }
}

extension [StatusEvent] {
    /// With the names that another document of the page gives the components whose conditions they tell.
    func naming(_ states: [ComponentState]) -> [StatusEvent] {
        guard !states.isEmpty else { return self }
        let known = Dictionary(states.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return map { event in
            guard let id = ComponentState.identifier(ofIncident: event.incident), let state = known[id], state.name != event.title else {
                return event
            }
            return state.event(startedAt: event.timestamp, at: event.timestamp)
        }
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
