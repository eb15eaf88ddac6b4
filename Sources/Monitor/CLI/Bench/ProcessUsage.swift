import FoundationEssentials
import Glibc

/// What this process has used since it started.
struct ProcessUsage {
    /// Processor time in seconds.
    var user: Double
    var system: Double
    /// Context switches, voluntary or not.
    var switches: Int

    static var now: ProcessUsage {
        var usage = rusage()
        unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return ProcessUsage(
            user: seconds(usage.ru_utime), system: seconds(usage.ru_stime), switches: usage.ru_nvcsw + usage.ru_nivcsw)
    }

    /// The most memory that was resident at one time, in kB (`VmHWM`); nil where the system does not tell.
    static var peakKilobytes: Int? {
        guard let status = FileManager.default.contents(atPath: "/proc/self/status") else { return nil }
        let line = status.split(separator: 10).first { $0.starts(with: "VmHWM:".utf8) }
        return line.flatMap { Int(String(decoding: $0.filter { (48...57).contains($0) }, as: UTF8.self)) }
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}
