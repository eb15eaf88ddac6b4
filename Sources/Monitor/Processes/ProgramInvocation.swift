/// One run of a program to its end: what it gets, and what it may take.
public struct ProgramInvocation: Sendable, Hashable {
    /// The program's path.
    public var program: String
    public var arguments: [String]
    /// All of it: nothing is inherited.
    public var environment: [String: String]
    /// What it reads from standard input. A program that ends without having read it is no error.
    public var input: [UInt8]
    /// After which it and all that it started are told to end.
    public var timeLimit: Duration
    /// From the signal that asks for the end (SIGTERM) to the one that makes it (SIGKILL).
    public var grace = Duration.seconds(2)
    /// Of standard output and of standard error each, so many bytes are kept; what comes after is read and dropped.
    public var outputLimit = 16 << 10

    public init(
        _ program: String, _ arguments: [String] = [], environment: [String: String] = [:], input: [UInt8] = [], timeLimit: Duration
    ) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.input = input
        self.timeLimit = timeLimit
    }

    /// Runs the program and waits for its end, with no thread.
    ///
    /// Programs that it leaves running are left alone; what they print is not waited for. When the task is cancelled, the program is ended as after the
    /// time limit.
    ///
    /// - Throws: ``ProcessError``: it cannot be started, or the task was cancelled.
    public func run() async throws(ProcessError) -> ProgramResult {
        let run = ProgramRun(self)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { run.start($0) }
        } onCancel: {
            run.cancel()
        }
        return try result.get()
    }
}

/// How a program ended, and what it said.
public struct ProgramResult: Sendable, Hashable {
    public enum Ending: Sendable, Hashable {
        /// By itself, with this status.
        case exited(Int32)
        /// By a signal.
        case signalled(Int32)
        /// Its time was over; it was made to end.
        case timedOut
    }

    public var ending: Ending
    /// The first bytes of each stream.
    public var standardOutput: [UInt8]
    public var standardError: [UInt8]
}
