import Synchronization

/// Fans events out to every subscriber. Publishing never waits: a subscriber that falls further behind than the ring reaches
/// loses the oldest events, and is told how many.
///
/// Events are numbered in the order of publishing. One ``Mutex`` guards the ring, the cursors and the waiting continuations;
/// nothing is resumed and no event is released while it is held.
public final class EventBus: Sendable {
    private struct State {
        var ring: EventRing
        /// By subscriber: the task that waits for its next event.
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
        /// Subscribers that are to look at something beside the bus.
        var nudged: Set<Int> = []
        var pacing: [UInt64: Pacing] = [:]
        var nextPacing: UInt64 = 0
    }

    private struct Pacing {
        var lag: Int
        var subscribers: [Int]?
        var continuation: CheckedContinuation<Void, Never>
    }

    private let state: Mutex<State>
    /// How many events a subscriber may be behind before it loses any.
    public let capacity: Int

    /// - Parameters:
    ///   - capacity: in events, rounded up to a power of two.
    ///   - firstSequence: the number of the first event.
    public init(capacity: Int = 1024, firstSequence: UInt64 = 0) {
        let ring = EventRing(capacity: capacity, firstSequence: firstSequence)
        self.capacity = ring.capacity
        state = Mutex(State(ring: ring))
    }

    // MARK: Publishing

    /// Hands a batch to all subscribers, in order. Never waits. After ``close()`` the events go nowhere.
    ///
    /// - Returns: the number of the batch's first event; nil when the bus is closed.
    @discardableResult
    public func publish(_ events: [StatusEvent]) -> UInt64? {
        if events.isEmpty { return state.withLock { $0.ring.isClosed ? nil : $0.ring.nextSequence } }
        let (sequence, dropped, resumed) = state.withLock { state -> (UInt64?, [EventRing.Chunk], [CheckedContinuation<Void, Never>]) in
            if state.ring.isClosed { return (nil, [], []) }
            let sequence = state.ring.nextSequence
            let dropped = state.ring.publish(events[...])
            return (sequence, dropped, Self.wakeable(&state))
        }
        for continuation in resumed { continuation.resume() }
        // Released here, outside of the lock.
        _ = dropped
        return sequence
    }

    /// Ends the bus: every subscriber still reads what is there, then its sequence ends.
    public func close() {
        let resumed = state.withLock { state in
            state.ring.close()
            defer { state.pacing.removeAll() }
            return Self.wakeable(&state) + state.pacing.values.map(\.continuation)
        }
        for continuation in resumed { continuation.resume() }
    }

    private static func wakeable(_ state: inout State) -> [CheckedContinuation<Void, Never>] {
        if state.waiting.isEmpty { return [] }
        defer { state.waiting.removeAll(keepingCapacity: true) }
        return Array(state.waiting.values)
    }

    // MARK: Subscribing

    /// Adds a subscriber, which reads every event published from now on.
    public func subscribe() -> Subscription {
        Subscription(bus: self, id: state.withLock { $0.ring.subscribe() })
    }

    /// The lag of the subscriber that is furthest behind; 0 without subscribers.
    public var slowestLag: Int { state.withLock { $0.ring.slowestLag } }

    /// The number that the next event will have.
    public var nextSequence: UInt64 { state.withLock { $0.ring.nextSequence } }

