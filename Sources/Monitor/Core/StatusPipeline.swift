public import FoundationEssentials
import Synchronization

/// Puts the parts together: scheduler → deduplication → bus → consumers.
public final class StatusPipeline: Sendable {
    public let registry: ProviderRegistry
    public let deduplication: Deduplication
    public let bus: EventBus
    private let scheduler: Scheduler
    private let time: Timekeeper
    private let observer: any PipelineObserver
    private let intake: PollIntake
    private let journal: JournalKeeper?
    private let options: Options
    private let runners: Mutex<[ConsumerRunner]>

    /// How long consumers may take, at shutdown, for what is already on the bus.
    private let shutdownLimit: Duration

    /// What is kept, and what is said of pages that cannot be read.
    public struct Options: Sendable, Hashable {
        /// Failed polls in a row that make a page unreadable.
        public var confirmations = SourceHealth.threshold
        /// When more pages than this become unreadable within a minute, one event tells of all.
        public var floodLimit = 10
        /// How long events are kept in the journal.
        public var keep = Duration.seconds(30 * 86_400)
        /// Beyond this size of the journal the oldest events go earlier.
        public var maximumJournalBytes = 256 << 20
        /// A consumer that is no longer configured holds nothing back after this time.
        public var forgetConsumersAfter = Duration.seconds(7 * 86_400)
        public init() {}
    }

    /// - Parameters:
    ///   - maximumConcurrentPolls: polls under way at one time.
    ///   - shutdownLimit: how long consumers may go on delivering after polling has ended.
    ///   - journal: keeps events, what was seen, cursors and due times; nil keeps nothing. ``resume()`` has to come before ``run()``.
    ///   - position: where the journal stands; the bus has to go on from there.
    ///   - now: the wall clock, for events about the pages themselves.
    public init<C: Clock>(
        registry: ProviderRegistry, deduplication: Deduplication = Deduplication(), bus: EventBus = EventBus(), clock: C,
        maximumConcurrentPolls: Int = 32, shutdownLimit: Duration = .seconds(5), journal: (any Journal)? = nil,
        position: JournalPosition = JournalPosition(), options: Options = Options(),
        observer: any PipelineObserver = SilentObserver(), random: any RandomNumberGenerator & Sendable = SplitMix64(),
        now: @escaping @Sendable () -> Date = { Date() }
    ) where C.Duration == Duration {
        self.registry = registry
        self.deduplication = deduplication
        self.bus = bus
        let time = Timekeeper(clock)
        self.time = time
        self.observer = observer
        self.options = options
        self.shutdownLimit = shutdownLimit
        runners = Mutex([])
        let keeper = journal.map { JournalKeeper($0, position: position, time: time, now: now, observer: observer) }
        self.journal = keeper
        var health = SourceHealthBook.Settings()
        health.confirmations = options.confirmations
        health.floodLimit = options.floodLimit
        intake = PollIntake(
            deduplication: deduplication, bus: bus, observer: observer, time: time, now: now, journal: keeper, health: health,
            pageCount: { registry.providers.count })
        scheduler = Scheduler(
            registry: registry, time: time, maximumConcurrentPolls: maximumConcurrentPolls, random: random, ledger: intake)
    }

    /// Turns of the poll loop so far, see ``Scheduler/turns``.
    public var turns: Int { scheduler.turns }

    /// Polls that have ended so far, well or not.
    public var polls: Int { scheduler.polls }

    /// Makes the poll loop take a turn soon, see ``Scheduler/wake()``.
    public func wake() { scheduler.wake() }

    /// Providers whose last poll failed.
    public var failingProviders: Int { intake.failing }

    /// Adds a consumer, which gets every event from its cursor in the journal, or from now on when it has none. To be called before
    /// ``run()``.
    public func add(_ consumer: any EventConsumer, filter: EventFilter = EventFilter()) {
        let runner = ConsumerRunner(
            consumer, subscription: bus.subscribe(), filter: filter, time: time, observer: observer, random: SplitMix64(),
            journal: journal)
        runners.withLock { $0.append(runner) }
    }

    /// What the consumer of that name remembers: in the journal, and without one until the process ends.
    public func memory(of consumer: String) -> any ConsumerMemory {
        guard let journal else { return TransientConsumerMemory() }
        return JournalMemory(consumer: consumer, keeper: journal)
    }

    /// Takes up what the journal has of the providers that are registered. To be called once, before ``run()``.
    public func resume() async throws(JournalError) { try await intake.restore(registry.providers) }

    /// How the journal is; nil without one.
    public var journalHealth: JournalHealth? { journal?.health }

    /// Polls and delivers until the task is cancelled, or until every consumer has ended because its receiver is gone. Then
    /// ends polling, lets the consumers finish within the shutdown limit, and returns.
    ///
    /// Polls run as child tasks and so on the executor that the caller prefers; consumers run in the global pool.
    public func run() async {
        let runners = runners.withLock { $0 }
        let consumersEnded = Countdown(runners.count)
        let deliveries = runners.map { runner in
            Task {
                await runner.run()
                consumersEnded.countDown()
            }
        }
        let upkeep = Task { await self.upkeep() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.scheduler.run() }
            group.addTask { await consumersEnded.wait() }
            await group.next()
            group.cancelAll()
        }
        bus.close()
        let limit = Task { [time, shutdownLimit] in
            do { try await time.sleep(for: shutdownLimit) } catch { return }
            for delivery in deliveries { delivery.cancel() }
        }
        for delivery in deliveries { await delivery.value }
        limit.cancel()
        upkeep.cancel()
        await upkeep.value
        await journal?.flush()
    }

    private static let upkeepInterval = Duration.seconds(5)
    private static let pruningInterval = Duration.seconds(3600)

    /// Every few seconds: keeps what may wait, tells of pages that stay unreadable, and looks for dead letters to be sent again; now and then
    /// deletes what is old.
    private func upkeep() async {
        guard journal != nil || registry.providers.count > options.floodLimit else { return }
        var nextPruning = time.now() + .seconds(60)
        while !Task.isCancelled {
            do { try await time.sleep(for: Self.upkeepInterval) } catch { return }
            await intake.settle()
            guard let journal else { continue }
            await journal.flush()
            if await journal.journal.wasChangedElsewhere() {
                for runner in runners.withLock({ $0 }) { runner.nudge() }
            }
            if time.now() >= nextPruning {
                nextPruning = time.now() + Self.pruningInterval
                await prune(journal)
            }
        }
    }

    private func prune(_ journal: JournalKeeper) async {
        let retention = JournalKeeper.Retention(
            keep: options.keep, maximumBytes: options.maximumJournalBytes, forgetConsumersAfter: options.forgetConsumersAfter)
        await journal.prune(
            retention, providers: Set(registry.providers.map(\.name)), consumers: Set(runners.withLock { $0.map(\.consumer.name) }))
    }
}
