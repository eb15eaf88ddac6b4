import FoundationEssentials
import Synchronization

/// Takes what polls came to: new events to the journal and from there to the bus, failures to the observer and, when they last, the same way.
///
/// With a journal nothing is announced, remembered or forgotten before it is kept: when a commit fails, the provider forgets its validators
/// and the next poll reads the page again as a whole.
final class PollIntake: PollLedger {
    private let deduplication: Deduplication
    private let bus: EventBus
    private let observer: any PipelineObserver
    private let time: Timekeeper
    private let now: @Sendable () -> Date
    private let journal: JournalKeeper?
    private let pageCount: @Sendable () -> Int
    private let state: Mutex<State>

    private struct State {
        var health: SourceHealthBook
        /// Events about pages that are still to be announced, and changes of health that are still to be kept. While nothing can be kept
        /// no page is polled, so that there are few.
        var outbox: [StatusEvent] = []
        var unkept: [String: [UInt8]] = [:]
        /// What was remembered of when providers are due, until they are scheduled.
        var schedule: [String: ScheduleRecord] = [:]
        /// The wall clock is earlier than it was before the restart, so that what was kept as due would be so too late.
        var isClockSetBack = false
    }

    init(
        deduplication: Deduplication, bus: EventBus, observer: any PipelineObserver, time: Timekeeper, now: @escaping @Sendable () -> Date,
        journal: JournalKeeper?, health: SourceHealthBook.Settings, pageCount: @escaping @Sendable () -> Int
    ) {
        self.deduplication = deduplication
        self.bus = bus
        self.observer = observer
        self.time = time
        self.now = now
        self.journal = journal
        self.pageCount = pageCount
        state = Mutex(State(health: SourceHealthBook(settings: health)))
    }

    /// Providers whose last poll failed.
    var failing: Int { state.withLock { $0.health.failing } }

    // MARK: What a poll came to

    func take(_ provider: any StatusProvider, _ outcome: Result<PollResult, SourceError>, plan: Plan) async {
        switch outcome {
        case .success(let result): await take(provider, result, plan)
        case .failure(let error):
            let next = plan(interval(of: provider))
            observer.pollFailed(error)
            let (clock, date, pages) = (time.now(), now(), pageCount())
            let hasNews = state.withLock { state in
                let events = state.health.failed(error, pages: pages, now: clock, at: date)
                state.outbox += events.filter { $0.provider != provider.name || provider.selection.passes($0) }
                return !state.outbox.isEmpty
            }
            journal?.note(.init(schedule: record(next, of: provider)), of: provider.name)
            if hasNews || journal != nil { await announce([], needsCommit: hasNews) }
        }
    }

    private func take(_ provider: any StatusProvider, _ result: PollResult, _ plan: Plan) async {
        let name = provider.name
        let hasRecovered = recover(provider, result.move)
        guard let journal else {
            let events = Array(provider.selection.passing(deduplication.admit(result, from: name)[...]))
            _ = plan(interval(of: provider))
            let announced = events.isEmpty && !hasRecovered ? 0 : await announce(events, needsCommit: true)
            return read(name, result, announced: announced)
        }
        guard let before = await seen(of: name, for: result, from: journal) else {
            provider.forget()
            let next = plan(interval(of: provider))
            return journal.note(.init(schedule: record(next, of: provider)), of: name)
        }
        let proposal = deduplication.propose(result, to: before)
        let next = plan(interval(of: provider, with: proposal))
        let schedule = record(next, of: provider)
        var update = JournalTransaction.ProviderUpdate(schedule: schedule, lastGoodPoll: schedule == nil ? nil : now())
        if let memory = result.memory { update.memory = ProviderMemory(identity: provider.memoryIdentity, bytes: memory) }
        guard let proposal, proposal.isWorthKeeping else {
            if let proposal { deduplication.accept(proposal, from: name) }
            journal.note(update, of: name)
            return read(name, result, announced: hasRecovered ? await announce([], needsCommit: true) : 0)
        }
        update.seen = proposal.seen.encoded()
        var transaction = journal.transaction()
        transaction.providers[name] = update
        let events = Array(provider.selection.passing(proposal.events[...]))
        guard await announce(events, transaction) else {
            provider.forget()
            // When the page was asked is true all the same.
            return journal.note(.init(schedule: update.schedule), of: name)
        }
        deduplication.accept(proposal, from: name, isKept: journal.journal.isDurable)
        read(name, result, announced: events.count)
    }

