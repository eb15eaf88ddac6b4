/// The bus's state: a ring of published batches and a cursor a subscriber. Pure: it starts and resumes nothing.
///
/// A slot holds one published batch, immutable and shared, so that publishing and taking move one reference and not the events.
/// The oldest batch is dropped as soon as the others hold `capacity` events: every subscriber can be at least that far behind. A
/// batch counts for at most a quarter of the ring, so that one large page pushes out neither itself nor what came before it.
struct EventRing {
    struct Chunk {
        var first: UInt64
        var events: ArraySlice<StatusEvent>
        var end: UInt64 { first + UInt64(events.count) }
        func weight(_ capacity: Int) -> Int { min(events.count, max(1, capacity / 4)) }
    }

    /// Where a subscriber reads on.
    private struct Cursor {
        var sequence: UInt64
        /// The number of the chunk that holds `sequence`, or the next one to be published.
        var chunk: UInt64
    }

    /// Events up to this many are gathered from small chunks into one batch.
    static let gatherLimit = 16

    let capacity: Int
    private let mask: UInt64
    private var slots: [Chunk?]
    /// Numbers of the oldest chunk kept and of the next one.
    private var oldest: UInt64 = 0
    private var next: UInt64 = 0
    /// The weights of the chunks kept.
    private var kept = 0
    private(set) var nextSequence: UInt64
    private(set) var isClosed = false
    private var cursors: [Cursor?] = []

    /// - Parameter capacity: in events, rounded up to a power of two.
    init(capacity: Int, firstSequence: UInt64) {
        var rounded = 2
        while rounded < capacity { rounded *= 2 }
        self.capacity = rounded
        mask = UInt64(rounded - 1)
        slots = Array(repeating: nil, count: rounded)
        nextSequence = firstSequence
    }

    // MARK: Publishing

    /// Puts a batch into the ring.
    ///
    /// - Returns: the chunks that fell out, for the caller to release outside of the lock.
    mutating func publish(_ events: ArraySlice<StatusEvent>) -> [Chunk] {
        var dropped: [Chunk] = []
        let chunk = Chunk(first: nextSequence, events: events)
        kept += chunk.weight(capacity)
        while let first = slots[Int(oldest & mask)], kept - first.weight(capacity) >= capacity {
            slots[Int(oldest & mask)] = nil
            oldest += 1
            kept -= first.weight(capacity)
            dropped.append(first)
        }
        slots[Int(next & mask)] = chunk
        next += 1
        nextSequence += UInt64(events.count)
        return dropped
    }

    mutating func close() { isClosed = true }

    // MARK: Subscribing

    /// Adds a subscriber that reads from the next event on.
    mutating func subscribe() -> Int {
        let cursor = Cursor(sequence: nextSequence, chunk: next)
        if let free = cursors.firstIndex(where: { $0 == nil }) {
            cursors[free] = cursor
            return free
        }
        cursors.append(cursor)
        return cursors.count - 1
    }

    mutating func unsubscribe(_ id: Int) { cursors[id] = nil }

    /// How many events are published and not taken by a subscriber.
    func lag(of id: Int) -> Int { cursors[id].map { Int(nextSequence - $0.sequence) } ?? 0 }

    /// The greatest lag; 0 without subscribers.
    var slowestLag: Int { cursors.indices.reduce(0) { max($0, lag(of: $1)) } }

    enum Taken {
        /// Events are there: in one piece, or in small ones to be joined outside of the lock.
        case chunk(EventBatch)
        case chunks(missed: Int, firstSequence: UInt64, [ArraySlice<StatusEvent>])
        /// Nothing is there yet.
        case wait
        /// The bus is closed and all is read, or the subscriber is gone.
        case end
    }

    /// Takes up to `limit` events for a subscriber.
    mutating func take(_ id: Int, limit: Int) -> Taken {
        guard var cursor = cursors[id] else { return .end }
        var missed = 0
        if cursor.chunk < oldest, let first = slots[Int(oldest & mask)] {
            missed = Int(first.first - cursor.sequence)
            cursor.sequence = first.first
            cursor.chunk = oldest
        }
        guard let head = piece(cursor, limit: limit) else {
            return isClosed ? .end : .wait
        }
        let firstSequence = cursor.sequence
        advance(&cursor, past: head)
        defer { cursors[id] = cursor }
        guard head.count < Self.gatherLimit, head.count < limit, cursor.chunk < next else {
            return .chunk(EventBatch(missed: missed, firstSequence: firstSequence, events: head))
        }
        var pieces = [head]
        var count = head.count
        while count < limit, let more = piece(cursor, limit: limit - count) {
            advance(&cursor, past: more)
            pieces.append(more)
            count += more.count
        }
        return .chunks(missed: missed, firstSequence: firstSequence, pieces)
    }

    private func piece(_ cursor: Cursor, limit: Int) -> ArraySlice<StatusEvent>? {
        guard cursor.chunk < next, let chunk = slots[Int(cursor.chunk & mask)] else { return nil }
        let skipped = Int(cursor.sequence - chunk.first)
        if skipped == 0 && chunk.events.count <= limit { return chunk.events }
        return chunk.events.dropFirst(skipped).prefix(limit)
    }

    private func advance(_ cursor: inout Cursor, past piece: ArraySlice<StatusEvent>) {
        cursor.sequence += UInt64(piece.count)
        if let chunk = slots[Int(cursor.chunk & mask)], cursor.sequence >= chunk.end { cursor.chunk += 1 }
    }
}
