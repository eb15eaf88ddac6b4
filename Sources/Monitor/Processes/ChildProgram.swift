import Glibc
import Synchronization

/// A program that runs as a child of this process, with pipes as its standard input and output.
///
/// Its input is open until ``end()`` or until the last reference is gone, or this process is, however it ends: a child that ends
/// with its input leaves no orphan.
public final class ChildProgram: Sendable {
    private let process: pid_t
    /// The child's standard input; nil once closed. Guarded by its own lock.
    private let input: Mutex<Int32?>
    private let output: Int32

    private init(process: pid_t, input: Int32, output: Int32) {
        self.process = process
        self.input = Mutex(input)
        self.output = output
    }

    deinit { closeInput() }

    /// Starts a program; its standard error is this process's.
    ///
    /// - Parameter program: a path, such as `/proc/self/exe` for this program itself.
    public static func start(_ program: String, _ arguments: [String]) throws(ProcessError) -> ChildProgram {
        let toChild = try Pipe()
        let fromChild: Pipe
        do { fromChild = try Pipe() } catch {
            toChild.close()
            throw error
        }
        do {
            let descriptors = [(toChild.readEnd, STDIN_FILENO), (fromChild.writeEnd, STDOUT_FILENO)]
            let process = try Spawn(program, arguments, descriptors: descriptors).start()
            close(toChild.readEnd)
            close(fromChild.writeEnd)
            return ChildProgram(process: process, input: toChild.writeEnd, output: fromChild.readEnd)
        } catch {
            toChild.close()
            fromChild.close()
            throw error
        }
    }

    /// What the child prints up to its first newline, its end, or 64 KiB. To be called once; later output goes nowhere.
    public func firstLine() async -> [UInt8] {
        var printed: [UInt8] = []
        while !printed.contains(10), printed.count < 64 << 10, let bytes = await PolledInput.next(from: output, every: .milliseconds(2)) {
            printed += bytes
        }
        close(output)
        return Array(printed.prefix { $0 != 10 })
    }

    /// Closes the child's input and waits until the child has ended.
    ///
    /// - Returns: its exit status; 128 and the signal's number when a signal ended it.
    @discardableResult
    public func end() async -> Int32 {
        closeInput()
        return await status()
    }

    /// Waits until the child has ended by itself.
    public func status() async -> Int32 {
        var status: Int32 = 0
        // Linux tells of a child's end by a signal to the whole process, or to who waits in a thread: neither is for a library.
        while true {
            let ended = unsafe waitpid(process, &status, WNOHANG)
            if ended == process { return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f }
            if ended < 0, errno != EINTR { return 127 }
            try? await Task.sleep(for: .milliseconds(5))
        }
    }

    private func closeInput() {
        input.withLock { input in
            if let open = input { close(open) }
            input = nil
        }
    }
}
