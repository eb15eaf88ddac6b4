internal import Synchronization

/// Feed readers and buffers for bodies that nobody uses just now. More exist only while
/// more feeds arrive at one time, which the transfers in flight bound: the engine lets a body that is whole be read before more come, so that is seldom.
final class FeedReaderPool: Sendable {
    /// One for the process: readers belong to no page.
    static let shared = FeedReaderPool()

    private let idle = Mutex<[FeedBodyReader]>([])
    private let buffers = Mutex<[[UInt8]]>([])
    private let limit: Int

    /// - Parameter limit: How many idle readers are kept.
    init(limit: Int = 4) { self.limit = limit }

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
