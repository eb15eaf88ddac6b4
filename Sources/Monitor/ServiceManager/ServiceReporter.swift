import Synchronization

/// A loop that a service manager watches over.
public protocol SupervisedLoop: Sendable {
    /// Turns so far. A turn counts only when the loop did its round, not when somebody else says that it could.
    var turns: Int { get }
    /// Makes the loop take a turn soon, though there may be nothing to do. Does not wait for it.
    func wake()
    /// How the loop does, in one line for people.
    var status: String { get }
}

/// Tells the service manager that the program is ready, how it does, that it ends, and, as long as its loop turns, that it is alive.
///
/// The watchdog is fed at half of its time, as sd_watchdog_enabled(3) advises, and only when the loop took a turn since it was fed last:
/// the loop is woken at each feed and has until the next one. A loop that stands still is so found out within one and a half times
/// the watchdog's time, and the service manager starts the program anew.
///
/// To be run on another executor than the loop's, for it has to say so when that one is stuck.
public final class ServiceReporter: Sendable {
    private struct State {
        /// Whether the service manager has taken in that the program is ready.
        var isReady = false
        var toldStatus: String?
        /// Turns when the watchdog was fed last.
        var fedTurns: Int
        var isStandingStill = false
        var isStopping = false
        /// What went wrong last, so that it is said once.
        var toldError: NotificationError?
    }

    private let socket: NotificationSocket
    private let watchdog: Duration?
    private let loop: any SupervisedLoop
    private let pause: @Sendable () async throws -> Void
    private let report: @Sendable (_ problem: String) -> Void
    /// Guards what was told: ``run()`` and ``stop()`` are called on different tasks. Held while a datagram is sent, which does not wait, so
    /// that nothing is told after the end.
    private let state: Mutex<State>

    /// How often the status is looked at where there is no watchdog.
    public static let statusInterval = Duration.seconds(30)

    /// - Parameters:
    ///   - watchdog: the time in which the service manager wants to hear, see ``watchdogTime(environment:process:)``.
    ///   - report: takes what went wrong, in words.
    public init<C: Clock>(
        socket: NotificationSocket, watchdog: Duration?, loop: any SupervisedLoop, clock: C,
        report: @escaping @Sendable (_ problem: String) -> Void
    ) where C.Duration == Duration {
        self.socket = socket
        self.watchdog = watchdog
        self.loop = loop
        self.report = report
        let interval = watchdog.map { $0 / 2 } ?? Self.statusInterval
        pause = { try await clock.sleep(until: clock.now.advanced(by: interval), tolerance: nil) }
        state = Mutex(State(fedTurns: loop.turns))
    }

    /// The time in which the service manager wants to hear from this process, of `$WATCHDOG_USEC` and `$WATCHDOG_PID` (sd_watchdog_enabled(3)).
    ///
    /// - Returns: nil when there is no watchdog, or when it is meant for another process.
    /// - Throws: when the variables are not numbers, for not to feed a watchdog means to be ended by it.
    public static func watchdogTime(environment: [String: String], process: Int32) throws(NotificationError) -> Duration? {
        guard let text = environment["WATCHDOG_USEC"] else { return nil }
        if let owner = environment["WATCHDOG_PID"] {
            guard let number = Int32(owner) else { throw NotificationError(socket: "WATCHDOG_PID", detail: "\"\(owner)\" is no process") }
            if number != process { return nil }
        }
        guard let time = Int64(text), time > 0 else {
            throw NotificationError(socket: "WATCHDOG_USEC", detail: "\"\(text)\" are no microseconds")
        }
        return .microseconds(time)
    }

    /// Says that the program is ready, and then how it does, until the task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            tell()
            loop.wake()
            do { try await pause() } catch { return }
        }
    }

    /// Says that the program begins to end. Nothing else is told from then on.
    public func stop() {
        state.withLock { state in
            if state.isStopping { return }
            state.isStopping = true
            _ = send([.stopping, .status("stopping")], &state)
        }
    }

    private func tell() {
        state.withLock { state in
            if state.isStopping { return }
            var news: [NotificationSocket.Notification] = []
            if !state.isReady { news.append(.ready) }
            if watchdog != nil, hasTurned(&state) { news.append(.watchdog) }
            let status = loop.status
            if status != state.toldStatus { news.append(.status(status)) }
            guard !news.isEmpty, send(news, &state) else { return }
            state.isReady = true
            state.toldStatus = status
        }
    }

    /// Whether the loop took a turn since the last time that it did.
    private func hasTurned(_ state: inout State) -> Bool {
        let turns = loop.turns
        if turns != state.fedTurns {
            state.fedTurns = turns
            state.isStandingStill = false
            return true
        }
        // Before the first pause nobody has asked it to.
        if state.isReady, !state.isStandingStill {
            state.isStandingStill = true
            report("the poll loop stands still; the service manager's watchdog is not fed until it turns again")
        }
        return false
    }

    private func send(_ news: [NotificationSocket.Notification], _ state: inout State) -> Bool {
        do throws(NotificationError) {
            try socket.send(news)
            state.toldError = nil
            return true
        } catch {
            if state.toldError != error { report(error.description) }
            state.toldError = error
            return false
        }
    }
}
