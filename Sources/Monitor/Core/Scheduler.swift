import Synchronization

/// Polls every provider of a registry when it is due: from a heap, so that a waiting provider costs no task and no timer.
///
/// First polls are spread over the interval (a few go out at once), each wait has a jitter of ±10 %, errors back off to an hour and
/// never give up, `Retry-After` and `max-age` are obeyed to 24 hours, and a page that is gone (410) is left alone.
public final class Scheduler: Sendable {
    /// Takes what a poll came to. Called on the task that polled; polls of one provider never overlap.
    public typealias Handler = @Sendable (_ provider: any StatusProvider, _ outcome: Result<PollResult, SourceError>) -> Void

    private struct Job {
        var slot: PollSchedule.Slot
        var provider: any StatusProvider
    }

    private struct State {
        var schedule: PollSchedule
        var providers: [any StatusProvider] = []
        /// Workers that are polling; each takes the next due provider when it is done with one.
        var active = 0
        /// The loop of ``run()``, when it waits.
        var waiting: CheckedContinuation<Void, Never>?
        /// Something happened while the loop did not wait.
        var isWoken = false
        /// The deadline that the timer sleeps for; nil when there is no timer.
        var deadline: Duration?
        var timer: Task<Void, Never>?
        /// Tells the timers apart.
        var timerNumber = 0
        /// Rounds of the loop.
        var turns = 0
        /// Polls that have ended.
        var polls = 0
    }

    private let registry: ProviderRegistry
    private let time: Timekeeper
    private let maximumConcurrentPolls: Int
    private let ledger: any PollLedger
    /// Guards all of the schedule; held for a few instructions, never while a poll or the handler runs.
    private let state: Mutex<State>

    /// - Parameters:
    ///   - maximumConcurrentPolls: polls under way at one time. Transfers have a cap of their own.
    ///   - random: the source of jitter and of the first polls' places.
    public convenience init<C: Clock>(
        registry: ProviderRegistry, clock: C, maximumConcurrentPolls: Int = 32,
        random: any RandomNumberGenerator & Sendable = SplitMix64(), handler: @escaping Handler
    ) where C.Duration == Duration {
        self.init(
            registry: registry, time: Timekeeper(clock), maximumConcurrentPolls: maximumConcurrentPolls, random: random,
            ledger: ForgetfulLedger(handler: handler))
    }

    init(
        registry: ProviderRegistry, time: Timekeeper, maximumConcurrentPolls: Int, random: any RandomNumberGenerator & Sendable,
        ledger: any PollLedger
    ) {
        self.registry = registry
        self.time = time
        self.maximumConcurrentPolls = max(1, maximumConcurrentPolls)
        self.ledger = ledger
        state = Mutex(State(schedule: PollSchedule(random: random)))
    }

