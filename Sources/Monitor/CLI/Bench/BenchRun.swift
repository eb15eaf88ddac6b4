import Monitor
import Platforms
import Synchronization
import Transfer

/// Runs one scenario in this process.
struct BenchRun {
    var scenario: BenchScenario
    var connection: BenchConnection
    var level: BenchLevel
    var target: BenchTarget
    var providers: Int
    var inFlight: Int
    var rounds: Int
    var caFile: String?

    /// What each poll does, said of the combination of scenario, level and origin.
    var note: String {
        var note = scenario.meaning
        if level == .engine, !scenario.isConditional { note += "; at the level of the engine the body is received and dropped" }
        if !target.hasScenarioFolders, level == .pipeline {
            switch scenario {
            case .parsed:
                note = "200 in gzip, no validators sent, body made to differ by blank lines after its end: parsed, every entry known"
            case .decoded: note = "200 in gzip, no validators sent, nothing remembered: parsed, all events made anew"
            case .unchanged: note = "200 in gzip, no validators sent, body equal to the last: hashed, not parsed"
            case .notModified, .json, .tls: break
            }
        }
        return note + "; " + connection.meaning
    }

    func run() async throws -> BenchResult {
        var configuration = TransferConfiguration()
        configuration.concurrency = inFlight
        configuration.expectedHosts = providers
        configuration.expectedKeptConnections = connection == .kept ? providers : 0
        configuration.maximumKeptConnections = max(configuration.maximumKeptConnections, providers)
        configuration.caFile = caFile
        let engine = try TransferEngine(configuration)
        try await probe(engine)
        let tally = BenchTally(warmUp: providers, measured: providers * rounds)
        switch level {
        case .engine: await runEngine(engine, tally)
        case .pipeline: try await runPipeline(engine, tally)
        }
        await engine.shutdown()
        guard let result = tally.result(scenario, connection, level, providers: providers, inFlight: inFlight, note: note) else {
            throw BenchError(description: "the scenario ended before all polls were made")
        }
        return result
    }

    /// Asks for the last page once: failing polls back off, so that a measurement of an origin that is not there would never end.
    private func probe(_ engine: TransferEngine) async throws(BenchError) {
        let url = target.url(of: providers - 1, in: scenario)
        let request = TransferRequest(url: url, nextRequestAfter: .seconds(3_600), resolve: target.overrides(for: providers - 1))
        let answer: TransferOutcome
        do {
            answer = try await engine.fetch(request)
        } catch {
            throw BenchError(description: "the origin does not answer: \(error)")
        }
        guard answer.status == 200 else { throw BenchError(description: "\(url) answered \(answer.status): is this the origin's layout?") }
    }

    /// A connection lasts when the next request of its host is expected soon.
    private var nextRequestAfter: Duration { connection.isCold ? .seconds(3_600) : .seconds(1) }

    // MARK: Engine

    private func runEngine(_ engine: TransferEngine, _ tally: BenchTally) async {
        let requests = RequestList(
            (0..<providers).map { provider in
                TransferRequest(
                    url: target.url(of: provider, in: scenario), receiver: scenario.isConditional ? nil : DroppedBody(),
                    nextRequestAfter: nextRequestAfter, resolve: target.overrides(for: provider))
            })
        await withTaskExecutorPreference(engine.executor) {
            await withDiscardingTaskGroup { group in
                for _ in 0..<inFlight {
                    group.addTask {
                        while let ordinal = tally.next() {
                            await poll(ordinal % providers, isFirst: ordinal < providers, requests, engine, tally)
                        }
                    }
                }
            }
        }
    }

    private func poll(
        _ provider: Int, isFirst: Bool, _ requests: RequestList, _ engine: TransferEngine, _ tally: BenchTally
    ) async {
        let request = requests[provider]
        let start = ContinuousClock.now
        do {
            let outcome = try await engine.fetch(request)
            let isExpected = outcome.status == 200 || outcome.status == 304
            if scenario.isConditional, request.validators.isEmpty {
                requests.remember(outcome.validators, of: provider)
            }
            tally.ended(
                start.duration(to: .now), isFirst: isFirst, notModified: outcome.status == 304,
                connections: outcome.metrics.connectionsOpened,
                bytes: outcome.bodyByteCount, error: isExpected ? nil : "\(outcome.url) answered \(outcome.status)")
        } catch {
            tally.ended(start.duration(to: .now), isFirst: isFirst, error: error.description)
        }
    }

