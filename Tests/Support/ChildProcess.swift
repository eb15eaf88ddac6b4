import Dispatch
import Glibc
import Synchronization

/// A program that runs beside the test: started without a shell, watched without blocking a thread.
///
/// What it says is collected as it comes. It is killed when it outlives its time, so that a test fails instead of hanging.
public final class ChildProcess: Sendable {
    /// How a program ended.
    public enum Ending: Sendable, Hashable {
        case exited(Int32)
        case signalled(Int32)
    }

    /// Where a program's standard output or standard error goes.
    public enum Output: Sendable {
        case captured
        /// A pipe whose reading end is closed already, as after `| head -0`.
        case closedPipe
        /// A pipe that nobody reads: it fills up, and writes block.
        case unreadPipe
        /// A terminal of its own; what is written there is captured.
        case terminal
        /// A file or a device, such as `/dev/full`.
        case path(String)
    }

    /// All that a program said and did.
    public struct Result: Sendable {
        public var ending: Ending
        public var standardOutput: String
        public var standardError: String
        /// The lines of standard output, the empty one after the last line end left out.
        public var lines: [Substring] { standardOutput.split(whereSeparator: \.isNewline) }
    }

    public struct StartError: Error, CustomStringConvertible {
        public var description: String
    }

    private struct State {
        var output: [UInt8] = []
        var errors: [UInt8] = []
        var ending: Ending?
        var waiters: [Waiter] = []
    }

    private struct Waiter {
        var condition: @Sendable (Result) -> Bool
        var continuation: CheckedContinuation<Void, Never>
    }

    public let identifier: Int32
    /// Guards all that the reading thread finds out; the lock is never held while a continuation resumes.
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "child-process")

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - environment: all of it; nothing is inherited but what is named here, and what a sanitizer of the tests is told.
    ///   - input: what it reads from standard input, at most 64 KiB.
    ///   - timeLimit: after which it is killed.
    public init(
        _ path: String, _ arguments: [String], environment: [String: String] = ["PATH": "/usr/local/bin:/usr/bin:/bin"],
        input: [UInt8] = [], output: Output = .captured, errors: Output = .captured, timeLimit: Duration = .seconds(60)
    ) throws {
        _ = signal(SIGPIPE, SIG_IGN)
        let environment = Self.sanitizerSettings.merging(environment) { _, named in named }
        let (identifier, streams) = try Self.starting.withLock { _ in try Self.start(path, arguments, environment, output, errors) }
        self.identifier = identifier
        _ = unsafe input.withUnsafeBytes { unsafe write(streams.input, $0.baseAddress, min($0.count, 64 << 10)) }
        close(streams.input)

        queue.async { [self] in read(streams, until: ContinuousClock.now + timeLimit) }
    }

    /// Sends a signal, unless it has ended.
    public func send(_ signal: Int32) {
        state.withLock { state in
            // Under the lock, for after the end the number may be another process's.
            if state.ending == nil { kill(identifier, signal) }
        }
    }

    /// Waits for its end, and for all that it said.
    @discardableResult
    public func end() async -> Result {
        await wait { _ in false }
    }

    /// Waits until what it said so far satisfies the condition, or for its end.
    @discardableResult
    public func wait(until condition: @escaping @Sendable (Result) -> Bool) async -> Result {
        await withCheckedContinuation { continuation in
            state.withLock { $0.waiters.append(Waiter(condition: condition, continuation: continuation)) }
            resumeWaiters()
        }
        return state.withLock { Self.result($0) }
    }

    private static func result(_ state: State) -> Result {
        Result(
            ending: state.ending ?? .exited(-1), standardOutput: String(decoding: state.output, as: UTF8.self),
            standardError: String(decoding: state.errors, as: UTF8.self))
    }

    private func resumeWaiters() {
        let ready = state.withLock { state -> [Waiter] in
            let result = Self.result(state)
            let hasEnded = state.ending != nil
            let ready = state.waiters.filter { hasEnded || $0.condition(result) }
            state.waiters.removeAll { hasEnded || $0.condition(result) }
            return ready
        }
        for waiter in ready { waiter.continuation.resume() }
    }

    /// Reads all streams to their ends. On a thread of its own and with poll(2): a dispatch source on Linux is at times not told of the end of a
    /// pipe (EPOLLHUP without EPOLLIN).
    private func read(_ streams: Streams, until deadline: ContinuousClock.Instant) {
        var open = [streams.output, streams.errors, streams.life].compactMap { $0 }
        while !open.isEmpty {
            var polled = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            _ = unsafe poll(&polled, nfds_t(polled.count), 1000)
            if ContinuousClock.now > deadline { send(SIGKILL) }
            for entry in polled where entry.revents != 0 {
                let bytes = Self.chunk(of: entry.fd)
                guard let bytes else {
                    close(entry.fd)
                    open.removeAll { $0 == entry.fd }
                    continue
                }
                state.withLock { state in
                    if entry.fd == streams.output { state.output += bytes }
                    if entry.fd == streams.errors { state.errors += bytes }
                }
            }
            if open.isEmpty {
                state.withLock { $0.ending = reap() }
                for descriptor in streams.held { close(descriptor) }
            }
            resumeWaiters()
        }
    }

    /// What can be read now; nil at the end. A terminal whose program has ended fails with EIO instead.
    private static func chunk(of descriptor: Int32) -> ArraySlice<UInt8>? {
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        let count = unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
        if count > 0 { return chunk[..<count] }
        return count < 0 && (errno == EINTR || errno == EAGAIN) ? [] : nil
    }

    /// All its streams are closed: it is past its last instruction, so this does not wait.
    private func reap() -> Ending {
        var status: Int32 = 0
        while unsafe waitpid(identifier, &status, 0) == -1, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
    }
}

