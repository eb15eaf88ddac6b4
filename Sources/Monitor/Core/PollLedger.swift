/// What the scheduler tells of its polls, and asks.
protocol PollLedger: Sendable {
    /// When a provider was due before a restart; nil when nothing is remembered.
    func remembered(_ provider: any StatusProvider) -> PollSchedule.NextPoll?

    /// Whether ``reserve(_:)`` has to succeed before a poll goes out.
    var isReserving: Bool { get }

    /// Keeps when each provider may be polled after the poll that is about to go out, so that a crash asks no page twice.
    ///
    /// - Returns: false when it could not be kept; the polls are then put off.
    func reserve(_ reservations: [PollReservation]) async -> Bool

    /// Takes what a poll came to. Called on the task that polled; polls of one provider never overlap.
    func take(_ provider: any StatusProvider, _ outcome: Result<PollResult, SourceError>, next: PollSchedule.NextPoll) async
}

/// A promise that a provider is not polled again before a time.
struct PollReservation: Sendable {
    var provider: any StatusProvider
    /// From now.
    var wait: Duration
    /// Failed polls in a row so far.
    var failures: Int
}

/// Hands outcomes on and remembers nothing.
struct ForgetfulLedger: PollLedger {
    let handler: Scheduler.Handler

    func remembered(_ provider: any StatusProvider) -> PollSchedule.NextPoll? { nil }
    var isReserving: Bool { false }
    func reserve(_ reservations: [PollReservation]) async -> Bool { true }
    func take(_ provider: any StatusProvider, _ outcome: Result<PollResult, SourceError>, next: PollSchedule.NextPoll) async {
        handler(provider, outcome)
    }
}