    /// Polls until the task is cancelled. Polls under way are then cancelled too and what they give is handed on, errors left out.
    /// To be called once.
    public func run() async {
        let (providers, token) = registry.observe { [weak self] provider in self?.add(provider) }
        for provider in providers { add(provider) }
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let jobs = takeDue()
                guard await reserve(for: jobs) else { continue }
                for job in jobs { group.addTask { await self.work(job) } }
                await waitForChange()
            }
            group.cancelAll()
        }
        registry.stopObserving(token)
        state.withLock { state in
            state.timerNumber += 1
            state.deadline = nil
            return state.timer.take()
        }?.cancel()
    }

    private func add(_ provider: any StatusProvider) {
        let now = time.now()
        let remembered = ledger.remembered(provider)
        state.withLock { state -> CheckedContinuation<Void, Never>? in
            _ = state.schedule.add(
                name: provider.name, interval: provider.pollInterval, floor: provider.adaptiveInterval?.busy, now: now,
                remembered: remembered)
            state.providers.append(provider)
            return Self.wake(&state)
        }?.resume()
    }

    /// Takes as many due providers as there are places free, and sets the timer for the next one.
    private func takeDue() -> [Job] {
        let now = time.now()
        let (jobs, replaced) = state.withLock { state in
            state.turns += 1
            var jobs: [Job] = []
            while state.active < maximumConcurrentPolls, let slot = state.schedule.takeDue(now: now) {
                state.active += 1
                jobs.append(Job(slot: slot, provider: state.providers[slot]))
            }
            return (jobs, setTimer(&state))
        }
        replaced?.cancel()
        return jobs
    }

    /// Keeps, before polls go out, when their providers may be polled again. What could not be kept is put off.
    private func reserve(for jobs: [Job]) async -> Bool {
        guard ledger.isReserving, !jobs.isEmpty else { return true }
        let now = time.now()
        let (wanted, providers) = state.withLock { state in
            let wanted = state.schedule.reservations(for: jobs.map(\.slot), now: now)
            return (wanted, wanted.map { state.providers[$0.slot] })
        }
        if wanted.isEmpty { return true }
        let isKept = await ledger.reserve(
            zip(wanted, providers).map { PollReservation(provider: $1, wait: $0.until - now, interval: $0.interval, failures: $0.failures) }
        )
        let later = time.now()
        state.withLock { state in
            if isKept {
                state.schedule.reserved(wanted)
                for job in jobs { state.schedule.begin(job.slot, now: later) }
            } else {
                for job in jobs { state.schedule.postpone(job.slot, now: later) }
                state.active -= jobs.count
            }
        }
        return isKept
    }

    /// One worker: polls a provider, then the next that is due, and ends when none is.
    private func work(_ first: Job) async {
        var next: Job? = first
        while let job = next {
            let outcome: Result<PollResult, SourceError>
            do throws(SourceError) {
                outcome = .success(try await job.provider.poll())
            } catch {
                outcome = .failure(error)
            }
            let now = time.now()
            let plan: PollLedger.Plan = { interval in
                self.state.withLock { $0.schedule.decide(job.slot, Self.meaning(outcome), interval: interval, now: now) }
            }
            if case .failure = outcome, Task.isCancelled { _ = plan(nil) } else { await ledger.take(job.provider, outcome, plan: plan) }
            next = finished(job)
        }
    }

    private func finished(_ job: Job) -> Job? {
        let isCancelled = Task.isCancelled
        let isReserving = ledger.isReserving
        let now = time.now()
        let (next, loop) = state.withLock { state -> (Job?, CheckedContinuation<Void, Never>?) in
            state.polls += 1
            state.schedule.putBack(job.slot, now: now)
            var next: Job?
            // What is not reserved goes through the loop, which reserves for many at once.
            let mayTake = !isReserving || state.schedule.nextSlot.map { state.schedule.isReserved($0, now: now) } ?? false
            if !isCancelled, mayTake, let slot = state.schedule.takeDue(now: now) {
                next = Job(slot: slot, provider: state.providers[slot])
            } else {
                state.active -= 1
            }
            guard state.active < maximumConcurrentPolls, let due = state.schedule.nextDue else { return (next, nil) }
            // The loop must look again only when the timer would come too late.
            if let deadline = state.deadline, deadline <= due { return (next, nil) }
            return (next, Self.wake(&state))
        }
        loop?.resume()
        return next
    }

    private static func meaning(_ outcome: Result<PollResult, SourceError>) -> PollSchedule.Outcome {
        switch outcome {
        case .success(let result): .success(freshFor: result.freshFor)
        case .failure(let error): error.code == .gone ? .gone : .failure(retryAfter: error.retryAfter)
        }
    }
}

// MARK: Waiting

extension Scheduler {
    /// How often the loop of ``run()`` looked what is due. Each look is a job on the executor that the caller of ``run()`` prefers, so
    /// that a number that grows is proof of both.
    public var turns: Int { state.withLock { $0.turns } }

    /// Polls that have ended so far, well or not.
    public var polls: Int { state.withLock { $0.polls } }

    /// Makes the loop look soon, though nothing may be due. Does not wait for it.
    public func wake() { state.withLock { Self.wake(&$0) }?.resume() }

    /// Suspends the loop until the timer, a new provider or a finished poll wakes it, or the task is cancelled.
    private func waitForChange() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    if state.isWoken || Task.isCancelled {
                        state.isWoken = false
                        return true
                    }
                    state.waiting = continuation
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            state.withLock { Self.wake(&$0) }?.resume()
        }
    }

    private static func wake(_ state: inout State) -> CheckedContinuation<Void, Never>? {
        guard let waiting = state.waiting.take() else {
            state.isWoken = true
            return nil
        }
        return waiting
    }

    /// Makes the one timer sleep until the next provider is due. Without a free place none is needed: a finished poll looks.
    ///
    /// - Returns: the timer to cancel, if another took its place.
    private func setTimer(_ state: inout State) -> Task<Void, Never>? {
        guard state.active < maximumConcurrentPolls, let due = state.schedule.nextDue else { return nil }
        if let deadline = state.deadline, deadline <= due { return nil }
        let replaced = state.timer
        state.timerNumber += 1
        state.deadline = due
        let number = state.timerNumber
        state.timer = Task { [time, weak self] in
            try? await time.sleep(due)
            self?.timerFired(number)
        }
        return replaced
    }

    private func timerFired(_ number: Int) {
        state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.timerNumber == number else { return nil }
            state.deadline = nil
            state.timer = nil
            return Self.wake(&state)
        }?.resume()
    }
}
