import CEpoll
import Dispatch
import Glibc

/// One run of a program. Confined to a serial queue of its own.
///
/// The program's end and its pipes are watched through one private epoll set with one dispatch source, for a source on a pipe is on Linux
/// at times not told of the pipe's end.
final class ProgramRun: @unchecked Sendable {
    // Unchecked: all state is touched on the queue alone.

    private enum Watched: UInt64, CaseIterable {
        case process, input, output, errors
    }

    private let invocation: ProgramInvocation
    private let queue = DispatchQueue(label: "status-monitor.program")
    private var continuation: CheckedContinuation<Result<ProgramResult, ProcessError>, Never>?
    private var process: pid_t = 0
    private var set: Int32 = -1
    private var source: (any DispatchSourceRead)?
    private var timer: (any DispatchSourceTimer)?
    /// What is open, by what it is watched as.
    private var descriptors: [Watched: Int32] = [:]
    private var unwritten: ArraySlice<UInt8>
    private var printed: [Watched: [UInt8]] = [:]
    private var isCancelled = false
    private var isTimedOut = false

    private static let ignoresBrokenPipes: Bool = {
        _ = signal(SIGPIPE, SIG_IGN)
        return true
    }()

    init(_ invocation: ProgramInvocation) {
        self.invocation = invocation
        unwritten = invocation.input[...]
        _ = Self.ignoresBrokenPipes
    }

    func start(_ continuation: CheckedContinuation<Result<ProgramResult, ProcessError>, Never>) {
        queue.async { [self] in
            self.continuation = continuation
            guard !isCancelled else { return end(.failure(Self.cancelled)) }
            do throws(ProcessError) {
                try begin()
            } catch {
                end(.failure(error))
            }
        }
    }

    /// Ends the program; the run fails with ``ProcessError/Code/cancelled``.
    func cancel() {
        queue.async { [self] in
            guard !isCancelled else { return }
            isCancelled = true
            if process != 0, !isTimedOut { askForEnd() }
        }
    }

    private static let cancelled = ProcessError(.cancelled, "the program was ended, for its task was cancelled")

    // MARK: The beginning

    private func begin() throws(ProcessError) {
        set = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard set >= 0 else { throw ProcessError(.system, "no epoll set: \(ProcessError.words(errno))") }
        var pipes: [Pipe] = []
        do throws(ProcessError) {
            for _ in 0..<3 { pipes.append(try Pipe()) }
            let spawn = Spawn(
                invocation.program, invocation.arguments, environment: invocation.environment,
                descriptors: [
                    (pipes[0].readEnd, STDIN_FILENO), (pipes[1].writeEnd, STDOUT_FILENO), (pipes[2].writeEnd, STDERR_FILENO),
                ], leadsGroup: true)
            process = try spawn.start()
        } catch {
            for pipe in pipes { pipe.close() }
            throw error
        }
        for descriptor in [pipes[0].readEnd, pipes[1].writeEnd, pipes[2].writeEnd] { close(descriptor) }
        // Closed with the program's end: it reads as ready then (pidfd_open(2)).
        let end = pidfd_open(process, 0)
        guard end >= 0 else {
            let reason = ProcessError.words(errno)
            descriptors = [.input: pipes[0].writeEnd, .output: pipes[1].readEnd, .errors: pipes[2].readEnd]
            kill(-process, SIGKILL)
            reap(waiting: true)
            throw ProcessError(.system, "the program's end cannot be watched: \(reason); Linux 5.3 or later is needed")
        }
        watch(.process, end, EPOLLIN)
        watch(.input, pipes[0].writeEnd, EPOLLOUT)
        watch(.output, pipes[1].readEnd, EPOLLIN)
        watch(.errors, pipes[2].readEnd, EPOLLIN)
        if unwritten.isEmpty { forget(.input) }
        listen()
        wait(invocation.timeLimit)
    }

    private func watch(_ watched: Watched, _ descriptor: Int32, _ events: EPOLL_EVENTS) {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        descriptors[watched] = descriptor
        status_epoll_control(set, EPOLL_CTL_ADD, descriptor, events.rawValue, watched.rawValue)
    }

    private func listen() {
        let source = DispatchSource.makeReadSource(fileDescriptor: set, queue: queue)
        source.setEventHandler { self.act() }
        self.source = source
        source.activate()
    }

    // MARK: The run