    // MARK: Pipeline

    private func runPipeline(_ engine: TransferEngine, _ tally: BenchTally) async throws {
        let registry = ProviderRegistry()
        for provider in 0..<providers { try registry.register(timed(provider, engine, tally)) }
        let pipeline = StatusPipeline(registry: registry, clock: ContinuousClock(), maximumConcurrentPolls: inFlight)
        pipeline.add(CountingConsumer(tally))
        let running = Task(executorPreference: engine.executor) { await pipeline.run() }
        await tally.wait()
        running.cancel()
        await running.value
    }

    private static let options = PageProvider.Options()

    private func timed(_ provider: Int, _ engine: TransferEngine, _ tally: BenchTally) -> TimedProvider {
        // One for all pages where they do not differ, as the program has them.
        var options = Self.options
        let overrides = target.overrides(for: provider)
        if !overrides.isEmpty { options.resolve = overrides }
        let client: any HTTPClient =
            target.hasScenarioFolders || scenario.isConditional
            ? engine : UnconditionalClient(engine, variesBody: scenario == .parsed)
        let page = PageProvider(
            name: "p\(provider)", sources: [PageSource(PageEndpoint(target.url(of: provider, in: scenario), scenario.kind))],
            interval: nextRequestAfter, client: client, options: options)
        return TimedProvider(page, tally: tally, remembersNothing: scenario == .decoded && !target.hasScenarioFolders)
    }
}

/// A request for each provider, with the validators of its last answer.
private final class RequestList: Sendable {
    /// Guarded by its own lock.
    private let requests: Mutex<[TransferRequest]>

    init(_ requests: [TransferRequest]) { self.requests = Mutex(requests) }

    subscript(provider: Int) -> TransferRequest { requests.withLock { $0[provider] } }

    func remember(_ validators: Validators, of provider: Int) { requests.withLock { $0[provider].validators = validators } }
}

/// Why no figures came.
struct BenchError: Error, CustomStringConvertible {
    var description: String
}

/// Polls without a pause, and tells how long each poll took.
private final class TimedProvider: StatusProvider {
    private let page: PageProvider
    private let tally: BenchTally
    private let remembersNothing: Bool
    private let isPolled = Atomic(false)

    init(_ page: PageProvider, tally: BenchTally, remembersNothing: Bool) {
        self.page = page
        self.tally = tally
        self.remembersNothing = remembersNothing
    }

    var name: String { page.name }
    var pollInterval: Duration { .zero }
    func fetchEvents() async throws -> [StatusEvent] { try await page.fetchEvents() }

    func poll() async throws(SourceError) -> PollResult {
        let start = ContinuousClock.now
        let isFirst = !isPolled.exchange(true, ordering: .relaxed)
        do throws(SourceError) {
            let result = remembersNothing ? try await readAfresh() : try await page.poll()
            tally.ended(start.duration(to: .now), isFirst: isFirst, notModified: result.isPartial && result.events.isEmpty)
            return result
        } catch {
            tally.ended(start.duration(to: .now), isFirst: isFirst, error: error.description)
            throw error
        }
    }

    private func readAfresh() async throws(SourceError) -> PollResult {
        do {
            return PollResult(events: try await page.fetchEvents(), format: "atom")
        } catch let error as SourceError {
            throw error
        } catch {
            throw SourceError(.transfer, provider: name, url: "", detail: String(describing: error))
        }
    }
}

/// Counts what reaches the end of the pipeline.
private struct CountingConsumer: EventConsumer {
    let tally: BenchTally
    init(_ tally: BenchTally) { self.tally = tally }
    var name: String { "bench" }
    func deliver(_ events: ArraySlice<StatusEvent>) async throws { tally.announced(events.count) }
}

/// Receives a body and drops it.
private final class DroppedBody: BodyReceiver {
    func begin(status: Int, contentType: String?) {}
    func receive(_ bytes: RawSpan) -> Bool { true }
}