    /// Waits until no subscriber is more than `lag` events behind, for a publisher that would rather wait than have events
    /// lost: a benchmark, a replay. Returns at once on a closed bus or in a cancelled task.
    ///
    /// - Parameter subscriptions: those to look at; nil for all.
    public func waitUntilLag(isAtMost lag: Int, of subscriptions: [Subscription]? = nil) async {
        let subscribers = subscriptions?.map(\.id)
        let token = state.withLock { state in
            state.nextPacing += 1
            return state.nextPacing
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    if Task.isCancelled || state.ring.isClosed || Self.lag(of: subscribers, state.ring) <= lag { return true }
                    state.pacing[token] = Pacing(lag: lag, subscribers: subscribers, continuation: continuation)
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.pacing.removeValue(forKey: token) }?.continuation.resume()
        }
    }

    private static func lag(of subscribers: [Int]?, _ ring: EventRing) -> Int {
        subscribers.map { $0.reduce(0) { max($0, ring.lag(of: $1)) } } ?? ring.slowestLag
    }

    private static func paced(_ state: inout State) -> [CheckedContinuation<Void, Never>] {
        if state.pacing.isEmpty { return [] }
        let due = state.pacing.filter { lag(of: $0.value.subscribers, state.ring) <= $0.value.lag }
        for token in due.keys { state.pacing.removeValue(forKey: token) }
        return due.values.map(\.continuation)
    }

    // MARK: What a subscription calls

    fileprivate func lag(of id: Int) -> Int { state.withLock { $0.ring.lag(of: id) } }

    /// Under one lock, for what is published between two looks would be counted in one of them alone.
    fileprivate func position(of id: Int) -> UInt64 { state.withLock { $0.ring.nextSequence - UInt64($0.ring.lag(of: id)) } }

    fileprivate func unsubscribe(_ id: Int) {
        let resumed = state.withLock { state in
            state.ring.unsubscribe(id)
            state.nudged.remove(id)
            let waiting = state.waiting.removeValue(forKey: id).map { [$0] } ?? []
            return waiting + Self.paced(&state)
        }
        for continuation in resumed { continuation.resume() }
    }

    fileprivate func take(_ id: Int, limit: Int) -> EventRing.Taken {
        let (taken, resumed) = state.withLock { state in
            let taken = state.ring.take(id, limit: limit)
            return (taken, Self.paced(&state))
        }
        for continuation in resumed { continuation.resume() }
        return taken
    }

    fileprivate func nudge(_ id: Int) {
        state.withLock { state in
            state.nudged.insert(id)
            return state.waiting.removeValue(forKey: id)
        }?.resume()
    }

    fileprivate func takeNudge(_ id: Int) -> Bool { state.withLock { $0.nudged.remove(id) != nil } }

    /// Suspends until the subscriber may have something to take. May return without cause.
    fileprivate func wait(_ id: Int) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    // Published, closed or cancelled since the take that found nothing.
                    if Task.isCancelled || state.ring.isClosed || state.ring.lag(of: id) > 0 || state.nudged.contains(id) { return true }
                    precondition(state.waiting[id] == nil, "one task at a time reads a subscription")
                    state.waiting[id] = continuation
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: id) }?.resume()
        }
    }
}

/// One subscriber's place on the bus: an asynchronous sequence of batches, read by one task at a time. It ends when the
/// bus is closed and all is read, or when the task is cancelled. Letting go of it ends the subscription.
public final class Subscription: Sendable {
    private let bus: EventBus
    fileprivate let id: Int

    fileprivate init(bus: EventBus, id: Int) {
        self.bus = bus
        self.id = id
    }

    deinit { bus.unsubscribe(id) }

    /// Makes the next batch, or the one that is waited for now, an empty one: the reader is to look at something beside the bus.
    func nudge() { bus.nudge(id) }

    /// The number of the next event that would be taken.
    var position: UInt64 { bus.position(of: id) }

    /// The number of the next event that will be published.
    var end: UInt64 { bus.nextSequence }

    /// How many events are published and not taken.
    public var lag: Int { bus.lag(of: id) }

    /// The next batch; nil at the end of the bus, or when the task is cancelled (no event is lost then: the next call goes on).
    ///
    /// - Parameter limit: the most events to take.
    public func next(limit: Int = 64) async -> EventBatch? {
        while !Task.isCancelled {
            if bus.takeNudge(id) { return EventBatch(missed: 0, firstSequence: bus.nextSequence, events: []) }
            switch bus.take(id, limit: Swift.max(1, limit)) {
            case .chunk(let batch): return batch
            case .chunks(let missed, let firstSequence, let pieces):
                return EventBatch(missed: missed, firstSequence: firstSequence, events: ArraySlice(pieces.joined()))
            case .end: return nil
            case .wait: await bus.wait(id)
            }
        }
        return nil
    }
}

extension Subscription: AsyncSequence {
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let subscription: Subscription
        public func next() async -> EventBatch? { await subscription.next() }
        public func next(isolation actor: isolated (any Actor)?) async -> EventBatch? { await subscription.next() }
    }

    public func makeAsyncIterator() -> Iterator { Iterator(subscription: self) }
}
