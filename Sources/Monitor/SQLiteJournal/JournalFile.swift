import FoundationEssentials
import Glibc
import Monitor

/// The file of a journal and those that SQLite keeps beside it: readable by their owner alone.
enum JournalFile {
    private static let suffixes = ["", "-wal", "-shm"]

    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// Makes the file's folder where it is missing.
    static func prepareFolder(_ path: String) throws(JournalError) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
        if !folder.isEmpty, !exists(folder) {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw JournalError(.readOnly, detail: "the folder \(folder) cannot be made for the journal: \(SystemError.text)")
            }
        }
    }

    /// Makes the file where it is missing.
    static func prepare(_ path: String) throws(JournalError) {
        // Before SQLite opens it: the files that SQLite makes beside it get the same rights.
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw JournalError(
                .readOnly, detail: "\(path) cannot be written (\(SystemError.text)); its user needs the right to write file and folder")
        }
        defer { close(descriptor) }
        for suffix in suffixes { _ = unsafe chmod(path + suffix, 0o600) }
    }

    /// Moves a file that cannot be used aside.
    ///
    /// - Returns: its new name; nil when there was none.
    static func moveAside(_ path: String, at time: Date) throws(JournalError) -> String? {
        guard exists(path) else { return nil }
        let stamp = RFC3339.string(from: Date(timeIntervalSince1970: time.timeIntervalSince1970.rounded(.down)))
        let name = "\(path).damaged-\(stamp.filter { $0 != ":" && $0 != "-" })"
        for suffix in suffixes where exists(path + suffix) {
            guard unsafe rename(path + suffix, name + suffix) == 0 else {
                throw JournalError(.readOnly, detail: "\(path + suffix) cannot be moved aside: \(SystemError.text)")
            }
        }
        return name
    }

    /// Bytes of the file and those beside it.
    static func byteCount(_ path: String) -> Int {
        suffixes.reduce(0) { sum, suffix in
            var status = stat()
            return unsafe stat(path + suffix, &status) == 0 ? sum + Int(status.st_size) : sum
        }
    }
}
