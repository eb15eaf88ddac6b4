import Synchronization

/// When things happened, by name.
final class Times: Sendable {
    private let kept = Mutex<[String: [Duration]]>([:])
    var all: [String: [Duration]] { kept.withLock { $0 } }
    func add(_ name: String, _ time: Duration) { kept.withLock { $0[name, default: []].append(time) } }
}
