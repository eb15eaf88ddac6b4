import Dispatch
import Glibc
import Synchronization

/// Writes to a file descriptor, such as standard output.
///
/// A write may block: the terminal is held with Ctrl-S, the reader of a pipe is slow. So all writes run on a serial queue of their
/// own, in their order, and no thread of Swift's pool waits for them. That queue waits for room by `poll(2)` and writes
/// no more than a pipe takes without blocking, so that cancelling the task ends a write within a tenth of a second.
public final class FileDescriptorOutput: TextOutput {
    public static let standardOutput = FileDescriptorOutput(STDOUT_FILENO)
    public static let standardError = FileDescriptorOutput(STDERR_FILENO)

    private let descriptor: Int32
    private let queue = DispatchQueue(label: "status-monitor.output")

    /// - Parameter descriptor: open for writing; stays the caller's to close. From now on the process ignores SIGPIPE,
    ///   so that a closed pipe is an error and not the end.
    public init(_ descriptor: Int32) {
        self.descriptor = descriptor
        _ = Self.ignoresBrokenPipes
    }

    private static let ignoresBrokenPipes: Bool = {
        _ = signal(SIGPIPE, SIG_IGN)
        return true
    }()

    /// Whether a person looks at it.
    public var isTerminal: Bool { isatty(descriptor) == 1 }

    public func write(_ bytes: [UInt8]) async throws(OutputError) {
        if bytes.isEmpty { return }
        let cancellation = Flag()
        let result: Result<Void, OutputError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.async { [descriptor] in
                    continuation.resume(returning: Self.writeAll(bytes, to: descriptor, until: cancellation))
                }
            }
        } onCancel: {
            cancellation.set()
        }
        try result.get()
    }

    private final class Flag: Sendable {
        private let value = Atomic(false)
        var isSet: Bool { value.load(ordering: .relaxed) }
        func set() { value.store(true, ordering: .relaxed) }
    }

    /// What a pipe that is ready takes without blocking (PIPE_BUF).
    private static let pieceSize = 4096
    /// Milliseconds between two looks at the cancellation.
    private static let patience: Int32 = 100

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32, until cancellation: Flag) -> Result<Void, OutputError> {
        var written = 0
        while written < bytes.count {
            // A write under way is finished although the task was cancelled, as long as the reader takes it.
            var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            let count = unsafe poll(&ready, 1, patience)
            if count == 0 || (count < 0 && errno == EINTR) {
                if cancellation.isSet {
                    return .failure(OutputError(.cancelled, detail: "the output takes nothing; what was left is not written"))
                }
                continue
            }
            let end = min(bytes.count, written + pieceSize)
            let result = unsafe bytes[written..<end].withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if result > 0 {
                written += result
            } else if result < 0 && errno != EINTR && errno != EAGAIN {
                return .failure(failure(errno))
            }
        }
        return .success(())
    }

    private static func failure(_ code: Int32) -> OutputError {
        if code == EPIPE { return OutputError(.closed, detail: "the reader of the output has closed it") }
        let reason = unsafe String(cString: strerror(code))
        return OutputError(.failed, detail: "the output cannot be written to: \(reason)")
    }
}