// MARK: Starting
extension ChildProcess {
    /// The parent's ends.
    private struct Streams {
        var input: Int32
        var output: Int32?
        var errors: Int32?
        /// Reading ends that nobody reads.
        var held: [Int32]
        /// Only the child holds the other end: its end of file is the child's end, whoever holds the other streams.
        var life: Int32
    }

    /// Held from the making of pipes until the child has them: a child started meanwhile would inherit them, and hold them open.
    private static let starting = Mutex(())

    /// The program is built for the same sanitizer as its tests, and would report what these are told not to be a finding.
    private static let sanitizerSettings: [String: String] = {
        let names = ["TSAN_OPTIONS", "ASAN_OPTIONS", "LSAN_OPTIONS", "LD_PRELOAD"]
        let pairs = names.compactMap { name in unsafe getenv(name).map { unsafe (name, String(cString: $0)) } }
        return Dictionary(uniqueKeysWithValues: pairs)
    }()

    private static func start(
        _ path: String, _ arguments: [String], _ environment: [String: String], _ output: Output, _ errors: Output
    ) throws -> (identifier: Int32, streams: Streams) {
        let input = try pipe()
        let life = try pipe()
        let output = try open(output)
        let errors = try open(errors)
        defer { for descriptor in [input.read, output.write, errors.write, life.write] { close(descriptor) } }
        let identifier = try spawn(
            path, arguments, environment, descriptors: [(input.read, 0), (output.write, 1), (errors.write, 2), (life.write, 3)])
        let held = [output.held, errors.held].compactMap { $0 }
        return (identifier, Streams(input: input.write, output: output.read, errors: errors.read, held: held, life: life.read))
    }

    private static func pipe() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        guard unsafe Glibc.pipe(&ends) == 0 else { throw StartError(description: "no pipe: error \(errno)") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private static func open(_ output: Output) throws -> (read: Int32?, write: Int32, held: Int32?) {
        switch output {
        case .captured:
            let ends = try pipe()
            return (ends.read, ends.write, nil)
        case .closedPipe:
            let ends = try pipe()
            close(ends.read)
            return (nil, ends.write, nil)
        case .unreadPipe:
            let ends = try pipe()
            return (nil, ends.write, ends.read)
        case .path(let path): return (nil, try open(path, O_WRONLY), nil)
        case .terminal:
            // TIOCSPTLCK and TIOCGPTN of Linux's asm-generic/ioctls.h, which Swift does not import.
            let terminal = try open("/dev/ptmx", O_RDWR | O_NOCTTY)
            var unlocked: Int32 = 0
            var number: UInt32 = 0
            guard unsafe ioctl(terminal, 0x4004_5431, &unlocked) == 0, unsafe ioctl(terminal, 0x8004_5430, &number) == 0 else {
                throw StartError(description: "no terminal: error \(errno)")
            }
            return (terminal, try open("/dev/pts/\(number)", O_RDWR | O_NOCTTY), nil)
        }
    }

    private static func open(_ path: String, _ flags: Int32) throws -> Int32 {
        let descriptor = unsafe Glibc.open(path, flags | O_CLOEXEC)
        guard descriptor >= 0 else { throw StartError(description: "\(path): error \(errno)") }
        return descriptor
    }

    private static func spawn(
        _ path: String, _ arguments: [String], _ environment: [String: String], descriptors: [(from: Int32, to: Int32)]
    ) throws -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for (from, to) in descriptors { unsafe posix_spawn_file_actions_adddup2(&actions, from, to) }
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        // The tests ignore SIGPIPE; the program is to begin as a shell would start it.
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

        var argv = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
        var envp = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
        defer {
            for index in unsafe argv.indices { unsafe free(argv[index]) }
            for index in unsafe envp.indices { unsafe free(envp[index]) }
        }
        var identifier: Int32 = 0
        let code = unsafe posix_spawn(&identifier, path, &actions, &attributes, &argv, &envp)
        guard code == 0 else { throw StartError(description: "\(path): error \(code)") }
        return identifier
    }
}
