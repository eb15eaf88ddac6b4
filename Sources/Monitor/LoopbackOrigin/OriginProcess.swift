import Dispatch
import FoundationEssentials
import Glibc
import Synchronization

/// A program that serves as an origin, started as a child so that its work is not counted as the client's.
///
/// The child is given a pipe as its standard input and ends when that closes: with ``stop()``, with the last reference, or
/// with this process, however that ends. No orphan is left.
public final class OriginProcess: Sendable {
    public let addresses: OriginAddresses
    private let process: pid_t
    /// The child's standard input; nil once closed. Guarded by its own lock.
    private let input: Mutex<Int32?>

    private init(process: pid_t, input: Int32, addresses: OriginAddresses) {
        self.process = process
        self.input = Mutex(input)
        self.addresses = addresses
    }

    deinit { closeInput() }

    /// Starts this program's own `origin` command and waits until it listens.
    public static func startOwn(_ arguments: [String]) async throws(OriginError) -> OriginProcess {
        try await start(program: "/proc/self/exe", arguments: ["origin"] + arguments)
    }

    /// Starts a program that prints ``OriginAddresses`` as its first line, and waits for that line.
    public static func start(program: String, arguments: [String]) async throws(OriginError) -> OriginProcess {
        let toChild = try pipe()
        let fromChild: Pipe
        do { fromChild = try pipe() } catch {
            toChild.close()
            throw error
        }
        let process: pid_t
        do {
            process = try spawn(program, arguments, input: toChild.readEnd, output: fromChild.writeEnd)
        } catch {
            toChild.close()
            fromChild.close()
            throw error
        }
        close(toChild.readEnd)
        close(fromChild.writeEnd)
        let line = await firstLine(from: fromChild.readEnd)
        guard let addresses = try? JSONDecoder().decode(OriginAddresses.self, from: Data(line)) else {
            close(toChild.writeEnd)
            await reap(process)
            throw OriginError(.system, "\(program) did not start as an origin: it printed \"\(String(decoding: line, as: UTF8.self))\"")
        }
        return OriginProcess(process: process, input: toChild.writeEnd, addresses: addresses)
    }

    /// Ends the child and waits until it has ended.
    public func stop() async {
        closeInput()
        await Self.reap(process)
    }

    private func closeInput() {
        input.withLock { input in
            if let open = input { close(open) }
            input = nil
        }
    }

    private struct Pipe {
        var readEnd: Int32
        var writeEnd: Int32

        func close() {
            Glibc.close(readEnd)
            Glibc.close(writeEnd)
        }
    }

    /// Closed in children unless handed to them, so that no other child keeps an origin alive.
    private static func pipe() throws(OriginError) -> Pipe {
        var ends: [Int32] = [-1, -1]
        guard unsafe Glibc.pipe(&ends) == 0 else { throw OriginError(.system, "no pipe: \(LoopbackAddress.describe(errno))") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return Pipe(readEnd: ends[0], writeEnd: ends[1])
    }

    private static func spawn(
        _ program: String, _ arguments: [String], input: Int32, output: Int32
    ) throws(OriginError) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        var vector = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
        defer { unsafe vector.forEach { unsafe free($0) } }
        var process = pid_t()
        let result = unsafe posix_spawn(&process, program, &actions, nil, &vector, environ)
        guard result == 0 else {
            throw OriginError(.system, "\(program) cannot be started: \(LoopbackAddress.describe(result))")
        }
        return process
    }

    /// Reads up to the first newline, the end, or 64 KiB, and closes the descriptor.
    private static func firstLine(from descriptor: Int32) async -> [UInt8] {
        await withCheckedContinuation { continuation in
            let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: DispatchQueue(label: "OriginProcess.line"))
            // Touched by the source's handlers alone, which its queue runs one after another.
            let line = LineBuffer()
            source.setEventHandler {
                if line.fill(from: descriptor) { source.cancel() }
            }
            source.setCancelHandler {
                close(descriptor)
                continuation.resume(returning: line.bytes)
            }
            source.resume()
        }
    }

    private final class LineBuffer: @unchecked Sendable {
        var bytes: [UInt8] = []

        /// - Returns: whether nothing more is to be read.
        func fill(from descriptor: Int32) -> Bool {
            var chunk = [UInt8](repeating: 0, count: 4_096)
            let count = unsafe read(descriptor, &chunk, chunk.count)
            guard count > 0 else { return count == 0 || errno != EINTR }
            bytes += chunk[..<count]
            return bytes.contains(10) || bytes.count > 64 << 10
        }
    }

    /// Waits for the child's end without blocking a thread.
    private static func reap(_ process: pid_t) async {
        var status: Int32 = 0
        // A child that closes its sockets takes a few milliseconds; there is no event for its end without a process-wide
        // signal handler.
        while unsafe waitpid(process, &status, WNOHANG) == 0 { try? await Task.sleep(for: .milliseconds(5)) }
    }
}
