import Glibc

/// Why a file cannot be read, in one line that names it.
public struct FileReadError: Error, Sendable, Hashable, CustomStringConvertible {
    public var path: String
    public var reason: String
    public var description: String { "\(path): \(reason)" }
}

/// Reads whole files up to a bound.
public enum BoundedFile {
    /// Reads a regular file, a pipe or a device such as `/dev/stdin`.
    ///
    /// - Throws: ``FileReadError`` when it is missing, a directory, unreadable or longer than `maximumBytes`.
    public static func read(_ path: String, maximumBytes: Int) throws(FileReadError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileReadError(path: path, reason: reason(errno)) }
        defer { close(descriptor) }
        var status = stat()
        if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw FileReadError(path: path, reason: "is a directory, and a file was expected")
        }
        return try read(descriptor: descriptor, path: path, maximumBytes: maximumBytes)
    }

    /// Whether users who are neither the file's owner nor of its group may read it; false when that cannot be told.
    public static func isReadableByAll(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IROTH != 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// When the file's content was last written, in whole seconds since 1970; nil when that cannot be told.
    public static func modified(_ path: String) -> Int? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return status.st_mtim.tv_sec
    }

    /// Reads an open descriptor to its end.
    public static func read(descriptor: Int32, path: String, maximumBytes: Int) throws(FileReadError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw FileReadError(path: path, reason: reason(errno))
            }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= maximumBytes else {
                throw FileReadError(path: path, reason: "is longer than \(maximumBytes) bytes")
            }
        }
    }

    private static func reason(_ code: Int32) -> String {
        switch code {
        case ENOENT: "no such file"
        case EACCES, EPERM: "permission denied"
        case EISDIR: "is a directory, and a file was expected"
        default: unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
        }
    }
}
