import CEpoll
import Glibc

/// The processors that this process may run on, so that a benchmark's two sides keep out of each other's way.
public enum Processors {
    /// Their numbers, in order; empty when the system does not say.
    public static var allowed: [Int] {
        var set = cpu_set_t()
        guard unsafe sched_getaffinity(0, MemoryLayout<cpu_set_t>.size, &set) == 0 else { return [] }
        return unsafe withUnsafeBytes(of: &set) { bytes in
            (0..<(bytes.count * 8)).filter { unsafe bytes[$0 / 8] >> UInt8($0 % 8) & 1 == 1 }
        }
    }

    /// Keeps the calling thread, and those that it starts later, to one processor.
    ///
    /// - Returns: whether the system did so.
    @discardableResult
    public static func pin(to processor: Int) -> Bool {
        var set = cpu_set_t()
        return unsafe withUnsafeMutableBytes(of: &set) { bytes in
            guard (0..<(bytes.count * 8)).contains(processor) else { return false }
            unsafe bytes[processor / 8] = 1 << UInt8(processor % 8)
            return unsafe sched_setaffinity(0, bytes.count, bytes.assumingMemoryBound(to: cpu_set_t.self).baseAddress) == 0
        }
    }
}
