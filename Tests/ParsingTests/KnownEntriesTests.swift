import Parsing
import Support
import Testing

/// Entries that are written as they were at the reading before are passed over, and nobody can tell.
struct KnownEntriesTests {
    @Test("the same feed with another date is passed over but for its head", arguments: EditedFeed.Dialect.allCases)
    func otherDate(dialect: EditedFeed.Dialect) {
        let pair = ReadingPair()
        var feed = EditedFeed(dialect, entries: 25)
        #expect(RepeatedReading.countNew(pair.read(feed.text)) == 25)
        #expect(pair.quick.spared == 0 && pair.quick.segments.count == 25)
        for minute in 11...13 {
            feed.head = "<updated>2026-08-01T10:\(minute):00Z</updated>"
            #expect(RepeatedReading.countNew(pair.read(feed.text)) == 0)
            #expect(pair.quick.spared >= feed.entries.reduce(0) { $0 + $1.utf8.count })
            #expect(pair.full.spared == 0)
        }
    }

    @Test("one new entry is read, the others are passed over", arguments: EditedFeed.Dialect.allCases)
    func oneNew(dialect: EditedFeed.Dialect) {
        let pair = ReadingPair()
        var feed = EditedFeed(dialect, entries: 25)
        pair.read(feed.text)
        for number in 25..<30 {
            let new = feed.entry(number)
            feed.entries.insert(new, at: 0)
            feed.entries.removeLast()
            #expect(RepeatedReading.countNew(pair.read(feed.text)) == 1)
            #expect(pair.quick.spared >= feed.entries.dropFirst().reduce(0) { $0 + $1.utf8.count })
        }
    }

