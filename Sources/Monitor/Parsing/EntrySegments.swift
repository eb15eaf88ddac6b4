/// What the bytes of a document's entries were: with it the next reading of the same page passes over entries that are written as they were
/// (``FeedParser/begin(contentType:baseURL:known:)``). 24 bytes an entry.
///
/// The hashes are keyed with a number that only this process has: to be kept in memory alone.
public struct EntrySegments: Sendable, Hashable {
    /// One entry from the `<` of its start tag to the `>` of its end tag, in UTF-8.
    struct Segment: Sendable, Hashable {
        var hash: UInt64
        /// What the fields came to, see ``RawFeedEntry/fingerprint``.
        var fingerprint: UInt64
        /// Part of the hash of the first ``headLength`` bytes, by which a segment is found.
        var head: UInt32
        var length: UInt32
    }

    /// Entries that are shorter are read: that costs little.
    static let headLength = 128
    /// No more entries of one document are kept.
    static let limit = 1024

    /// A hash of the elements that the entries stood in, with their namespaces and attributes: what is written means the same there alone.
    var context: UInt64 = 0
    /// Sorted by `head`.
    private(set) var segments: [Segment] = []

    public init() {}

    /// Takes the segments of one reading.
    init(context: UInt64, segments: [Segment]) {
        self.context = context
        // What is kept has no room to grow.
        self.segments.reserveCapacity(segments.count)
        self.segments += segments
        self.segments.sort { $0.head < $1.head }
    }

    public var isEmpty: Bool { segments.isEmpty }
    public var count: Int { segments.count }

    /// Segments that begin in that way, few even where all do.
    func segments(beginningWith head: UInt32) -> ArraySlice<Segment> {
        var (low, high) = (0, segments.count)
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].head < head { low = middle + 1 } else { high = middle }
        }
        return segments[low...].prefix(16).prefix { $0.head == head }
    }
}
