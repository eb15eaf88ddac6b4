/// Is told what the pipeline does beside handing out events: for logs and measurements. Called from many tasks; it must not block.
public protocol PipelineObserver: Sendable {
    /// A poll read its page; `announced` events went to the bus.
    func pollSucceeded(_ provider: String, announced: Int)
    func pollFailed(_ error: SourceError)
    /// A page moved for good; the configuration should name the new address.
    func sourceMoved(_ provider: String, to url: String)
    /// A page is another one now, found by detection; the configuration should name its address.
    func pageMoved(_ provider: String, _ move: PageMove)
    /// A consumer was too slow and lost `count` events.
    func consumerMissed(_ consumer: String, count: Int)
    /// A delivery failed and is tried again after `delay`.
    func deliveryFailed(_ consumer: String, events: Int, error: any Error, retryIn delay: Duration)
    /// A delivery was refused for good; its events are not delivered.
    func deliveryRefused(_ consumer: String, events: Int, error: DeliveryError)
    /// A consumer has ended: at shutdown, with what it did not deliver in time, or because its receiver is gone.
    func consumerEnded(_ consumer: String, undelivered: Int, error: DeliveryError?)
    /// The journal could not be written to: nothing is announced until it can be again. Called for each try that fails.
    func journalFailed(_ failure: JournalHealth.Failure)
    func journalRecovered(after failure: JournalHealth.Failure)
    func journalPruned(_ pruning: JournalPruning)
    /// What the journal has of a provider cannot be read; the provider starts anew.
    func recordUnreadable(_ provider: String)
}

extension PipelineObserver {
    public func pollSucceeded(_ provider: String, announced: Int) {}
    public func pollFailed(_ error: SourceError) {}
    public func sourceMoved(_ provider: String, to url: String) {}
    public func pageMoved(_ provider: String, _ move: PageMove) {}
    public func consumerMissed(_ consumer: String, count: Int) {}
    public func deliveryFailed(_ consumer: String, events: Int, error: any Error, retryIn delay: Duration) {}
    public func deliveryRefused(_ consumer: String, events: Int, error: DeliveryError) {}
    public func consumerEnded(_ consumer: String, undelivered: Int, error: DeliveryError?) {}
    public func journalFailed(_ failure: JournalHealth.Failure) {}
    public func journalRecovered(after failure: JournalHealth.Failure) {}
    public func journalPruned(_ pruning: JournalPruning) {}
    public func recordUnreadable(_ provider: String) {}
}

/// Looks away.
public struct SilentObserver: PipelineObserver {
    public init() {}
}