    @Test("an edit to any entry is found, whichever byte it is", arguments: EditedFeed.Dialect.allCases)
    func everyByte(dialect: EditedFeed.Dialect) {
        let pair = ReadingPair()
        let feed = EditedFeed(dialect, entries: 3)
        let bytes = Array(feed.text.utf8)
        pair.read(bytes)
        var spared = 0
        let others: [UInt8] = [UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: " "), 0xC3]
        for index in bytes.indices {
            for other in [bytes[index] ^ 1, others[index % others.count]] {
                var edited = bytes
                edited[index] = other
                pair.read(edited, keeping: false, "byte \(index) is \(other)")
                spared += pair.quick.spared
            }
        }
        #expect(spared > bytes.count * bytes.count / 3)
        var edited = feed
        edited.entries[2] = feed.entry(2, text: "We look into it!")
        #expect(RepeatedReading.countNew(pair.read(edited.text)) == 1)
    }

    @Test("a document that is cut short at any byte is refused as ever", arguments: EditedFeed.Dialect.allCases)
    func truncation(dialect: EditedFeed.Dialect) {
        let pair = ReadingPair()
        let bytes = Array(EditedFeed(dialect).text.utf8)
        pair.read(bytes)
        for length in bytes.indices { pair.read(Array(bytes[..<length]), keeping: false, "cut at \(length)") }
        #expect(pair.read(Array(bytes[..<(bytes.count - 30)]), keeping: false).error?.code == .truncated)
    }

    @Test(
        "however the bytes are cut, the outcome is the same", arguments: EditedFeed.Dialect.allCases, [1, 7, 100, 1000, 4096, 5000, 20_000])
    func chunks(dialect: EditedFeed.Dialect, chunk: Int) {
        let pair = ReadingPair()
        var feed = EditedFeed(dialect, entries: 60)
        pair.read(feed.text)
        let first = feed.entry(61)
        feed.entries.insert(first, at: 0)
        pair.read(Array(feed.text.utf8), chunk: chunk)
        #expect(pair.quick.spared > 0)
        feed.entries.swapAt(3, 7)
        feed.entries[5] = feed.entry(5, text: "We know why.")
        pair.read(Array(feed.text.utf8), chunk: chunk)
    }

    @Test(
        "an entry that is only quoted is none",
        arguments: [
            "<!--%-->", "<![CDATA[%]]>", "<?quoted %?>", "<subtitle><![CDATA[%]]></subtitle>", "<subtitle>%</subtitle>", "<x>%</x>",
        ],
        EditedFeed.Dialect.allCases)
    func quoted(form: String, dialect: EditedFeed.Dialect) {
        let pair = ReadingPair()
        var feed = EditedFeed(dialect)
        pair.read(feed.text)
        let quoted = form.split(separator: "%").joined(separator: "\n \(feed.entries[1])\n \(feed.entries[2]) ")
        feed.tail = quoted
        pair.read(Array(feed.text.utf8), keeping: false)
        (feed.tail, feed.head) = ("\n", quoted)
        pair.read(Array(feed.text.utf8), keeping: false)
        feed.between = "\n" + quoted
        pair.read(Array(feed.text.utf8), keeping: false)
        feed.entries[3] = quoted
        pair.read(feed.text)
    }

    @Test(
        "where the elements around them say something else, all entries are read",
        arguments: [
            " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"", " xml:base=\"https://other.example/\"", " xml:lang=\"de\"",
            " version=\"0.3\"",
            " xmlns:m=\"http://search.yahoo.com/mrss/\" m:x=\"\"",
        ])
    func otherRoot(attributes: String) {
        for dialect in [EditedFeed.Dialect.atom, .rss] where dialect == .atom || !attributes.contains("version") {
            let pair = ReadingPair()
            var feed = EditedFeed(dialect)
            pair.read(feed.text)
            feed.rootAttributes = attributes
            pair.read(feed.text)
            #expect(pair.quick.spared == 0)
            pair.read(feed.text)
            #expect(pair.quick.spared > 0)
        }
    }

    @Test("an element in another namespace is another element, though its bytes are the same")
    func otherNamespace() {
        let pair = ReadingPair()
        let entry =
            "<entry><d:title>Slow</d:title><title>Late</title><summary>\(String(repeating: "We look into it. ", count: 10))</summary></entry>"
        pair.read("<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:d=\"http://www.w3.org/2005/Atom\">\(entry)</feed>")
        let second = pair.read("<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:d=\"urn:other\">\(entry)</feed>")
        #expect(RepeatedReading.countNew(second) == 1)
        pair.read("<feed xmlns=\"urn:none\" xmlns:d=\"urn:other\">\(entry)</feed>")
        pair.read("<x><feed xmlns=\"http://www.w3.org/2005/Atom\">\(entry)</feed></x>")
        pair.read("<feed xmlns=\"urn:none\" xmlns:d=\"urn:other\">\(entry)</feed>")
        #expect(pair.quick.spared == entry.utf8.count)
        pair.read("<feed xmlns=\"urn:none\" xmlns:d=\"urn:other\"><y>\(entry)</y></feed>")
        #expect(pair.quick.spared == 0)
    }

    @Test("two equal entries are two, and blanks between entries are nothing", arguments: EditedFeed.Dialect.allCases)
    func equalEntries(dialect: EditedFeed.Dialect) {
        let pair = ReadingPair()
        var feed = EditedFeed(dialect)
        feed.entries.append(feed.entries[0])
        #expect(pair.read(feed.text).items.count == 5)
        feed.entries.append(feed.entries[0])
        #expect(pair.read(feed.text).items.count == 6)
        for between in ["", "\r\n", "\n\n\n\t", "<!-- a comment -->", "text", "text > text", "&#32;", "&nbsp;", "<x/>", "]]"] {
            feed.between = between
            pair.read(feed.text)
            // Behind a text the parser waits for what follows it.
            #expect(pair.quick.spared > 0 || between.hasPrefix("text") || between == "]]", "\(between)")
        }
    }

    @Test("what the feed says behind its entries is read, and so is a flaw or a document type")
    func behind() throws {
        for tail in [
            "<rights>x</rights><id>urn:feed</id>", "<a>", "</b>", "& x", "<!DOCTYPE feed>", "]]>", "<title>Other</title>", "<entry/>",
        ] {
            for dialect in EditedFeed.Dialect.allCases {
                let pair = ReadingPair()
                var feed = EditedFeed(dialect)
                pair.read(feed.text)
                feed.tail = tail
                pair.read(feed.text)
                (feed.tail, feed.between) = ("\n", "\n" + tail)
                pair.read(feed.text)
                pair.read(feed.text)
            }
        }
        let pair = ReadingPair()
        pair.read(EditedFeed(.atom).text)
        #expect(pair.read("<!DOCTYPE feed>" + EditedFeed(.atom).text.split(separator: "?>")[1]).error?.code == .documentType)
    }

    @Test("links are resolved as ever, though the entries before a new one were passed over")
    func bases() throws {
        let pair = ReadingPair()
        let long = String(repeating: "We look into it. ", count: 10)
        func entry(_ number: Int, _ attributes: String = "") -> String {
            "<entry\(attributes)><id>\(number)</id><link href=\"incidents/\(number)\"/><summary>\(long)</summary></entry>"
        }
        let root = "<feed xmlns=\"http://www.w3.org/2005/Atom\">"
        let based = entry(3, " xml:base=\"https://base.example/a/\"")
        for base in [nil, "https://status.example/history.atom"] {
            for (first, second) in [(entry(1), entry(2)), (based, entry(2)), (entry(1), based)] {
                pair.read(Array("\(root)<link href=\"https://one.example/\"/>\(first)</feed>".utf8), base: base)
                let link = "<link href=\"https://two.example/\"/>"
                let all = pair.read(Array("\(root)\(first)\(link)\(second)\(entry(4))</feed>".utf8), base: base, keeping: false)
                #expect(all.items.count == 3)
            }
        }
    }

    @Test("a document in another encoding is compared by its text, and a mended one leaves nothing to compare with")
    func encodings() {
        let pair = ReadingPair()
        let feed = EditedFeed(.atom)
        let latin = feed.text.split(separator: "UTF-8").joined(separator: "ISO-8859-1").split(separator: "look").joined(
            separator: "l\u{FC}ck")
        pair.read(latin.unicodeScalars.map { UInt8($0.value) })
        pair.read(latin.unicodeScalars.map { UInt8($0.value) } + [10])
        #expect(pair.quick.spared > 0)
        pair.read(Array(latin.utf8))
        #expect(pair.quick.spared == 0)
        var flawed = feed
        flawed.tail = "<title>A & B</title>"
        pair.read(flawed.text)
        #expect(pair.quick.segments.isEmpty)
        pair.read(flawed.text)
        #expect(pair.quick.spared == 0)
    }

    @Test("entries that are passed over count against the bound")
    func bound() {
        var limits = FeedParserLimits()
        limits.entries = 5
        let parser = FeedParser(limits: limits, onEntry: { _ in })
        parser.onKnownEntry = { _ in true }
        var feed = EditedFeed(.rss, entries: 5)
        var segments = EntrySegments()
        for count in [5, 6] {
            if count == 6 { feed.entries.append(feed.entries[1]) }
            parser.begin(contentType: nil, baseURL: nil, known: segments)
            var error: ParseError?
            do throws(ParseError) {
                try parser.parse(Array(feed.text.utf8).span)
                _ = try parser.finish()
            } catch let thrown {
                error = thrown
            }
            #expect(error == (count == 5 ? nil : ParseError(.tooLarge, detail: "more than 5 entries")))
            segments = parser.segments
        }
    }
}
