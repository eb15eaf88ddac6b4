import Glibc

/// What the program and its libraries hold in their files, code and constants, in memory.
enum ProgramText {
    /// Takes code and constants out of this process's memory.
    ///
    /// Much of a program runs once, at its start, or was mapped only because it lies beside something that ran; all that counts as
    /// resident until the system is short of memory. Dropped, it is mapped again as it is used, from the system's file cache. What is
    /// dropped was never written to, so that nothing can be lost; the cost is some hundred minor page faults, so this is not for a loop.
    /// Where the system does not tell what is mapped, nothing happens.
    static func drop() {
        for range in unwrittenRanges(String(decoding: mappings(), as: UTF8.self)) {
            _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: range.lowerBound), range.count, MADV_DONTNEED)
        }
    }

    /// All of `/proc/self/smaps`. Each read gives some whole lines, fewer bytes than were asked for, so that a short one is not the end.
    private static func mappings() -> [UInt8] {
        let file = unsafe open("/proc/self/smaps", O_RDONLY | O_CLOEXEC)
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

    /// The mappings of `/proc/self/smaps` (proc_pid_smaps(5)) that hold what a file holds and nothing else: nobody may write to them, and
    /// nobody has (a library's constants may have been written to while it was loaded).
    static func unwrittenRanges(_ text: String) -> [Range<UInt>] {
        var ranges: [Range<UInt>] = []
        var candidate: Range<UInt>?
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: " ", maxSplits: 5)
            if fields.first?.hasSuffix(":") == true {
                if fields[0] == "Anonymous:", let range = candidate.take(), fields.count > 1, fields[1] == "0" { ranges.append(range) }
            } else {
                candidate = fileRange(fields)
            }
        }
        return ranges
    }

    /// The addresses that a mapping's first line gives, when it is of a file and may not be written to.
    private static func fileRange(_ fields: [Substring]) -> Range<UInt>? {
        guard fields.count == 6, fields[1] == "r-xp" || fields[1] == "r--p", fields[5].contains("/") else { return nil }
        let bounds = fields[0].split(separator: "-")
        guard bounds.count == 2, let start = UInt(bounds[0], radix: 16), let end = UInt(bounds[1], radix: 16) else { return nil }
        return start < end ? start..<end : nil
    }
}
