import FoundationEssentials
import Parsing
import Testing

struct FeedParserTests {
    @Test("an Atom 1.0 feed is read with its entries")
    func atomFeed() throws {
        let feed = try parseFeed(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom">
              <id>tag:status.example,2005:/history</id>
              <title>Example Status</title>
              <subtitle type="html">All &lt;b&gt;systems&lt;/b&gt;</subtitle>
              <link rel="self" href="https://status.example/history.atom"/>
              <link rel="alternate" type="text/html" href="https://status.example"/>
              <updated>2026-07-20T04:44:00Z</updated>
              <entry>
                <id>tag:status.example,2005:Incident/1</id>
                <published>2026-07-20T04:00:00Z</published>
                <updated>2026-07-20T04:44:00.5Z</updated>
                <link rel="alternate" type="text/html" href="https://status.example/incidents/a1"/>
                <title>Errors &amp; delays</title>
                <content type="html">&lt;p&gt;Fixed&lt;/p&gt;</content>
              </entry>
            </feed>
            """)
        #expect(feed.version == .atom10)
        #expect(feed.encoding == "utf-8")
        #expect(feed.title == "Example Status")
        #expect(feed.subtitle == "All systems")
        #expect(feed.link == "https://status.example")
        #expect(feed.id == "tag:status.example,2005:/history")
        #expect(feed.updated == utc("2026-07-20T04:44:00Z"))
        #expect(
            feed.entries == [
                FeedEntry(
                    id: "tag:status.example,2005:Incident/1", title: "Errors & delays", link: "https://status.example/incidents/a1",
                    content: FeedText(source: "<p>Fixed</p>", isHTML: true), published: utc("2026-07-20T04:00:00Z"),
                    updated: utc("2026-07-20T04:44:00.5Z"))
            ])
    }

    @Test("entries are handed over one by one, without being collected, when somebody asks for them")
    func handsOver() throws {
        var titles: [String?] = []
        var lengths: [Int] = []
        var fingerprints: Set<UInt64> = []
        let parser = FeedParser()
        parser.onEntry = { entry in
            fingerprints.insert(entry.fingerprint)
            titles.append(entry.makeEntry().title)
            if let title = entry.title { lengths.append(title.byteCount) }
            if let content = entry.content { lengths.append(-content.byteCount) }
        }
        let text = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>a</title></entry><entry><title>b</title></entry></feed>"
        for _ in 0..<3 {
            parser.begin(contentType: nil, baseURL: nil)
            try parser.parse(Array(text.utf8).span)
            #expect(try parser.finish().entries.isEmpty)
        }
        #expect(titles == ["a", "b", "a", "b", "a", "b"])
        #expect(fingerprints.count == 2)
        #expect(lengths == [1, 1, 1, 1, 1, 1])
    }
}
