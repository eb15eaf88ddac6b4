import Testing

@testable import Parsing

/// A reader that is polled: it keeps of each document what the next reading may pass over.
final class RepeatedReading {
    enum Item: Equatable {
        case known(UInt64)
        case new(UInt64, FeedEntry)
    }

    /// What one document led to, in order.
    struct Outcome: Equatable {
        var items: [Item] = []
        var feed: Feed?
        var error: ParseError?
    }

    private let parser = FeedParser()
    private var known: Set<UInt64> = []
    private(set) var segments = EntrySegments()
    private var items: [Item] = []
    /// Bytes of the last document that the XML parser did not read.
    private(set) var spared = 0

    /// - Parameter passesOver: Whether entries whose bytes are known are passed over, or read all the same.
    init(passesOver: Bool = true) {
        parser.onEntry = { [unowned self] entry in
            let fingerprint = entry.fingerprint
            items.append(known.contains(fingerprint) ? .known(fingerprint) : .new(fingerprint, entry.makeEntry()))
        }
        // The one that reads all leaves all to the XML parser.
        parser.sparesTexts = passesOver
        guard passesOver else { return }
        parser.onKnownEntry = { [unowned self] fingerprint in
            guard known.contains(fingerprint) else { return false }
            items.append(.known(fingerprint))
            return true
        }
    }

    /// Reads a document in pieces. One that is read well takes the place of the one before, unless `keeping` says otherwise.
    func read(_ bytes: [UInt8], base: String? = nil, chunk: Int = .max, keeping: Bool = true) -> Outcome {
        items = []
        var outcome = Outcome()
        parser.begin(contentType: nil, baseURL: base, known: segments)
        do throws(ParseError) {
            var start = 0
            while start < bytes.count {
                let end = chunk < bytes.count - start ? start + chunk : bytes.count
                try parser.parse(bytes.span.extracting(start..<end))
                start = end
            }
            outcome.feed = try parser.finish()
        } catch {
            outcome.error = error
        }
        outcome.items = items
        spared = parser.sparedBytes
        guard outcome.error == nil, keeping else { return outcome }
        segments = parser.segments
        known = Set(
            items.map { item in
                switch item {
                case .known(let fingerprint), .new(let fingerprint, _): fingerprint
                }
            })
        return outcome
    }

    func read(_ text: String) -> Outcome { read(Array(text.utf8)) }

    /// How many entries were handed over to be read.
    static func countNew(_ outcome: Outcome) -> Int { outcome.items.count { if case .new = $0 { true } else { false } } }
}

/// Two readers of the same documents: one that passes over what it knows, one that reads all.
final class ReadingPair {
    let quick = RepeatedReading()
    let full = RepeatedReading(passesOver: false)

    /// Reads with both; they have to agree.
    /// - Returns: what both found.
    @discardableResult
    func read(
        _ bytes: [UInt8], base: String? = nil, chunk: Int = .max, keeping: Bool = true, _ what: @autoclosure () -> String = "",
        at place: SourceLocation = #_sourceLocation
    ) -> RepeatedReading.Outcome {
        let expected = full.read(bytes, base: base, chunk: chunk, keeping: keeping)
        let found = quick.read(bytes, base: base, chunk: chunk, keeping: keeping)
        if found != expected { Issue.record("\(what()): \(found) instead of \(expected)", sourceLocation: place) }
        return found
    }

    @discardableResult
    func read(_ text: String, at place: SourceLocation = #_sourceLocation) -> RepeatedReading.Outcome {
        read(Array(text.utf8), at: place)
    }
}

/// A feed that is changed piece by piece. Its entries are long enough to be passed over.
struct EditedFeed {
    enum Dialect: CaseIterable { case atom, rss, rdf }

    var dialect: Dialect
    var rootAttributes = ""
    var head = "<updated>2026-08-01T10:00:00Z</updated>"
    var entries: [String]
    var between = "\n  "
    var tail = "\n"

    init(_ dialect: Dialect, entries count: Int = 4) {
        self.dialect = dialect
        entries = []
        entries = (0..<count).map { entry($0) }
    }

    func entry(_ number: Int, text: String = "We look into it.") -> String {
        let html = "&lt;p&gt;&lt;b&gt;Investigating&lt;/b&gt; - \(text) The requests are slow in region \(number).&lt;/p&gt;"
        let link = "https://status.example/incidents/\(number)"
        switch dialect {
        case .atom:
            return """
                <entry>
                    <id>tag:status.example,2005:Incident/\(number)</id>
                    <updated>2026-07-20T05:\(10 + number % 50):00Z</updated>
                    <link rel="alternate" type="text/html" href="\(link)"/>
                    <title>Slow &amp; late \(number)</title>
                    <content type="html">\(html)</content>
                  </entry>
                """
        case .rss:
            return """
                <item>
                    <title><![CDATA[Slow & late \(number)]]></title>
                    <description>\(html)</description>
                    <pubDate>Mon, 20 Jul 2026 05:\(10 + number % 50):00 +0000</pubDate>
                    <link>\(link)</link><guid>\(link)</guid>
                  </item>
                """
        case .rdf:
            return """
                <item rdf:about="\(link)">
                    <title>Slow &#38; late \(number)</title><link>\(link)</link><description>\(html)</description>
                    <dc:date>2026-07-20T05:\(10 + number % 50):00Z</dc:date>
                  </item>
                """
        }
    }

    var text: String {
        let list = entries.map { between + $0 }.joined()
        let title = "<title>Acme Status</title><link>https://status.example</link>"
        switch dialect {
        case .atom:
            return """
                <?xml version="1.0" encoding="UTF-8"?>
                <feed xmlns="http://www.w3.org/2005/Atom"\(rootAttributes)>
                  <title>Acme Status</title><link rel="alternate" href="https://status.example/"/>\(head)\(list)\(tail)</feed>

                """
        case .rss:
            return "<rss version=\"2.0\"\(rootAttributes)><channel>\n\(title)\(head)\(list)\(tail)</channel>\n</rss>\n"
        case .rdf:
            return """
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
                    xmlns:dc="http://purl.org/dc/elements/1.1/"\(rootAttributes)>
                <channel rdf:about="https://status.example">\(title)\(head)</channel>\(list)\(tail)</rdf:RDF>
                """
        }
    }
}
