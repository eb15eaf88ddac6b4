import Glibc

/// The machine code of the program and its libraries in memory.
enum ProgramText {
    /// Takes the pages of code out of this process's memory.
    ///
    /// Much of a program runs once, at its start, or was mapped only because it lies beside something that ran; all that counts as
    /// resident until the system is short of memory. Dropped, it is mapped again as it is used, from the system's file cache. Code is
    /// never written to (a mapping with pages of its own would not be both executable and read-only), so that nothing can be lost; the
    /// cost is some hundred minor page faults, so this is for the end of the start-up and not for a loop. Where the system does not tell
    /// where the code is, nothing happens.
    static func drop() {
        for line in String(decoding: mappings(), as: UTF8.self).split(separator: "\n") {
            guard let range = executableRange(line) else { continue }
            _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: range.lowerBound), range.count, MADV_DONTNEED)
        }
    }

    /// All of `/proc/self/maps`. Each read gives some whole lines, fewer bytes than were asked for, so that a short one is not the end.
    private static func mappings() -> [UInt8] {
        let file = unsafe open("/proc/self/maps", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return [] }
        defer { _ = close(file) }
        var bytes: [UInt8] = []
        while bytes.count < 1 << 20 {
            let piece = unsafe [UInt8](unsafeUninitializedCapacity: 16_384) { buffer, count in
                unsafe count = max(0, read(file, buffer.baseAddress, buffer.count))
            }
            if piece.isEmpty { break }
            bytes += piece
        }
        return bytes
    }

    /// The addresses of a line of `/proc/self/maps` (proc_pid_maps(5)) when it says that they hold the code of a file, which nobody
    /// writes to.
    static func executableRange(_ line: Substring) -> Range<UInt>? {
        let fields = line.split(separator: " ", maxSplits: 5)
        guard fields.count == 6, fields[1] == "r-xp", fields[5].contains("/") else { return nil }
        let bounds = fields[0].split(separator: "-")
        guard bounds.count == 2, let start = UInt(bounds[0], radix: 16), let end = UInt(bounds[1], radix: 16) else { return nil }
        return start < end ? start..<end : nil
    }
}
