import FoundationEssentials
import Synchronization

/// Writes to the journal on behalf of polls and consumers.
///
/// What has to be kept before anything follows from it is committed at once. What a restart could do without for some seconds (due times
/// after a 304, validators) waits, and goes along with the next commit or in one of its own every few seconds. While commits fail nothing
/// moves: the caller is told, what waits goes on waiting, and another try is made with back-off, by whoever comes first.
final class JournalKeeper: Sendable {
    private struct State {
        var waiting: JournalTransaction
        var failure: JournalHealth.Failure?
        /// When a commit may be tried again.
        var nextTry = Duration.zero
        var position: JournalPosition
        var byteCount = 0
    }

    let journal: any Journal
    let time: Timekeeper
    private let now: @Sendable () -> Date
    private let observer: any PipelineObserver
    /// Guards what waits and what is known of the journal; never held while it is asked.
    private let state: Mutex<State>

    static let shortestRetry = Duration.seconds(1)
    static let longestRetry = Duration.seconds(30)

    init(
        _ journal: any Journal, position: JournalPosition, time: Timekeeper, now: @escaping @Sendable () -> Date,
        observer: any PipelineObserver
    ) {
        self.journal = journal
        self.time = time
        self.now = now
        self.observer = observer
        state = Mutex(State(waiting: JournalTransaction(time: now()), position: position))
    }

    // MARK: Committing

    func transaction() -> JournalTransaction { JournalTransaction(time: now()) }

    /// Keeps a transaction, and with it all that waits.
    ///
    /// - Parameter publish: see ``Journal/commit(_:whenDone:)``.
    /// - Throws: the reason when nothing was kept; at once while the journal is left alone after a failure.
    func commit(
        _ transaction: JournalTransaction, publish: @escaping @Sendable (UInt64) -> Void = { _ in }
    ) async throws(JournalError) {
        let clock = time.now()
        let (waiting, failure) = state.withLock { state -> (JournalTransaction, JournalError?) in
            if let failure = state.failure, clock < state.nextTry { return (transaction, failure.error) }
            // Two tries at once would each count as a failure.
            if state.failure != nil { state.nextTry = clock + Self.shortestRetry }
            defer { state.waiting = self.transaction() }
            return (state.waiting, nil)
        }
        if let failure { throw failure }
        var whole = waiting
        whole.merge(transaction)
        let hasEvents = !whole.events.isEmpty
        if hasEvents { CrashPoint.reach(.beforeCommit) }
        do throws(JournalError) {
            try await journal.commit(whole) { sequence in
                if hasEvents { CrashPoint.reach(.afterCommit) }
                publish(sequence)
                if hasEvents { CrashPoint.reach(.afterPublish) }
            }
        } catch {
            failed(error, waiting)
            throw error
        }
        succeeded(whole)
    }

    /// Lets something wait for the next commit.
    func note(_ transaction: JournalTransaction) { state.withLock { $0.waiting.merge(transaction) } }

    func note(_ update: JournalTransaction.ProviderUpdate, of provider: String) {
        state.withLock { $0.waiting.providers[provider, default: .init()].merge(update) }
    }

    /// Keeps a transaction without events now if that is possible, else as soon as it is.
    func keep(_ transaction: JournalTransaction) async {
        do throws(JournalError) { try await commit(transaction) } catch { note(transaction) }
    }

    /// Commits what waits, if anything does.
    func flush() async {
        if state.withLock({ $0.waiting.isEmpty && $0.failure == nil }) { return }
        try? await commit(transaction())
    }

    private func failed(_ error: JournalError, _ waiting: JournalTransaction) {
        let clock = time.now()
        let failure = state.withLock { state in
            // What came to wait meanwhile is later.
            var restored = waiting
            restored.merge(state.waiting)
            state.waiting = restored
            var failure = state.failure ?? JournalHealth.Failure(error: error, since: now(), attempts: 0)
            failure.error = error
            failure.attempts += 1
            var delay = Self.shortestRetry
            for _ in 1..<max(2, min(failure.attempts, 10)) where failure.attempts > 1 { delay = min(delay * 2, Self.longestRetry) }
            state.nextTry = clock + delay
            state.failure = failure
            return failure
        }
        observer.journalFailed(failure)
    }

    private func succeeded(_ transaction: JournalTransaction) {
        let failure = state.withLock { state in
            state.position.nextSequence += UInt64(transaction.events.count)
            for (name, cursor) in transaction.cursors { state.position.cursors[name] = cursor }
            return state.failure.take()
        }
        if let failure { observer.journalRecovered(after: failure) }
    }

    // MARK: Reading

    /// Where a consumer reads on; the end for one that is new, noted so that its place is kept with the next commit.
    func cursor(of consumer: String) -> UInt64 {
        state.withLock { state in
            if let cursor = state.position.cursors[consumer] { return cursor }
            let end = state.position.nextSequence
            state.position.cursors[consumer] = end
            state.waiting.cursors[consumer] = end
            return end
        }
    }

    /// What a consumer kept for a key, though it may still wait to be committed; nil when there is none.
    func remembered(for key: String, by consumer: String) async throws(JournalError) -> String? {
        let waiting = state.withLock { $0.waiting.memories.last { $0.consumer == consumer && $0.key == key } }
        if let waiting { return waiting.text }
        return try await journal.remembered(for: key, by: consumer)
    }

    var health: JournalHealth {
        state.withLock { state in
            let next = state.position.nextSequence
            return JournalHealth(
                isDurable: journal.isDurable, failure: state.failure, byteCount: state.byteCount, lastSequence: next - 1,
                lags: state.position.cursors.mapValues { next - min($0, next) })
        }
    }

    // MARK: Pruning

    /// How long events are kept, and within what size.
    struct Retention: Sendable {
        var keep: Duration
        var maximumBytes: Int
        var forgetConsumersAfter: Duration
    }

    func prune(_ retention: Retention, providers: Set<String>, consumers: Set<String>) async {
        let time = now()
        let rule = JournalRetention(
            keepSince: time - retention.keep.timeInterval, maximumBytes: retention.maximumBytes, providers: providers, consumers: consumers,
            forgetConsumersBefore: time - retention.forgetConsumersAfter.timeInterval, now: time)
        guard let pruning = try? await journal.prune(rule) else { return }
        let size = await journal.byteCount()
        state.withLock { state in
            state.byteCount = size
            for name in pruning.consumers { state.position.cursors[name] = nil }
        }
        observer.journalPruned(pruning)
    }
}

extension Duration {
    /// In seconds, as dates count.
    var timeInterval: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }

    init(timeInterval: Double) { self = .milliseconds(Int64((timeInterval * 1000).rounded())) }
}
