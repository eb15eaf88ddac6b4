import Monitor
import Synchronization

/// A provider whose polls come to what a test says, in order; the last one again and again.
final class ScriptedProvider: StatusProvider {
    typealias Step = Result<PollResult, SourceError>

    let name: String
    let pollInterval: Duration
    let adaptiveInterval: AdaptiveInterval?
    private let steps: Mutex<[Step]>
    private let onPoll: @Sendable () async -> Void

    init(
        _ name: String = "Acme", interval: Duration = .seconds(300), adaptive: AdaptiveInterval? = nil,
        _ steps: [Step] = [.success(.unchanged(format: "atom"))],
        onPoll: @escaping @Sendable () async -> Void = {}
    ) {
        self.name = name
        pollInterval = interval
        adaptiveInterval = adaptive
        self.steps = Mutex(steps)
        self.onPoll = onPoll
    }

    func fetchEvents() async throws -> [StatusEvent] { try await poll().events }

    func poll() async throws(SourceError) -> PollResult {
        await onPoll()
        return try steps.withLock { steps in steps.count > 1 ? steps.removeFirst() : steps[0] }.get()
    }

    static func failure(_ code: SourceError.Code = .transfer) -> Step {
        .failure(SourceError(code, provider: "Acme", url: "https://status.acme.example/feed", detail: "connection refused"))
    }
}

/// Counts, and lets a test wait until a count is reached.
final class Tally: Sendable {
    private struct State {
        var count = 0
        var waiting: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }
    private let state = Mutex(State())

    var count: Int { state.withLock { $0.count } }

    func add(_ more: Int = 1) {
        let due = state.withLock { state in
            state.count += more
            let count = state.count
            let due = state.waiting.filter { $0.count <= count }
            state.waiting.removeAll { $0.count <= count }
            return due
        }
        for waiter in due { waiter.continuation.resume() }
    }

    func wait(for count: Int) async {
        await withCheckedContinuation { continuation in
            let isReached = state.withLock { state in
                if state.count >= count { return true }
                state.waiting.append((count, continuation))
                return false
            }
            if isReached { continuation.resume() }
        }
    }
}

/// Holds whoever passes until it is opened.
final class Gate: Sendable {
    private let state = Mutex<(isOpen: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

    func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
