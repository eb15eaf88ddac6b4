import Glibc

/// Why nothing was appended.
struct AppendError: Error, Sendable, Hashable {
    var detail: String
}

/// A file that whole lines are appended to. Confined to the queue of its ``FileConsumer``, save that its last reference may go anywhere.
final class AppendedFile: @unchecked Sendable {
    // Unchecked: all state is touched on the queue alone.

    private let options: FileOptions
    private var descriptor: Int32 = -1
    /// Whether the file ends in the middle of a line that could not be taken back.
    private var isTorn = false

    init(_ options: FileOptions) { self.options = options }

    deinit { close() }

    func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }

    /// Appends whole lines, or nothing.
    func append(_ lines: [UInt8]) throws(AppendError) {
        if lines.isEmpty { return }
        if descriptor >= 0, !isAtItsPath { close() }
        if descriptor < 0 { try open() }
        if let rotation = options.rotation, let size = size, size > 0, size + lines.count > rotation.size {
            try rotate(keep: rotation.keep)
        }
        let start = size ?? 0
        let bytes = isTorn ? [10] + lines : lines
        if let error = write(bytes) {
            takeBack(to: start)
            throw AppendError(detail: "\(options.path) cannot be written to: \(Self.words(error)); nothing of these events is in it")
        }
        isTorn = false
    }

    // MARK: Opening

    /// Whether the path still leads to the open file.
    private var isAtItsPath: Bool {
        var named = stat()
        var opened = stat()
        guard unsafe stat(options.path, &named) == 0, unsafe fstat(descriptor, &opened) == 0 else { return false }
        return named.st_dev == opened.st_dev && named.st_ino == opened.st_ino
    }

    private var size: Int? {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 ? Int(status.st_size) : nil
    }

    private func open() throws(AppendError) {
        // To read as well, for how the last line ends; without blocking, for a pipe that nobody reads.
        let flags = O_RDWR | O_APPEND | O_CLOEXEC | O_NONBLOCK
        var opened = unsafe Glibc.open(options.path, flags | O_CREAT | O_EXCL, options.mode)
        if opened >= 0 {
            fchmod(opened, options.mode)
        } else if errno == EEXIST {
            opened = unsafe Glibc.open(options.path, flags)
        }
        guard opened >= 0 else { throw AppendError(detail: "\(options.path) cannot be opened: \(Self.words(errno))") }
        var status = stat()
        guard unsafe fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            Glibc.close(opened)
            throw AppendError(detail: "\(options.path) is no regular file: name another")
        }
        descriptor = opened
        var last: UInt8 = 10
        isTorn = unsafe status.st_size > 0 && (pread(opened, &last, 1, status.st_size - 1) != 1 || last != 10)
        if options.synchronizes { synchronizeFolder() }
    }

    // MARK: Rotation

    /// Moves each file to the next number, and begins a new one.
    private func rotate(keep: Int) throws(AppendError) {
        for number in stride(from: keep - 1, through: 1, by: -1) {
            guard unsafe rename("\(options.path).\(number)", "\(options.path).\(number + 1)") == 0 || errno == ENOENT else {
                throw AppendError(detail: "\(options.path).\(number) cannot be moved: \(Self.words(errno))")
            }
        }
        guard unsafe rename(options.path, "\(options.path).1") == 0 else {
            throw AppendError(detail: "\(options.path) cannot be moved: \(Self.words(errno))")
        }
        close()
        try open()
    }

    // MARK: Writing

    /// Returns the system's error, or nil when the disk, or at least the system, has all.
    private func write(_ bytes: [UInt8]) -> Int32? {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes[written...].withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                written += count
            } else if count == 0 || errno != EINTR {
                return count == 0 ? ENOSPC : errno
            }
        }
        return options.synchronizes && fdatasync(descriptor) != 0 ? errno : nil
    }

    /// Leaves no half line: the file ends where it did.
    private func takeBack(to end: Int) {
        guard let size, size > end else { return }
        if ftruncate(descriptor, off_t(end)) != 0 { isTorn = true }
    }

    /// A new name is on the disk only when its folder is.
    private func synchronizeFolder() {
        let folder = options.path.lastIndex(of: "/").map { $0 == options.path.startIndex ? "/" : String(options.path[..<$0]) } ?? "."
        let opened = unsafe Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { return }
        fsync(opened)
        Glibc.close(opened)
    }

    private static func words(_ error: Int32) -> String { unsafe String(cString: strerror(error)) }
}
