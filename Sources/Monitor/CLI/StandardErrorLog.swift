import FoundationEssentials
import Glibc
import Logging

/// Writes one line a message to standard error: time, level, what it is about, words, facts.
struct StandardErrorLog: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    init(level: Logger.Level) { logLevel = level }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let facts = metadata.merging(event.metadata ?? [:]) { _, new in new }
        var line = "\(Date.now.formatted(.iso8601)) \(event.level): \(event.message)"
        for (key, value) in facts.sorted(by: { $0.key < $1.key }) { line += " \(key)=\(value)" }
        Self.write(line)
    }

    /// Writes a line in one piece, so that two writers do not mix theirs. Control bytes that a page may have smuggled in are made visible.
    static func write(_ line: String) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(line.utf8.count + 1)
        for scalar in line.unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            bytes.append(contentsOf: isControl ? Array("\u{FFFD}".utf8) : Array(String(scalar).utf8))
        }
        bytes.append(UInt8(ascii: "\n"))
        // Nothing is left to tell a failure to.
        _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(2, $0.baseAddress, $0.count) }
    }
}
