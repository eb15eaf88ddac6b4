import Glibc
import Monitor

/// The right to be the one process that runs on a journal: an advisory lock (flock(2)) on `PATH.lock`, which holds the owner's number. The
/// system lets go of it when the process ends, however it ends. The file stays; without a lock it means nothing.
///
/// Not on the journal itself, for closing any descriptor of that file would drop SQLite's own locks (fcntl(2)).
struct JournalLock: ~Copyable {
    private let descriptor: Int32

    /// - Throws: `in-use` with the number of the process that has it.
    init(_ journal: String) throws(JournalError) {
        let path = journal + ".lock"
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw JournalError(.readOnly, detail: "\(path) cannot be written (\(SystemError.text)); its folder must exist and be writable")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            defer { close(descriptor) }
            let owner = Self.owner(descriptor).map { "process \($0)" } ?? "another process"
            throw JournalError(
                .inUse,
                detail: "\(journal) is in use by \(owner): one journal serves one process. End that one, or name another file (state:)")
        }
        _ = ftruncate(descriptor, 0)
        let text = Array("\(getpid())\n".utf8)
        _ = unsafe pwrite(descriptor, text, text.count, 0)
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    private static func owner(_ descriptor: Int32) -> Int32? {
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = unsafe pread(descriptor, &buffer, buffer.count, 0)
        return Int32(String(decoding: buffer.prefix(max(0, count)), as: UTF8.self).prefix { $0.isNumber })
    }
}

enum SystemError {
    /// The last error of the calling thread, in words.
    static var text: String { unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "error \(errno)" }
}
