import Parsing

/// A page that is polled: it keeps of each document what the next reading may pass over.
final class RepeatedReading {
    private let parser = FeedParser()
    private var known: Set<UInt64> = []
    private var segments = EntrySegments()
    private var found: [UInt64] = []

    /// - Parameter passesOver: Whether entries whose bytes are known are passed over, or read all the same.
    init(passesOver: Bool) {
        parser.onEntry = { [unowned self] in found.append($0.fingerprint) }
        parser.sparesTexts = passesOver
        guard passesOver else { return }
        parser.onKnownEntry = { [unowned self] fingerprint in
            guard known.contains(fingerprint) else { return false }
            found.append(fingerprint)
            return true
        }
    }

    /// The fingerprints of a document's entries, in order, and what it says of itself; nil for one that cannot be read.
    func read(_ document: [UInt8]) -> Document? {
        found = []
        parser.begin(contentType: nil, baseURL: nil, known: segments)
        do throws(ParseError) {
            try parser.parse(document.span)
            let feed = try parser.finish()
            segments = parser.segments
            known = Set(found)
            return Document(entries: found, feed: feed)
        } catch {
            return nil
        }
    }

    struct Document: Equatable {
        var entries: [UInt64]
        var feed: Feed
    }

    func forget() {
        known = []
        segments = EntrySegments()
    }
}
