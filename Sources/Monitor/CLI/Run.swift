import ArgumentParser
import Configuration
import Consumers
import Logging
import Monitor
import Processes
import ServiceManager
import Transfer

/// `status-monitor run`: watches until it is told to stop.
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Watches status pages until SIGTERM or SIGINT and prints each new update once.",
        discussion: """
            Without a configuration OpenAI, GitHub and AWS are watched. What was seen, and what each consumer has had, is kept in a journal: after
            a restart, or a crash, nothing is lost and nothing is announced twice. On the first signal polling stops, deliveries are finished
            and the program ends within 5 seconds; a second signal ends it at once.
            """)

    @OptionGroup var configurationOptions: ConfigurationOptions

    @Option(help: "How events are printed, whatever the configuration says: text or json.")
    var format: ConsoleConsumer.Format?

    @OptionGroup var journalOptions: JournalOptions

    @OptionGroup var loggingOptions: LoggingOptions

    /// Of how many pages what was seen is held beside the journal, 5 to 10 kB each, however many are watched.
    private static func memoryCapacity(_ memory: Configuration.Memory) -> Int {
        switch memory {
        case .small: 25
        case .fast: 250
        }
    }

    func run() async throws {
        let logger = loggingOptions.makeLogger()
        var configuration = try configurationOptions.load(logger: logger)
        let signals = TerminationSignals()
        let journal = try await journalOptions.open(configuration, file: configurationOptions.config, logger: logger)
        let sources = try PageSources(configuration, remembers: journal.isDurable)
        // Of ten thousand pages it takes 3 MB, and nothing asks for it any more.
        configuration.providers.removeAll()
        // What the start mapped so far ran once; what the first polls map would add to it.
        ProgramText.drop()
        let pipeline = try await makePipeline(configuration, sources, journal, logger)
        let consumers = ConfiguredConsumers(
            configuration, client: sources.engine, format: format, logger: logger, memory: pipeline.memory(of:)
        ).all
        for entry in consumers {
            pipeline.add(journalOptions.dryRun ? DryRunConsumer(entry.consumer) : entry.consumer, filter: entry.filter)
        }
        let hangups = HangupSignals(consumers.map(\.consumer), logger: logger)
        let service = ServiceReporter.ofEnvironment(pipeline, logger)
        logger.info(
            "watching \(sources.providers.count == 1 ? "1 page" : "\(sources.providers.count) pages")",
            metadata: ["concurrency": "\(configuration.concurrency)"])
        await withTaskGroup(of: Void.self) { [first = signals.first, memory = configuration.memory] group in
            // On the engine's own queue a poll runs from request to event without a change of thread.
            group.addTask(executorPreference: sources.engine.executor) { await pipeline.run() }
            group.addTask {
                for await signal in first {
                    logger.notice("stopping on signal \(signal); a second one stops at once")
                    return
                }
            }
            if let service { group.addTask { await service.run() } }
            group.addTask { await ProcessMemory.keepSmall(memory, clock: ContinuousClock()) }
            await group.next()
            service?.stop()
            group.cancelAll()
        }
        await sources.engine.shutdown()
        await journal.close()
        withExtendedLifetime((signals, hangups)) {}
    }

    private func makePipeline(
        _ configuration: Configuration, _ sources: PageSources, _ journal: any Journal, _ logger: Logger
    ) async throws -> StatusPipeline {
        let registry = ProviderRegistry()
        for provider in sources.providers { try registry.register(provider) }
        let policy = Deduplication.Policy(backlog: configuration.backlog, edits: configuration.edits)
        let position = try await journal.position()
        let pipeline = StatusPipeline(
            registry: registry, deduplication: Deduplication(policy: policy, capacity: Self.memoryCapacity(configuration.memory)),
            bus: EventBus(firstSequence: position.nextSequence),
            clock: ContinuousClock(),
            // Waiting for a transfer's turn costs little; fewer polls than transfers would leave places empty.
            maximumConcurrentPolls: configuration.concurrency * 2, shutdownLimit: .seconds(4), journal: journal, position: position,
            options: StatusPipeline.Options(configuration), observer: LoggingObserver(logger: logger))
        try await pipeline.resume()
        return pipeline
    }
}

extension StatusPipeline.Options {
    fileprivate init(_ configuration: Configuration) {
        self.init()
        confirmations = configuration.confirm
        floodLimit = configuration.flood
        keep = configuration.journal.keep
        maximumJournalBytes = configuration.journal.maximumBytes
    }
}
