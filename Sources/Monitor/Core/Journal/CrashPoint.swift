import FoundationEssentials
import Glibc
import Synchronization

/// Points at which a test can make the process end as `kill -9` ends it: `STATUS_MONITOR_CRASH_AT=NAME[:COUNT]` names the point and which
/// passage of it, the first by default. Without the variable a point costs one look at a constant.
enum CrashPoint: String {
    /// A transaction with events is about to be committed.
    case beforeCommit = "before-commit"
    /// It is committed and not published.
    case afterCommit = "after-commit"
    /// Its events are on the bus.
    case afterPublish = "after-publish"
    /// A consumer has taken a batch, and its cursor stands before it.
    case afterDelivery = "after-delivery"
    /// The cursor has moved.
    case afterCursor = "after-cursor"

    private struct Plan {
        var point: CrashPoint
        var count: Int
    }

    private static let plan: Plan? = {
        guard let text = ProcessInfo.processInfo.environment["STATUS_MONITOR_CRASH_AT"] else { return nil }
        let parts = text.split(separator: ":", maxSplits: 1)
        guard let name = parts.first, let point = CrashPoint(rawValue: String(name)) else { return nil }
        return Plan(point: point, count: parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
    }()

    private static let passages = Atomic<Int>(0)

    static func reach(_ point: CrashPoint) {
        guard let plan, plan.point == point else { return }
        if passages.add(1, ordering: .relaxed).newValue >= plan.count { _ = kill(getpid(), SIGKILL) }
    }
}
