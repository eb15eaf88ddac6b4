import Logging
import Monitor
import Synchronization

/// Tells in the log what the pipeline does: a failing page once when it begins to fail and once when it is well again, all else in debug.
struct LoggingObserver: PipelineObserver {
    private let logger: Logger
    private let failing = FailingProviders()

    init(logger: Logger) { self.logger = logger }

    func pollSucceeded(_ provider: String, announced: Int) {
        if failing.remove(provider) { logger.notice("\(provider): readable again") }
        logger.debug("\(provider): read", metadata: ["events": "\(announced)"])
    }

    func pollFailed(_ error: SourceError) {
        // A page that stays down would otherwise fill the disk with one sentence.
        let level: Logger.Level = failing.insert(error.provider, error.detail) ? .warning : .debug
        logger.log(level: level, "\(error)")
    }

    func sourceMoved(_ provider: String, to url: String) {
        logger.notice("\(provider): the page has moved for good to \(url); the configuration should name that address")
    }

    func pageMoved(_ provider: String, _ move: PageMove) {
        logger.warning("\(provider): the page \(move.sentence); the configuration should name the new address")
    }

    func consumerMissed(_ consumer: String, count: Int) {
        logger.error("\(consumer): too slow, \(count) events are lost to it")
    }

    func deliveryFailed(_ consumer: String, events: Int, error: any Error, retryIn delay: Duration) {
        logger.warning("\(consumer): cannot deliver \(events) events: \(error); again in \(delay.formatted)")
    }

    func deliveryRefused(_ consumer: String, events: Int, error: DeliveryError) {
        logger.error("\(consumer): \(events) events are refused for good: \(error)")
    }

    func consumerEnded(_ consumer: String, undelivered: Int, error: DeliveryError?) {
        if let error { logger.debug("\(consumer): ended: \(error)") }
        if undelivered > 0, error?.code != .closed { logger.error("\(consumer): ended with \(undelivered) events undelivered") }
    }

    func journalFailed(_ failure: JournalHealth.Failure) {
        // Each try fails the same way; the first says it.
        logger.log(
            level: failure.attempts == 1 ? .error : .debug,
            "the journal cannot be written, so nothing is polled or announced: \(failure.error)")
    }

    func journalRecovered(after failure: JournalHealth.Failure) {
        logger.notice("the journal can be written again", metadata: ["since": "\(RFC3339.string(from: failure.since))"])
    }

    func journalPruned(_ pruning: JournalPruning) {
        if pruning.isStillTooLarge {
            logger.warning("the journal is larger than it may be (journal: maximum_size): what is left was not delivered yet, or is needed")
        }
        for consumer in pruning.consumers { logger.notice("\(consumer): is configured no more and is forgotten") }
        logger.debug(
            "journal pruned",
            metadata: ["events": "\(pruning.events)", "dead letters": "\(pruning.deadLetters)", "pages": "\(pruning.providers)"])
    }

    func recordUnreadable(_ provider: String) {
        logger.error("\(provider): what the journal has of it cannot be read; it begins anew, and what is open is announced again")
    }

    /// The pages that fail now, with what was said of them last.
    private final class FailingProviders: Sendable {
        /// Guards the dictionary: polls end on many tasks.
        private let details = Mutex<[String: String]>([:])

        /// - Returns: whether this is news.
        func insert(_ provider: String, _ detail: String) -> Bool {
            details.withLock { $0.updateValue(detail, forKey: provider) != detail }
        }

        func remove(_ provider: String) -> Bool {
            details.withLock { $0.isEmpty ? false : $0.removeValue(forKey: provider) != nil }
        }
    }
}

extension Duration {
    /// Whole seconds, as the log shows them.
    fileprivate var formatted: String { "\(components.seconds) s" }
}
