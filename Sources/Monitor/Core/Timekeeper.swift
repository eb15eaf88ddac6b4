/// A clock behind two closures, so that what runs on it is compiled once and not for each kind of clock.
public struct Timekeeper: Sendable {
    /// The time since this value was made.
    public let now: @Sendable () -> Duration
    /// Sleeps until that much time has passed since this value was made.
    public let sleep: @Sendable (_ until: Duration) async throws -> Void

    public init<C: Clock>(_ clock: C) where C.Duration == Duration {
        let start = clock.now
        now = { start.duration(to: clock.now) }
        sleep = { try await clock.sleep(until: start.advanced(by: $0), tolerance: nil) }
    }

    /// Sleeps for that long.
    public func sleep(for duration: Duration) async throws { try await sleep(now() + duration) }
}
