internal import Synchronization

/// Feed readers and buffers for bodies that nobody uses just now. As many exist as there have been feeds arriving at one time, which the transfers in flight bound.
final class FeedReaderPool: Sendable {
    /// One for the process: readers belong to no page.
    static let shared = FeedReaderPool()

    private let idle = Mutex<[FeedBodyReader]>([])
    private let buffers = Mutex<[[UInt8]]>([])
    private let limit: Int

    /// - Parameter limit: How many idle readers are kept.
    init(limit: Int = 32) { self.limit = limit }

    func take() -> FeedBodyReader { idle.withLock { $0.popLast() } ?? FeedBodyReader() }

    /// The giver must not use the reader any more.
    func give(_ reader: FeedBodyReader) {
        reader.release()
        idle.withLock { if $0.count < limit { $0.append(reader) } }
    }

    /// An empty buffer. One that was used before has its memory mapped already, which saves a page fault for every 4 KiB of a body.
    func takeBuffer() -> [UInt8] { buffers.withLock { $0.popLast() } ?? [] }

    /// Takes a buffer back, unless it has grown beyond what most pages need.
    func give(_ buffer: consuming [UInt8]) {
        guard buffer.capacity > 0, buffer.capacity <= 256 << 10 else { return }
        buffer.removeAll(keepingCapacity: true)
        let buffer = buffer
        buffers.withLock { if $0.count < limit { $0.append(buffer) } }
    }
}
