internal import CEpoll
internal import Dispatch
internal import Synchronization

/// Runs Swift jobs on the engine's own serial queue.
///
/// Under `withTaskExecutorPreference(engine.executor)` what follows a transfer (reading its answer, the next fetch) runs where
/// the transfer ended, with no change of thread: a job that is enqueued on the queue goes to a list that the same turn drains;
/// one from elsewhere goes to the inbox, and one wake-up serves all that come until it is read. Jobs must not block, and work
/// of many milliseconds belongs elsewhere, for all transfers wait meanwhile.
///
/// The executor outlives its engine: tasks that are resumed by the engine's end still run.
public final class TransferExecutor: TaskExecutor, @unchecked Sendable {
    // Unchecked: `jobs`, `batch` and `loop` are touched in a turn alone, and turns run on the serial queue alone.

    /// What other threads leave for the next turn.
    private struct Inbox {
        var jobs: [UnownedJob] = []
        var commands: [Command] = []
        var turnIsDue = false
    }

    @safe enum Command {
        case submit(Transfer)
        case cancel(Transfer)
        case stop(UnsafeContinuation<Void, Never>?)
        case report(UnsafeContinuation<TransferStatistics, Never>)
    }

    let queue = DispatchQueue(label: "status-monitor.transfer")
    private let inbox = OrderedMutex(Inbox())
    /// The thread that is in a turn; 0 for none. Only that thread ever reads its own number here.
    private let turnThread = Atomic<UInt>(0)
    private var jobs: [UnownedJob] = []
    private var batch: [UnownedJob] = []
    private var loop: TransferLoop?

    /// After so many rounds the turn ends, so that the queue's other work has its turn too.
    private static let roundsPerTurn = 256

    init() {}

    /// Whether the caller runs within a turn, on the queue.
    var isOnQueue: Bool { turnThread.load(ordering: .relaxed) == UInt(pthread_self()) }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isOnQueue {
            jobs.append(job)
        } else {
            post { $0.jobs.append(job) }
        }
    }

    func send(_ command: Command) {
        if isOnQueue {
            carryOut(command)
        } else {
            post { $0.commands.append(command) }
        }
    }

    /// Gives the executor its loop, before anything else can know of either.
    func adopt(_ loop: TransferLoop) {
        self.loop = loop
    }

    private func post(_ put: (inout Inbox) -> Void) {
        let mustWake = inbox.withLock { inbox in
            put(&inbox)
            defer { inbox.turnIsDue = true }
            return !inbox.turnIsDue
        }
        if mustWake { queue.async { self.turn() } }
    }

    /// Works until nothing is left that can be done without waiting.
    func turn() {
        turnThread.store(UInt(pthread_self()), ordering: .relaxed)
        defer { turnThread.store(0, ordering: .relaxed) }
        for _ in 0..<Self.roundsPerTurn {
            let read = readInbox()
            let ran = runJobs()
            let moved = loop?.step() ?? false
            if !(read || ran || moved) && jobs.isEmpty {
                loop?.settle()
                return
            }
        }
        queue.async { self.turn() }
    }

    private func readInbox() -> Bool {
        let (newJobs, commands) = inbox.withLock { inbox in
            inbox.turnIsDue = false
            if inbox.jobs.isEmpty && inbox.commands.isEmpty { return ([UnownedJob](), [Command]()) }
            defer {
                inbox.jobs = []
                inbox.commands = []
            }
            return (inbox.jobs, inbox.commands)
        }
        jobs.append(contentsOf: newJobs)
        for command in commands { carryOut(command) }
        return !newJobs.isEmpty || !commands.isEmpty
    }

    /// Runs what is enqueued now; what these jobs enqueue comes after the sockets had their turn.
    private func runJobs() -> Bool {
        if jobs.isEmpty { return false }
        swap(&jobs, &batch)
        for job in batch { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
        batch.removeAll(keepingCapacity: batch.count < 4_096)
        return true
    }

    private func carryOut(_ command: Command) {
        switch command {
        case .submit(let transfer):
            if let loop { loop.submit(transfer) } else { transfer.refuse(.engineStopped) }
        case .cancel(let transfer): loop?.cancel(transfer)
        case .stop(let continuation):
            guard let loop else {
                unsafe continuation?.resume()
                return
            }
            self.loop = nil
            loop.stop { unsafe continuation?.resume() }
        case .report(let continuation): unsafe continuation.resume(returning: loop?.statistics ?? TransferStatistics())
        }
    }
}
