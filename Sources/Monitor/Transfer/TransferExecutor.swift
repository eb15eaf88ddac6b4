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
/// A turn begins when there is work, and lasts while transfers are under way: it waits for their sockets itself, and the queue's thread with it, for
/// between two answers a way through Dispatch's manager thread and back costs four switches of context. With nothing under way it ends, and a
/// dispatch source on the same sockets begins the next.
///
/// The executor outlives its engine: tasks that are resumed by the engine's end still run.
public final class TransferExecutor: TaskExecutor, @unchecked Sendable {
    // Unchecked: `jobs`, `batch` and `loop` are touched in a turn alone, and turns run on the serial queue alone.

    /// What other threads leave for the next turn.
    private struct Inbox {
        var jobs: [UnownedJob] = []
        var commands: [Command] = []
        var turn = Turn.none
    }

    /// Where the turn is, as other threads need to know it.
    private enum Turn {
        /// There is none: one must be put on the queue.
        case none
        /// It is on the queue, and will read the inbox.
        case due
        /// It will read the inbox before it waits or ends.
        case running
        /// It waits for sockets, and must be woken.
        case waiting(Waker)
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
        let turn = inbox.withLock { inbox in
            put(&inbox)
            let turn = inbox.turn
            switch turn {
            case .none: inbox.turn = .due
            case .waiting: inbox.turn = .running
            case .due, .running: break
            }
            return turn
        }
        switch turn {
        case .none: queue.async { self.turn() }
        case .waiting(let waker): waker.wake()
        case .due, .running: break
        }
    }

    /// Works until nothing is under way.
    ///
    /// - Parameter socketsAreReady: the sockets' set says so. Unless it is asked it says so again and again.
    func turn(socketsAreReady: Bool = false) {
        turnThread.store(UInt(pthread_self()), ordering: .relaxed)
        defer { turnThread.store(0, ordering: .relaxed) }
        if socketsAreReady { loop?.step(.isTold) }
        while true {
            switch takeInbox(or: rest) {
            case .none: return
            case .waiting: loop?.step(.waits)
            case .due, .running:
                runJobs()
                loop?.step(.ifDue)
            }
        }
    }

    /// How the turn goes on if nobody left anything.
    private var rest: Turn {
        guard jobs.isEmpty else { return .running }
        guard let loop else { return .none }
        guard loop.isAtRest else { return .running }
        if loop.hasRunning, let waker = loop.sockets.waker { return .waiting(waker) }
        loop.settle()
        return .none
    }

    /// Takes what other threads left, and returns how the turn goes on: so if that is nothing, which other threads know from then on.
    private func takeInbox(or rest: Turn) -> Turn {
        let (newJobs, commands) = inbox.withLock { inbox in
            if inbox.jobs.isEmpty && inbox.commands.isEmpty {
                inbox.turn = rest
                return ([UnownedJob](), [Command]())
            }
            defer {
                inbox.turn = .running
                inbox.jobs = []
                inbox.commands = []
            }
            return (inbox.jobs, inbox.commands)
        }
        if newJobs.isEmpty && commands.isEmpty { return rest }
        jobs.append(contentsOf: newJobs)
        for command in commands { carryOut(command) }
        return .running
    }

    /// Runs what is enqueued now; what these jobs enqueue comes after the sockets had their turn.
    private func runJobs() {
        if jobs.isEmpty { return }
        swap(&jobs, &batch)
        for job in batch { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
        batch.removeAll(keepingCapacity: batch.count < 4_096)
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
