import Parsing

/// Reads one document again and again, as a page that is polled does.
final class ParsingMeasurement {
    private let document: [UInt8]
    private let parser = FeedParser()
    /// What the reading before left behind.
    private var known: Set<UInt64> = []
    private var segments = EntrySegments()
    private var learned = EntrySegments()
    private var makesEntries = true
    private var seen: [UInt64] = []

    init(document: [UInt8]) { self.document = document }

    func result(file: String, rounds: Int) throws(ParseError) -> ParsingResult {
        parser.onEntry = { [unowned self] entry in take(entry) }
        parser.onKnownEntry = { [unowned self] fingerprint in
            seen.append(fingerprint)
            return true
        }
        let full = try measure(document, rounds)
        let entries = seen.count
        guard entries > 0, let first = FeedEdits.firstEntry(of: document) else { throw ParseError(.notAFeed, detail: "no entry") }
        makesEntries = false
        let read = try measure(document, rounds)
        makesEntries = true
        remember()
        let same = try measure(FeedEdits.withOtherDate(document, before: first.lowerBound), rounds)
        let sparedBytes = parser.sparedBytes
        (known, segments) = ([], EntrySegments())
        _ = try measure(Array(document[..<first.lowerBound] + document[first.upperBound...]), 1)
        remember()
        let oneNew = try measure(document, rounds)
        return ParsingResult(
            file: file, bytes: document.count, entries: entries, fullMicroseconds: full, readMicroseconds: read, knownMicroseconds: same,
            oneNewMicroseconds: oneNew, knownSparedBytes: sparedBytes, oneNewSparedBytes: parser.sparedBytes)
    }

    private func remember() { (known, segments) = (Set(seen), learned) }

    private func take(_ entry: borrowing RawFeedEntry) {
        seen.append(entry.fingerprint)
        if makesEntries, !known.contains(entry.fingerprint) { _ = entry.makeEntry() }
    }

    /// Microseconds of the quickest round: what else runs on the machine only ever makes one slower.
    private func measure(_ document: [UInt8], _ rounds: Int) throws(ParseError) -> Double {
        var best = Duration.seconds(3600)
        for _ in 0..<rounds {
            seen.removeAll(keepingCapacity: true)
            let start = ContinuousClock.now
            parser.begin(contentType: nil, baseURL: "https://status.example/history.atom", known: segments)
            try parser.parse(document.span)
            _ = try parser.finish()
            // What the next poll needs is part of this one's work.
            learned = parser.segments
            best = min(best, start.duration(to: .now))
        }
        return best / .microseconds(1)
    }
}

/// Changes that pages make to their feeds.
enum FeedEdits {
    /// Where the first entry lies; nil when there is none.
    static func firstEntry(of document: [UInt8]) -> Range<Int>? {
        let candidates = ["entry", "item"].compactMap { name -> Range<Int>? in
            guard let start = [" ", ">"].compactMap({ index(of: "<\(name)\($0)", in: document, from: 0) }).min(),
                let end = index(of: "</\(name)>", in: document, from: start)
            else { return nil }
            return start..<end + name.utf8.count + 3
        }
        return candidates.min { $0.lowerBound < $1.lowerBound }
    }

    /// With a digit of the feed's own date changed; where it has none before its entries, with one more line end at its end.
    static func withOtherDate(_ document: [UInt8], before end: Int) -> [UInt8] {
        var edited = document
        for tag in ["<updated>", "<lastBuildDate>", "<pubDate>"] {
            guard let start = index(of: tag, in: document, from: 0), start < end,
                let close = document[start...].dropFirst().firstIndex(of: UInt8(ascii: "<")),
                let digit = document[start..<close].lastIndex(where: { (0x30...0x38).contains($0) })
            else { continue }
            edited[digit] += 1
            return edited
        }
        return edited + [UInt8(ascii: "\n")]
    }

    private static func index(of text: String, in document: [UInt8], from start: Int) -> Int? {
        let bytes = Array(text.utf8)
        guard let first = bytes.first else { return nil }
        var position = start
        while let found = document[position...].firstIndex(of: first), found + bytes.count <= document.count {
            if document[found..<found + bytes.count].elementsEqual(bytes) { return found }
            position = found + 1
        }
        return nil
    }
}
