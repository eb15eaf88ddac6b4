public import FoundationEssentials
import Synchronization

/// Puts the parts together: scheduler → deduplication → bus → consumers.
public final class StatusPipeline: Sendable {
    public let registry: ProviderRegistry
    public let deduplication: Deduplication
    public let bus: EventBus
    private let scheduler: Scheduler
    private let intake: PollIntake
    private let time: Timekeeper
    private let observer: any PipelineObserver
    private let runners: Mutex<[ConsumerRunner]>

    /// How long consumers may take, at shutdown, for what is already on the bus.
    private let shutdownLimit: Duration

    /// - Parameters:
    ///   - maximumConcurrentPolls: polls under way at one time.
    ///   - shutdownLimit: how long consumers may go on delivering after polling has ended.
    ///   - now: the wall clock, for events about the pages themselves.
    public init<C: Clock>(
        registry: ProviderRegistry, deduplication: Deduplication = Deduplication(), bus: EventBus = EventBus(), clock: C,
        maximumConcurrentPolls: Int = 32, shutdownLimit: Duration = .seconds(5),
        observer: any PipelineObserver = SilentObserver(), random: any RandomNumberGenerator & Sendable = SplitMix64(),
        now: @escaping @Sendable () -> Date = { Date() }
    ) where C.Duration == Duration {
        self.registry = registry
        self.deduplication = deduplication
        self.bus = bus
        time = Timekeeper(clock)
        self.observer = observer
        self.shutdownLimit = shutdownLimit
        runners = Mutex([])
        intake = PollIntake(deduplication: deduplication, bus: bus, observer: observer, now: now)
        scheduler = Scheduler(
            registry: registry, time: time, maximumConcurrentPolls: maximumConcurrentPolls, random: random
        ) { [intake] in intake.take($0, $1) }
    }

    /// Turns of the poll loop so far, see ``Scheduler/turns``.
    public var turns: Int { scheduler.turns }

    /// Polls that have ended so far, well or not.
    public var polls: Int { scheduler.polls }

    /// Makes the poll loop take a turn soon, see ``Scheduler/wake()``.
    public func wake() { scheduler.wake() }

    /// Providers whose last poll failed.
    public var failingProviders: Int { intake.failing }

    /// Adds a consumer, which gets every event from now on. To be called before ``run()``.
    public func add(_ consumer: any EventConsumer, filter: EventFilter = EventFilter()) {
        let runner = ConsumerRunner(
            consumer, subscription: bus.subscribe(), filter: filter, time: time, observer: observer, random: SplitMix64())
        runners.withLock { $0.append(runner) }
    }

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
    }
}
