import Glibc
import Synchronization

/// What the program and its libraries hold in their files, code and constants, in memory.
public enum ProgramText {
    /// Takes code and constants out of this process's memory.
    ///
    /// Much of a program runs once, at its start, or was mapped only because it lies beside something that ran; all that counts as
    /// resident until the system is short of memory. Dropped, it is mapped again as it is used, from the system's file cache. What is
    /// dropped was never written to, so that nothing can be lost; the cost is some hundred minor page faults, so this is not for a loop.
    /// Where the system does not tell what is mapped, nothing happens.
    public static func drop() {
        for range in pieces.withLock({ $0 }) ?? unwrittenRanges(mappings()) { advise(range, MADV_DONTNEED) }
    }

    /// What was taken apart by ``mapInSmallPieces()``; nil before. Guarded by itself.
    private static let pieces = Mutex<[Range<UInt>]?>(nil)

    /// As much as is mapped with a page that is touched.
    private static let pieceLength: UInt = 16_384

    /// Has less mapped with each page of code and constants that is touched: 16 kB around it, where Linux maps 64.
    ///
    /// Linux maps around a page what lies in the same mapping. So mappings are taken apart, by something that is told of every second piece and changes
    /// nothing else: that it is left out of a core dump. Some thousand pieces cost the kernel 0.2 MB, and a page that was dropped is mapped
    /// again by two or three faults in place of one; with 10,000 pages 6 MB less are resident.
    public static func mapInSmallPieces() {
        pieces.withLock { pieces in
            guard pieces == nil else { return }
            let ranges = unwrittenRanges(mappings())
            for range in ranges {
                for start in stride(from: range.lowerBound, to: range.upperBound, by: Int(2 * pieceLength)) {
                    advise(start..<min(start + pieceLength, range.upperBound), MADV_DONTDUMP)
                }
            }
            pieces = ranges
        }
    }

    private static func advise(_ range: Range<UInt>, _ advice: Int32) {
        _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: range.lowerBound), range.count, advice)
    }

    /// All of `/proc/self/smaps`. Each read gives some whole lines, fewer bytes than were asked for, so that a short one is not the end.
    static func mappings() -> [UInt8] {
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
    ///
    /// Read as bytes: as strings the thousands of lines take longer than all else that comes before the first request.
    static func unwrittenRanges(_ lines: [UInt8]) -> [Range<UInt>] {
        var ranges: [Range<UInt>] = []
        var candidate: Range<UInt>?
        for line in lines.split(separator: UInt8(ascii: "\n")) {
            if line.starts(with: "Anonymous:".utf8) {
                let isUnwritten = line.dropFirst(10).first { $0 != UInt8(ascii: " ") } == UInt8(ascii: "0")
                if let range = candidate.take(), isUnwritten { ranges.append(range) }
            } else if line.first.map({ $0 < UInt8(ascii: "A") || $0 > UInt8(ascii: "Z") }) == true {
                // Other lines begin with the name of what they tell.
                candidate = fileRange(line)
            }
        }
        return ranges
    }

    /// The addresses that a mapping's first line gives ("START-END PERMISSIONS OFFSET DEVICE INODE PATH"), when it is of a file and may not be
    /// written to.
    private static func fileRange(_ line: ArraySlice<UInt8>) -> Range<UInt>? {
        let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 5)
        guard fields.count == 6, fields[5].contains(UInt8(ascii: "/")) else { return nil }
        guard fields[1].elementsEqual("r-xp".utf8) || fields[1].elementsEqual("r--p".utf8) else { return nil }
        let bounds = fields[0].split(separator: UInt8(ascii: "-")).compactMap { UInt(String(decoding: $0, as: UTF8.self), radix: 16) }
        return bounds.count == 2 && bounds[0] < bounds[1] ? bounds[0]..<bounds[1] : nil
    }
}
