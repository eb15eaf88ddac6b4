internal import Synchronization

/// Feed readers that nobody uses just now. As many exist as there have been feeds arriving at one time, which the transfers in flight bound.
final class FeedReaderPool: Sendable {
    /// One for the process: readers belong to no page.
    static let shared = FeedReaderPool()

    private let idle = Mutex<[FeedBodyReader]>([])
    private let limit: Int

    /// - Parameter limit: How many idle readers are kept.
    init(limit: Int = 32) { self.limit = limit }

    func take() -> FeedBodyReader { idle.withLock { $0.popLast() } ?? FeedBodyReader() }

    /// The giver must not use the reader any more.
    func give(_ reader: FeedBodyReader) {
        reader.release()
        idle.withLock { if $0.count < limit { $0.append(reader) } }
    }
}
