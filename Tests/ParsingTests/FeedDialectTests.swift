import FoundationEssentials
import Parsing
import Testing

struct FeedDialectTests {
    @Test("RSS 2.0 is read with its channel and items")
    func rss20() throws {
        let feed = try parseFeed(
            rss(
                """
                <title>Errors</title><link>http://status.example/1</link><description>Some &lt;b&gt;text&lt;/b&gt;</description>
                <guid isPermaLink="false">one</guid><pubDate>Thu, 01 Jan 2004 19:48:21 EST</pubDate><category>API</category><category>Web</category>
                """,
                channel: "<title>Status</title><link>http://status.example/</link><description>All of it</description>"
                    + "<lastBuildDate>Fri, 02 Jan 2004 00:00:00 GMT</lastBuildDate>"))
        #expect(feed.version == .rss20)
        #expect(feed.title == "Status")
        #expect(feed.link == "http://status.example/")
        #expect(feed.subtitle == "All of it")
        #expect(feed.updated == utc("2004-01-02T00:00:00Z"))
        #expect(
            feed.entries == [
                FeedEntry(
                    id: "one", title: "Errors", link: "http://status.example/1",
                    summary: FeedText(source: "Some <b>text</b>", isHTML: true),
                    published: utc("2004-01-02T00:48:21Z"), categories: ["API", "Web"])
            ])
    }

    @Test(
        "the version attribute of RSS names the dialect",
        arguments: [
            ("0.91", FeedVersion.rss091u), ("0.92", .rss092), ("0.93", .rss093), ("0.94", .rss094), ("0.90", .rss090), ("1.0", .rss10),
            ("2.0", .rss20),
            ("2.0.1", .rss20), (" 2.0 ", .rss20), ("", .rss), ("x", .rss),
        ])
    func rssVersions(attribute: String, version: FeedVersion) throws {
        let feed = try parseFeed("<rss version=\"\(attribute)\"><channel><title>a</title><item><title>b</title></item></channel></rss>")
        #expect(feed.version == version)
        #expect(feed.title == "a")
        #expect(feed.entries.map(\.title) == ["b"])
    }

    @Test("RSS 1.0 has its items beside the channel and its dates from Dublin Core")
    func rdf() throws {
        let feed = try parseFeed(
            """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/">
              <channel rdf:about="http://f.example/rdf"><title>F</title><link>http://f.example/</link><description>D</description>
                <items><rdf:Seq><rdf:li rdf:resource="http://f.example/1"/></rdf:Seq></items></channel>
              <image rdf:about="x"><title>Image</title><link>http://i.example</link></image>
              <item rdf:about="http://f.example/1"><title>T</title><link>http://f.example/one</link><description>x</description>
                <d:date>2004-01-01T05:06:07+01:00</d:date><d:subject>API</d:subject></item>
            </rdf:RDF>
            """)
        #expect(feed.version == .rss10)
        #expect(feed.title == "F")
        #expect(feed.link == "http://f.example/")
        let item = try #require(feed.entries.first)
        #expect(item.id == "http://f.example/1")
        #expect(item.link == "http://f.example/one")
        #expect(item.updated == utc("2004-01-01T04:06:07Z"))
        #expect(item.published == item.updated)
        #expect(item.categories == ["API"])
    }

    @Test("RSS 0.90 is told from RSS 1.0 by its namespace")
    func rss090() throws {
        let feed = try parseFeed(
            """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">
            <channel><title>F</title></channel><item><title>T</title><link>http://f.example/1</link></item></rdf:RDF>
            """)
        #expect(feed.version == .rss090)
        #expect(feed.entries.map(\.link) == ["http://f.example/1"])
    }

    @Test("Atom 0.3 has its own names for times and its own modes of text")
    func atom03() throws {
        let feed = try parseFeed(
            """
            <feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>F</title><tagline>Line</tagline><modified>2004-01-01T00:00:00Z</modified>
            <entry><title mode="escaped" type="text/html">a &lt;b&gt;c&lt;/b&gt;</title><issued>2003-01-01T00:00:00Z</issued>
            <modified>2003-02-01T00:00:00Z</modified><created>2002-01-01T00:00:00Z</created><summary mode="base64">c3Vt</summary>
            <content type="application/xhtml+xml" mode="xml"><div xmlns="http://www.w3.org/1999/xhtml">x <b>y</b></div></content></entry></feed>
            """)
        #expect(feed.version == .atom03)
        #expect(feed.subtitle == "Line")
        #expect(feed.updated == utc("2004-01-01T00:00:00Z"))
        let entry = try #require(feed.entries.first)
        #expect(entry.title == "a c")
        #expect(entry.published == utc("2003-01-01T00:00:00Z"))
        #expect(entry.updated == utc("2003-02-01T00:00:00Z"))
        #expect(entry.summary == FeedText(source: "sum", isHTML: false))
        #expect(entry.content == FeedText(source: "x <b>y</b>", isHTML: true))
    }

    @Test(
        "names in any case, prefixes of any kind, namespaces missing or wrong",
        arguments: [
            "<RSS VERSION='2.0'><CHANNEL><TITLE>F</TITLE><ITEM><TITLE>T</TITLE></ITEM></CHANNEL></RSS>",
            "<rss version='2.0' xmlns='http://nobody.example/'><channel><title>F</title><item><title>T</title></item></channel></rss>",
            "<rss version='2.0' xmlns='http://www.w3.org/2005/Atom'><channel><title>F</title><item><title>T</title></item></channel></rss>",
            "<r:rss version='2.0' xmlns:r='http://nobody.example/'><r:channel><r:title>F</r:title><r:item><r:title>T</r:title></r:item></r:channel></r:rss>",
            "<rss version='2.0'><channel><title>F</title></channel><item><title>T</title></item></rss>",
            "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>F</a:title><a:entry><a:title>T</a:title></a:entry></a:feed>",
            "<feed><title>F</title><entry><title>T</title></entry></feed>",
            "<feed xmlns='https://www.w3.org/2005/atom/'><title>F</title><entry><title>T</title></entry></feed>",
        ])
    func spellings(document: String) throws {
        let feed = try parseFeed(document)
        #expect(feed.title == "F")
        #expect(feed.entries.map(\.title) == ["T"])
    }

    @Test("a document that is one entry is a feed of it")
    func loneEntry() throws {
        let feed = try parseFeed("<entry xmlns='http://www.w3.org/2005/Atom'><title>T</title><id>i</id></entry>")
        #expect(feed.entries.map(\.id) == ["i"])
    }

    @Test("images, text inputs, authors and sources of a feed lend it nothing")
    func containers() throws {
        let feed = try parseFeed(
            "<rss><channel><image><title>no</title><link>http://no/</link></image><textInput><title>no</title></textInput><title>F</title>"
                + "<item><source url='http://no/'>no</source><author>no</author><title>T</title></item></channel></rss>")
        #expect(feed.title == "F")
        #expect(feed.link == nil)
        #expect(feed.entries == [FeedEntry(title: "T")])
        let other = try entry(
            atom(
                "<source><title>no</title><id>no</id><link href='http://no/'/><updated>2001-01-01T00:00:00Z</updated></source><author><name>no</name></author><id>i</id>"
            ))
        #expect(other == FeedEntry(id: "i"))
    }

    @Test("Dublin Core and its terms stand in where RSS itself says nothing")
    func dublinCore() throws {
        let names = " xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:dcterms='http://purl.org/dc/terms/'"
        let item = try entry(
            rss(
                "<dc:title>T</dc:title><dc:description>D</dc:description><dc:identifier>I</dc:identifier><dcterms:issued>2004-01-01</dcterms:issued>"
                    + "<dcterms:modified>2004-01-02</dcterms:modified>", namespaces: names))
        #expect(
            item
                == FeedEntry(
                    id: "I", title: "T", summary: FeedText(source: "D", isHTML: false), published: utc("2004-01-01T00:00:00Z"),
                    updated: utc("2004-01-02T00:00:00Z")))
        let both = try entry(
            rss(
                "<dc:title>no</dc:title><title>T</title><pubDate>Thu, 01 Jan 2004 00:00:00 GMT</pubDate><dc:date>2005-01-01</dc:date>",
                namespaces: names))
        #expect(both == FeedEntry(title: "T", published: utc("2004-01-01T00:00:00Z"), updated: utc("2005-01-01T00:00:00Z")))
        // The prefix alone is enough where the declaration was forgotten.
        #expect(try entry(rss("<dc:date>2004-01-01</dc:date>")).published == utc("2004-01-01T00:00:00Z"))
    }

    @Test("description is the summary and content:encoded the content")
    func encoded() throws {
        let item = try entry(
            rss(
                "<description>short</description><content:encoded><![CDATA[<p>long</p>]]></content:encoded>",
                namespaces: " xmlns:content='http://purl.org/rss/1.0/modules/content/'"))
        #expect(item.summary == FeedText(source: "short", isHTML: false))
        #expect(item.content == FeedText(source: "<p>long</p>", isHTML: true))
        #expect(try entry(rss("<description>only</description>")).content == nil)
    }

    @Test("Atom's elements in RSS, and those of Media RSS and iTunes, stand back behind RSS's own")
    func modules() throws {
        let names =
            " xmlns:a='http://www.w3.org/2005/Atom' xmlns:m='http://search.yahoo.com/mrss/' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'"
        let item = try entry(
            rss(
                "<a:id>i</a:id><a:updated>2004-01-02T10:00:00Z</a:updated><a:summary>s</a:summary><a:link href='http://a.example/'/>",
                namespaces: names))
        #expect(item.id == "i")
        #expect(item.updated == utc("2004-01-02T10:00:00Z"))
        #expect(item.summary?.source == "s")
        #expect(item.link == "http://a.example/")
        let media = try entry(
            rss(
                "<m:group><m:title>MT</m:title><m:description>MD</m:description></m:group><itunes:subtitle>IS</itunes:subtitle>",
                namespaces: names))
        #expect(media.title == "MT")
        #expect(media.summary?.source == "MD")
        let own = try entry(
            rss(
                "<m:title>no</m:title><itunes:summary>no</itunes:summary><title>T</title><description>D</description><m:content url='x'><m:title>no</m:title></m:content>",
                namespaces: names))
        #expect(own.title == "T")
        #expect(own.summary?.source == "D")
    }
}