    private func act() {
        guard continuation != nil else { return }
        var events = unsafe [epoll_event](repeating: epoll_event(), count: Watched.allCases.count)
        let count = unsafe epoll_wait(set, &events, Int32(events.count), 0)
        for index in 0..<Int(max(0, count)) {
            switch Watched(rawValue: unsafe status_epoll_token(&events[index])) {
            case .input: write()
            case .output: read(.output)
            case .errors: read(.errors)
            case .process: processEnded()
            case nil: break
            }
        }
    }

    /// Writes what the pipe takes. A program need not read: its closed end is no error.
    private func write() {
        guard let descriptor = descriptors[.input] else { return }
        let count = unsafe unwritten.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count > 0 { unwritten = unwritten.dropFirst(count) }
        if unwritten.isEmpty || (count < 0 && errno != EAGAIN && errno != EINTR) { forget(.input) }
    }

    /// Reads one piece. Returns whether more may be there.
    @discardableResult
    private func read(_ stream: Watched) -> Bool {
        guard let descriptor = descriptors[stream] else { return false }
        var chunk = [UInt8](repeating: 0, count: 4_096)
        let count = unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
        if count > 0 {
            let room = invocation.outputLimit - printed[stream, default: []].count
            printed[stream, default: []] += chunk[..<min(count, max(0, room))]
            return true
        }
        if count == 0 || (errno != EAGAIN && errno != EINTR) { forget(stream) }
        return false
    }

    private func forget(_ watched: Watched) {
        guard let descriptor = descriptors.removeValue(forKey: watched) else { return }
        status_epoll_control(set, EPOLL_CTL_DEL, descriptor, 0, 0)
        close(descriptor)
    }

    // MARK: The end

    private func wait(_ duration: Duration) {
        let timer = self.timer ?? DispatchSource.makeTimerSource(queue: queue)
        let isNew = self.timer == nil
        self.timer = timer
        timer.schedule(deadline: .now() + duration.dispatchInterval)
        guard isNew else { return }
        timer.setEventHandler { self.timeIsOver() }
        timer.activate()
    }

    private func timeIsOver() {
        guard continuation != nil else { return }
        if isTimedOut || isCancelled {
            kill(-process, SIGKILL)
        } else {
            isTimedOut = true
            askForEnd()
        }
    }

    private func askForEnd() {
        kill(-process, SIGTERM)
        wait(invocation.grace)
    }

    private func processEnded() {
        // Before it is reaped: until then no other group can have its number.
        if isTimedOut || isCancelled { kill(-process, SIGKILL) }
        guard let status = reap(waiting: false) else { return }
        // What it printed last is in the pipes; what it left running may print for ever.
        for stream in [Watched.output, .errors] {
            var pieces = invocation.outputLimit / 4_096 + 16
            while pieces > 0, read(stream) { pieces -= 1 }
        }
        if isCancelled { return end(.failure(Self.cancelled)) }
        let signal = status & 0x7F
        let ending: ProgramResult.Ending = isTimedOut ? .timedOut : signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
        end(.success(ProgramResult(ending: ending, standardOutput: printed[.output] ?? [], standardError: printed[.errors] ?? [])))
    }

    /// The program's status; nil while it runs.
    @discardableResult
    private func reap(waiting: Bool) -> Int32? {
        var status: Int32 = 0
        while true {
            let ended = unsafe waitpid(process, &status, waiting ? 0 : WNOHANG)
            if ended == process { return status }
            // Somebody ignores SIGCHLD: how it ended is lost, and counts as a failure.
            if ended < 0, errno != EINTR { return 127 << 8 }
            if ended == 0 { return nil }
        }
    }

    /// Closes all that is open, and then tells the result.
    private func end(_ result: Result<ProgramResult, ProcessError>) {
        guard let continuation else { return }
        self.continuation = nil
        process = 0
        timer?.cancel()
        timer = nil
        for watched in Watched.allCases { forget(watched) }
        let set = set
        guard let source else {
            if set >= 0 { close(set) }
            return continuation.resume(returning: result)
        }
        // The set may be closed only when the source no longer watches it.
        source.setCancelHandler {
            close(set)
            continuation.resume(returning: result)
        }
        source.cancel()
        self.source = nil
    }
}

extension Duration {
    /// At most a century.
    fileprivate var dispatchInterval: DispatchTimeInterval {
        let (seconds, attoseconds) = min(max(self, .zero), .seconds(3_000_000_000)).components
        return .nanoseconds(Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
    }
}
