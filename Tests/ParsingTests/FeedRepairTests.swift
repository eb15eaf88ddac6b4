import Parsing
import Testing

struct FeedRepairTests {
    @Test(
        "flaws that feeds have are mended",
        arguments: [
            ("bare ampersand", "<title>AT&T & co</title>", "AT&T & co"), ("entity without its end", "<title>a &amp b</title>", "a & b"),
            ("unknown entity", "<title>&nobody; x</title>", "&nobody; x"), ("bare less-than", "<title>a < b</title>", "a < b"),
            ("control character by number", "<title>a&#1;b&#x1F;</title>", "ab"),
            ("end of a section outside one", "<title>a ]]> b</title>", "a ]]> b"),
            ("comment with dashes", "<!-- a -- b --><title>x</title>", "x"),
            ("XML declaration inside", "<?xml version='1.0'?><title>x</title>", "x"),
            ("attribute without quotes", "<link rel=alternate href=http://a/><title>x</title>", "x"),
            ("attribute twice", "<link rel='a' rel='b'/><title>x</title>", "x"),
            ("attribute without value", "<guid isPermaLink>1</guid><title>x</title>", "x"),
            ("element left open", "<description><p>d</description><title>x</title>", "x"),
            ("element closed twice", "<description>d</description></description><title>x</title>", "x"),
            ("break left open", "<description>a<br>b<hr></description><title>x</title>", "x"),
            ("less-than in an attribute", "<link href='a<b'/><title>x</title>", "x"),
        ])
    func flaws(what: String, inner: String, title: String) throws {
        let feed = try parseFeed(rss(inner, channel: "<title>F &amp; co</title>"))
        #expect(feed.title == "F & co")
        #expect(feed.entries.map(\.title) == [title], "\(what)")
    }

    @Test("escapes behind a flaw are still undone")
    func escapesAfterwards() throws {
        let item = try entry(rss("<title>A & B</title><description>&lt;p&gt;x &amp;amp; y&lt;/p&gt;</description>"))
        #expect(item.summary == FeedText(source: "<p>x &amp; y</p>", isHTML: true))
    }

    @Test("an item whose end tag was forgotten ends where the next begins")
    func openItems() throws {
        let feed = try parseFeed(
            "<rss version='2.0'><channel><title>F</title><item><title>a</title><item><title>b</title></item></channel></rss>")
        #expect(feed.entries.map(\.title) == ["a", "b"])
    }

    @Test(
        "what stands before and behind the document is passed over",
        arguments: ["\n\n ", "PHP Warning: something in line 3\n", "\u{FEFF}\u{FEFF}"],
        ["", "\n", "<!-- done -->", "<script>x</script>", "\u{0}\u{0}", "</rss> & <"])
    func junk(before: String, behind: String) throws {
        let feed = try parseFeed(before + "<?xml version='1.0' encoding='utf-8'?>" + rss("<title>é</title>") + behind)
        #expect(feed.entries.map(\.title) == ["é"])
    }

    @Test("entries handed over before a flaw are not handed over again")
    func onlyOnce() throws {
        var titles: [String?] = []
        let parser = FeedParser(onEntry: { titles.append($0.makeEntry().title) })
        let filling = String(repeating: "x", count: 20_000)
        let items = ["a", "b &amp; c", "d & e", "f"].map { "<item><title>\($0)</title><description>\(filling)</description></item>" }
            .joined()
        parser.begin(contentType: nil, baseURL: nil)
        try parser.parse(Array("<rss version='2.0'><channel>\(items)</channel></rss>".utf8).span)
        #expect(titles == ["a", "b & c"])
        _ = try parser.finish()
        #expect(titles == ["a", "b & c", "d & e", "f"])
    }
}