    /// What was seen of a provider, brought back from the journal where that alone has it.
    ///
    /// - Returns: nil when the journal cannot be read now; the poll then counts for nothing.
    private func seen(of name: String, for result: PollResult, from journal: JournalKeeper) async -> SeenUpdates? {
        if result.isEmpty { return SeenUpdates() }
        if let here = deduplication.current(of: name) { return here }
        do throws(JournalError) {
            let kept = try await journal.journal.seen(of: name)
            let seen = kept.flatMap { try? SeenUpdates(encoded: $0) }
            if seen == nil { observer.recordUnreadable(name) }
            return seen ?? SeenUpdates()
        } catch {
            return nil
        }
    }

    private func read(_ name: String, _ result: PollResult, announced: Int) {
        if let move = result.move { observer.pageMoved(name, move) }
        if let url = result.movedTo { observer.sourceMoved(name, to: url) }
        observer.pollSucceeded(name, announced: announced)
    }

    /// - Returns: whether there is anything to announce or to keep of it.
    private func recover(_ provider: any StatusProvider, _ move: PageMove?) -> Bool {
        if move == nil, state.withLock({ $0.health.isClear && $0.outbox.isEmpty && $0.unkept.isEmpty }) { return false }
        let (clock, date) = (time.now(), now())
        return state.withLock { state in
            let events = state.health.succeeded(provider.name, move: move, now: clock, at: date)
            state.outbox += events.filter { $0.provider != provider.name || provider.selection.passes($0) }
            return !state.outbox.isEmpty || state.health.isChanged
        }
    }

    /// The interval that holds for a provider from now on, where it follows the page's news.
    ///
    /// - Parameter proposal: what a poll adds that is not kept yet.
    private func interval(of provider: any StatusProvider, with proposal: Deduplication.Proposal? = nil) -> Duration? {
        guard let adaptive = provider.adaptiveInterval else { return nil }
        let activity = proposal?.seen.activity ?? deduplication.activity(of: provider.name)
        return adaptive.interval(for: activity, at: now())
    }

    private func record(_ next: PollSchedule.NextPoll, of provider: any StatusProvider) -> ScheduleRecord? {
        guard let journal, journal.journal.isDurable else { return nil }
        return ScheduleRecord(
            due: now() + (next.wait ?? PollSchedule.goneWait).timeInterval, interval: next.interval ?? provider.pollInterval,
            failures: next.failures, identity: provider.memoryIdentity)
    }

    // MARK: Announcing

    /// Announces a page's events after those about pages that wait.
    ///
    /// - Returns: how many were announced.
    @discardableResult
    private func announce(_ events: [StatusEvent], needsCommit: Bool) async -> Int {
        guard let journal else {
            let all = state.withLock { state in
                defer { state.outbox.removeAll() }
                _ = state.health.takeChanges()
                return state.outbox + events
            }
            if !all.isEmpty { bus.publish(all) }
            return all.count
        }
        if !needsCommit {
            for (name, health) in state.withLock({ Self.takeChanges(&$0) }) { journal.note(.init(health: health), of: name) }
            return 0
        }
        let count = state.withLock { $0.outbox.count }
        return await announce(events, journal.transaction()) ? count + events.count : 0
    }

