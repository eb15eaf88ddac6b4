import Parsing
import Support
import Testing

struct KnownEntriesSeriesTests {
    @Test(
        "captures of a page, each after the other, are read as in full, and most of their bytes are passed over",
        .enabled(if: SharedFixtures.arePresent, "the shared fixtures are absent"))
    func captured() throws {
        let names = try SharedFixtures.series("github-history-atom")
        let pair = ReadingPair()
        var (bytes, spared, new) = (0, 0, 0)
        for (index, name) in names.enumerated() {
            let document = try SharedFixtures.bytes(name)
            new += RepeatedReading.countNew(pair.read(document, base: "https://www.githubstatus.com/history.atom", name))
            // What is the same in the capture before may be days old, and then it is not listed any more.
            bytes += index == 0 ? 0 : document.count
            spared += pair.quick.spared
            // The same once more, with nothing changed but the feed's own date.
            pair.read(document, base: "https://www.githubstatus.com/history.atom", name)
            #expect(pair.quick.spared > document.count * 9 / 10, "\(name)")
        }
        #expect(names.count >= 30)
        #expect(spared > bytes / 3 && spared < bytes && new > names.count, "\(spared) of \(bytes), \(new) new")
    }

    @Test(
        "every captured feed is read the same a second time",
        .enabled(if: SharedFixtures.arePresent, "the shared fixtures are absent"))
    func allCaptures() throws {
        let index = try #require(String(validating: try SharedFixtures.bytes("INDEX.tsv"), as: UTF8.self))
        var count = 0
        for line in index.split(separator: "\n").dropFirst() {
            guard let name = line.split(separator: "\t", omittingEmptySubsequences: false).first.map(String.init),
                [".atom", ".rss", ".xml"].contains(where: name.hasSuffix)
            else { continue }
            let pair = ReadingPair()
            let document = try SharedFixtures.bytes(name)
            for _ in 0..<2 { pair.read(document, base: "https://status.example/feed", name) }
            if pair.quick.spared > 0 { count += 1 }
        }
        #expect(count >= 20)
    }

    @Test("own documents, each habit of feeds, are read the same a second time", arguments: OwnFeeds.names)
    func ownDocuments(name: String) throws {
        let pair = ReadingPair()
        for _ in 0..<3 { pair.read(try OwnFeeds.bytes(name), name) }
    }

    @Test("a page that is edited at random is read as in full each time", arguments: EditedFeed.Dialect.allCases)
    func randomEdits(dialect: EditedFeed.Dialect) {
        var random = Generator(state: 20_260_801)
        let pair = ReadingPair()
        var feed = EditedFeed(dialect, entries: 8)
        var (next, spared) = (8, 0)
        for round in 0..<600 {
            for _ in 0...Int.random(in: 0...2, using: &random) { edit(&feed, &next, &random) }
            var bytes = Array(feed.text.utf8)
            // Now and then a page is sent damaged, and afterwards whole again.
            let isDamaged = round % 5 == 4
            if isDamaged { damage(&bytes, &random) }
            let base = round % 7 == 6 ? "https://status.example/\(round)" : nil
            pair.read(bytes, base: base, chunk: round % 3 == 0 ? .max : Int.random(in: 50...9000, using: &random), "round \(round)")
            spared += pair.quick.spared
        }
        #expect(spared > 50_000)
    }

    private func edit(_ feed: inout EditedFeed, _ next: inout Int, _ random: inout Generator) {
        guard let place = feed.entries.indices.randomElement(using: &random) else {
            return feed.entries.append(feed.entry(next))
        }
        let between = [
            "\n", "", "\r\n  ", "\n<!-- <entry> -->", "\n<link>https://x.example</link>", " x ", "\n<!-- " + feed.entries[place] + "-->",
        ]
        switch Int.random(in: 0..<12, using: &random) {
        case 0...2:
            next += 1
            feed.entries.insert(feed.entry(next), at: 0)
            if feed.entries.count > 8 { feed.entries.removeLast() }
        case 3: feed.entries.remove(at: place)
        case 4: feed.entries.shuffle(using: &random)
        case 5: feed.entries[place] = feed.entry(place, text: "Text \(next). \(feed.entries[place].count)")
        case 6: feed.entries.append(feed.entries[place])
        case 7: feed.between = between.randomElement(using: &random) ?? ""
        case 8: feed.tail = between.randomElement(using: &random) ?? ""
        case 9: feed.rootAttributes = ["", " xml:base=\"https://a.example/\"", " xmlns:a=\"urn:a\""].randomElement(using: &random) ?? ""
        case 10: feed.entries[place] = "<![CDATA[" + (feed.entries.randomElement(using: &random) ?? "") + "]]>"
        default: feed.head = "<updated>2026-08-01T10:00:\(10 + next % 50)Z</updated>"
        }
        if feed.entries.allSatisfy({ $0.hasPrefix("<!") }) { feed.entries = [feed.entry(next)] }
    }

    private func damage(_ bytes: inout [UInt8], _ random: inout Generator) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.removeSubrange(place...)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 2: bytes.insert(UInt8(ascii: "&"), at: place)
        default: bytes.remove(at: place)
        }
    }

    /// SplitMix64.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }
}
