import Monitor
import Parsing

/// Reads a feed's body into events, leaving out entries that are as they were at the reading before. Kept and used again: a reading of known
/// entries allocates nothing.
///
/// Not safe to share: the pool hands it to one reading at a time, which gives it back when it is done, and its lock orders the two. That is what
/// `@unchecked` stands for.
final class FeedBodyReader: @unchecked Sendable {
    private let parser = FeedParser()
    private var reading = FeedReading(context: DecodingContext(provider: ""))
    /// Sorted fingerprints of the reading before.
    private var known: [UInt64] = []
    private var seen: [UInt64] = []
    private var skipped = false

    init() {
        parser.onEntry = { [unowned self] entry in self.take(entry) }
        parser.onKnownEntry = { [unowned self] fingerprint in self.takeKnown(fingerprint) }
    }

    /// - Parameters:
    ///   - platform: Whose dialect the entries are in; nil to tell by the entries.
    ///   - fallback: The dialect of entries that nobody knows.
    ///   - known: Sorted fingerprints of entries that are not wanted again.
    ///   - segments: What the bytes of those entries were.
    func begin(
        _ context: DecodingContext, platform: Platform? = nil, fallback: Platform = .feed, known: [UInt64] = [],
        segments: EntrySegments = EntrySegments()
    ) {
        reading = FeedReading(context: context, platform: platform, fallback: fallback)
        self.known = known
        seen.removeAll(keepingCapacity: true)
        skipped = false
        // A page that changes for the first time since the start may not do so again for weeks: what its bytes were is not worth 24 bytes an entry.
        parser.begin(
            contentType: context.contentType, baseURL: context.url.isEmpty ? nil : context.url, known: segments,
            notesSegments: !known.isEmpty)
    }

    func parse(_ bytes: RawSpan) throws(SourceError) {
        do {
            try parser.parse(bytes)
        } catch {
            throw reading.context.sourceError(error)
        }
        if let error = reading.error { throw error }
    }

    /// What a body came to.
    struct Result {
        var reading: Reading
        /// Of all its entries, sorted: what the next reading may leave out.
        var fingerprints: [UInt64]
        /// What the bytes of the entries were.
        var segments: EntrySegments
        /// Whether entries were left out.
        var isPartial: Bool
    }

    /// Ends the body.
    func finish() throws(SourceError) -> Result {
        defer { release() }
        let feed: Feed
        do {
            feed = try parser.finish()
        } catch {
            throw reading.context.sourceError(error)
        }
        var result = try reading.finish(feed)
        result.pageName = feed.title.flatMap(PageTitle.provider)
        result.pageURL = feed.link
        seen.sort()
        // What is kept has no room to grow.
        var fingerprints: [UInt64] = []
        fingerprints.reserveCapacity(seen.count)
        fingerprints += seen
        return Result(reading: result, fingerprints: fingerprints, segments: parser.segments, isPartial: skipped)
    }

    /// Lets go of what belongs to the body alone.
    func release() {
        reading = FeedReading(context: DecodingContext(provider: ""))
        known = []
    }

    private func takeKnown(_ fingerprint: UInt64) -> Bool {
        guard known.containsSorted(fingerprint) else { return false }
        seen.append(fingerprint)
        skipped = true
        return true
    }

    private func take(_ entry: borrowing RawFeedEntry) {
        let fingerprint = entry.fingerprint
        seen.append(fingerprint)
        if known.containsSorted(fingerprint) {
            skipped = true
        } else if reading.error == nil {
            reading.add(entry.makeEntry(), of: { parser.header })
        }
    }
}

extension FeedVersion {
    var isAtom: Bool { self == .atom10 || self == .atom03 }
}

extension [UInt64] {
    /// Binary search; the array is sorted.
    func containsSorted(_ value: UInt64) -> Bool {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == value
    }
}

extension DecodingContext {
    /// Says what a body that is no readable feed or JSON is, and what to do about it.
    func sourceError(_ error: ParseError) -> SourceError {
        switch error.code {
        case .html:
            wrongFormat(
                "HTML where a feed or JSON was due: the address is that of a web page, or the page asks for a log-in or a browser check")
        case .notAFeed: wrongFormat("no status feed: \(error)")
        case .empty: malformed("the body is empty")
        case .truncated: malformed("the body is cut short: \(error)")
        default: malformed("the body cannot be read: \(error)")
        }
    }
}
