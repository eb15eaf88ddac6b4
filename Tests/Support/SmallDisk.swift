import FoundationEssentials
import Glibc

/// A file system of its own that a test can fill: a small tmpfs, where the test may mount one.
public final class SmallDisk: Sendable {
    public struct Refused: Error {}

    public let path: String

    /// Whether this process may mount file systems; else the tests that need one are skipped.
    public static let isPossible: Bool = {
        guard getuid() == 0, let disk = try? SmallDisk(bytes: 1 << 16) else { return false }
        _ = disk
        return true
    }()

    public init(bytes: Int) throws {
        path = FileManager.default.temporaryDirectory.path + "/status-monitor-disk-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard unsafe mount("tmpfs", path, "tmpfs", 0, "size=\(bytes)") == 0 else {
            _ = unsafe rmdir(path)
            throw Refused()
        }
    }

    /// Writes a file until there is no room left.
    public func fill(_ file: String) {
        let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        let block = [UInt8](repeating: 0, count: 4096)
        while unsafe write(descriptor, block, block.count) > 0 {}
        close(descriptor)
    }

    public func makeReadOnly() throws {
        guard unsafe mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0 else { throw Refused() }
    }

    deinit {
        _ = unsafe umount2(path, Int32(MNT_DETACH))
        _ = unsafe rmdir(path)
    }
}
