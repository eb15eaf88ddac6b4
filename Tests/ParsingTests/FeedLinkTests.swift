import Parsing
import Testing

struct FeedLinkTests {
    @Test("of several links the page itself is taken")
    func alternate() throws {
        let links =
            "<link rel='self' href='http://s/'/><link rel='enclosure' href='http://e/'/><link rel='alternate' type='application/pdf' href='http://p/'/>"
        #expect(try entry(atom(links + "<link rel='alternate' type='text/html' href='http://h/'/>")).link == "http://h/")
        #expect(try entry(atom(links + "<link href='http://d/'/>")).link == "http://d/")
        #expect(try entry(atom(links)).link == "http://p/")
        #expect(try entry(atom("<link rel='self' href='http://s/'/>")).link == nil)
    }

    @Test("ampersands in links come out single")
    func ampersands() throws {
        #expect(try entry(atom("<link href='http://a/?x=1&amp;y=2&#38;z=3'/>")).link == "http://a/?x=1&y=2&z=3")
        #expect(try entry(rss("<link>http://a/?x=1&amp;y=2</link>")).link == "http://a/?x=1&y=2")
        #expect(try entry(atom("<link href='http://a/?x=1&y=2'/>")).link == "http://a/?x=1&y=2")
    }

    @Test(
        "a permanent guid is the link of an item that has none",
        arguments: [
            ("<guid>http://a/1</guid>", "http://a/1"), ("<guid isPermaLink='true'>http://a/1</guid>", "http://a/1"),
            ("<guid>abc</guid>", nil),
            ("<guid isPermaLink='false'>http://a/1</guid>", nil), ("<guid>http://a/1</guid><link>http://a/2</link>", "http://a/2"),
        ] as [(String, String?)])
    func guids(elements: String, link: String?) throws {
        #expect(try entry(rss(elements)).link == link)
    }

    @Test("an Atom entry's identifier is its link when it is an address and there is no other")
    func identifiers() throws {
        #expect(try entry(atom("<id>http://x/1</id>")).link == "http://x/1")
        #expect(try entry(atom("<id>tag:x,2005:1</id>")).link == nil)
    }

    @Test("xml:base is inherited, combined, and resolves links")
    func xmlBase() throws {
        let document = """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://e.example/dir/"><link href="f"/>
            <entry xml:base="sub/"><link href="b"/></entry><entry><link xml:base="/q/" href="../c"/></entry><entry><link href="?x"/></entry></feed>
            """
        let feed = try parseFeed(document, base: "http://ignored.example/")
        #expect(feed.link == "http://e.example/dir/f")
        #expect(feed.entries.map(\.link) == ["http://e.example/dir/sub/b", "http://e.example/c", "http://e.example/dir/?x"])
    }

    @Test("what an entry says of its base holds for that entry alone, however many there are")
    func manyBases() throws {
        let entries = (0..<5000).map { "<entry xml:base='e\($0)/'><content xml:base='c/'>x</content><link href='l'/></entry>" }.joined()
        let feed = try parseFeed("<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://e.example/'>\(entries)<link href='f'/></feed>")
        #expect(feed.link == "http://e.example/f")
        #expect(feed.entries.map(\.link) == (0..<5000).map { "http://e.example/e\($0)/l" })
    }

    @Test("a relative xml:base is seen from the document's own address")
    func relativeBase() throws {
        let feed = try parseFeed(
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='a/'><entry><link href='b'/></entry></feed>",
            base: "http://e.example/x/feed")
        #expect(feed.entries.map(\.link) == ["http://e.example/x/a/b"])
    }

    @Test(
        "relative references are resolved as RFC 3986 has it",
        arguments: [
            ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"),
            (";x", "http://a/b/c/;x"),
            ("..", "http://a/b/"), ("../g", "http://a/b/g"), ("../../g", "http://a/g"), ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"), ("g.", "http://a/b/c/g."),
            ("./g/.", "http://a/b/c/g/"), ("g/../h", "http://a/b/c/h"), ("g?y/../x", "http://a/b/c/g?y/../x"), ("mailto:x@y", "mailto:x@y"),
        ])
    func references(reference: String, resolved: String) throws {
        #expect(try entry(atom("<link href='\(reference)'/>"), base: "http://a/b/c/d;p?q").link == resolved)
    }

    @Test("where no base is known the feed's own page is one, and else a link stays as it is")
    func feedLink() throws {
        #expect(try entry(rss("<link>/rel/1</link>", channel: "<link>http://site.example/x/</link>")).link == "http://site.example/rel/1")
        #expect(try entry(rss("<link>/rel/1</link>")).link == "/rel/1")
    }

    @Test("white space around and inside a link does no harm")
    func blanks() throws {
        #expect(try entry(rss("<link>\n  http://a/1\n </link>")).link == "http://a/1")
        #expect(try entry(rss("<link>http://a/x y</link>")).link == "http://a/x%20y")
    }
}
