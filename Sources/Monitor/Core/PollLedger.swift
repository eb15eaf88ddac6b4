/// What the scheduler tells of its polls, and asks.
protocol PollLedger: Sendable {
    typealias Plan = @Sendable (_ interval: Duration?) -> PollSchedule.NextPoll

    /// When a provider was due before a restart; nil when nothing is remembered.
    func remembered(_ provider: any StatusProvider) -> PollSchedule.NextPoll?

    /// Whether ``reserve(_:)`` has to succeed before a poll goes out.
    var isReserving: Bool { get }

    /// Keeps when each provider may be polled after the poll that is about to go out, so that a crash asks no page twice.
    ///
    /// - Returns: false when it could not be kept; the polls are then put off.
    func reserve(_ reservations: [PollReservation]) async -> Bool

    /// Takes what a poll came to. Called on the task that polled; polls of one provider never overlap.
    ///
    /// - Parameter plan: decides when the next poll is, at the interval that holds from now on, nil for the same. To be called once.
    func take(_ provider: any StatusProvider, _ outcome: Result<PollResult, SourceError>, plan: Plan) async
}

/// A promise that a provider is not polled again before a time.
struct PollReservation: Sendable {
    var provider: any StatusProvider
    /// From now.
    var wait: Duration
    /// Between two polls, as it is now.
    var interval: Duration
    /// Failed polls in a row so far.
    var failures: Int
}

/// Hands outcomes on and remembers nothing.
struct ForgetfulLedger: PollLedger {
    let handler: Scheduler.Handler

    func remembered(_ provider: any StatusProvider) -> PollSchedule.NextPoll? { nil }
    var isReserving: Bool { false }
    func reserve(_ reservations: [PollReservation]) async -> Bool { true }
    func take(_ provider: any StatusProvider, _ outcome: Result<PollResult, SourceError>, plan: Plan) async {
        _ = plan(nil)
        handler(provider, outcome)
    }
}