    /// Keeps a transaction, with it all that waits to be told about pages, and publishes what is new.
    private func announce(_ events: [StatusEvent], _ transaction: JournalTransaction) async -> Bool {
        guard let journal else { return false }
        let (outbox, changes) = state.withLock { state in
            defer { state.outbox.removeAll() }
            return (state.outbox, Self.takeChanges(&state))
        }
        var transaction = transaction
        transaction.events = outbox + events
        for (name, health) in changes { transaction.providers[name, default: .init()].health = health }
        let published = transaction.events
        do throws(JournalError) {
            try await journal.commit(transaction) { [bus] _ in
                if !published.isEmpty { bus.publish(published) }
            }
            return true
        } catch {
            state.withLock { state in
                state.outbox = outbox + state.outbox
                state.unkept = changes.merging(state.unkept) { _, later in later }
            }
            return false
        }
    }

    private static func takeChanges(_ state: inout State) -> [String: [UInt8]] {
        let changes = state.health.takeChanges()
        if state.unkept.isEmpty { return changes }
        defer { state.unkept.removeAll() }
        return state.unkept.merging(changes) { _, later in later }
    }

    /// Tells of pages that have been unreadable for long enough, and of what could not be kept before.
    func settle() async {
        let (clock, date) = (time.now(), now())
        let hasNews = state.withLock { state in
            if state.health.isWaiting { state.outbox += state.health.settle(now: clock, at: date) }
            return !state.outbox.isEmpty
        }
        if hasNews { await announce([], needsCommit: true) }
    }

    // MARK: Across restarts

    /// Puts back what the journal has of the providers that are watched.
    func restore(_ providers: [any StatusProvider]) async throws(JournalError) {
        guard let journal else { return }
        if let lastUse = try await journal.journal.lastUse() {
            let isSetBack = lastUse.timeIntervalSince(now()) > Self.clockTolerance
            state.withLock { $0.isClockSetBack = isSetBack }
        }
        let watched = Dictionary(providers.map { ($0.name, $0) }) { first, _ in first }
        try await journal.journal.providers { [self] name, record in
            if let provider = watched[name] { restore(record, of: provider) }
        }
    }

    private func restore(_ record: ProviderRecord, of provider: any StatusProvider) {
        let name = provider.name
        if let seen = record.seen {
            guard let seen = try? SeenUpdates(encoded: seen) else {
                // Validators without what was seen would hide what the page lists.
                return observer.recordUnreadable(name)
            }
            deduplication.restore(seen, of: name, isKept: journal?.journal.isDurable ?? false)
            if let memory = record.memory, memory.identity == provider.memoryIdentity {
                provider.restore(memory.bytes, lastGoodPoll: record.lastGoodPoll)
            }
        }
        let health = record.health.flatMap { try? SourceHealth(encoded: $0) }
        state.withLock { state in
            if let health { state.health.restore(health, of: name) }
            if let schedule = record.schedule, schedule.identity == provider.memoryIdentity { state.schedule[name] = schedule }
        }
    }

    /// Seconds by which a clock may be set back without being noticed.
    private static let clockTolerance = 60.0

    func remembered(_ provider: any StatusProvider) -> PollSchedule.NextPoll? {
        let (record, isClockSetBack) = state.withLock { ($0.schedule.removeValue(forKey: provider.name), $0.isClockSetBack) }
        guard let record else { return nil }
        var wait = Duration(timeInterval: min(max(record.due.timeIntervalSince(now()), 0), 48 * 3600))
        // A shorter interval holds from now on. By a clock that was set back a page would not be read for hours or days.
        let adapted = interval(of: provider)
        let interval = adapted ?? provider.pollInterval
        if record.interval > interval || isClockSetBack { wait = min(wait, interval) }
        return PollSchedule.NextPoll(wait: wait, failures: record.failures, interval: adapted)
    }

    var isReserving: Bool { journal?.journal.isDurable ?? false }

    func reserve(_ reservations: [PollReservation]) async -> Bool {
        guard let journal else { return true }
        let date = now()
        var transaction = journal.transaction()
        for reservation in reservations {
            let provider = reservation.provider
            transaction.providers[provider.name] = .init(
                schedule: ScheduleRecord(
                    due: date + reservation.wait.timeInterval, interval: reservation.interval, failures: reservation.failures,
                    identity: provider.memoryIdentity))
        }
        do throws(JournalError) { try await journal.commit(transaction) } catch { return false }
        return true
    }
}
