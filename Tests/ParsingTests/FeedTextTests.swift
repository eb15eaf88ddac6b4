import Parsing
import Testing

struct FeedTextTests {
    @Test(
        "RSS titles become one line of plain text, with mark-up and escapes undone as readers do",
        arguments: [
            ("AT&amp;T", "AT&T"), ("Tom &amp;amp; &lt;b&gt;Jerry&lt;/b&gt;", "Tom & Jerry"), ("1 &lt; 2", "1 < 2"), ("a\n   b", "a b"),
            ("<![CDATA[a & b <i>c</i>]]>", "a & b c"), ("List&lt;String&gt; and x", "List<String> and x"),
            ("&amp;#8220;q&amp;#8221;", "“q”"),
            ("a <b>bold</b> t", "a bold t"), ("&#146;", "’"), ("x&nbsp;y", "x y"),
        ])
    func rssTitles(written: String, read: String) throws {
        #expect(try entry(rss("<title>\(written)</title>")).title == read)
    }

    @Test(
        "an Atom title is text, HTML or XHTML as its type says",
        arguments: [
            ("", "a &lt;b&gt; &amp;amp;", "a <b> &amp;"), ("type='text'", "&lt;b&gt;", "<b>"),
            ("type='html'", "a &lt;b&gt;b&lt;/b&gt; &amp;amp;", "a b &"),
            ("type='xhtml'", "<div xmlns='http://www.w3.org/1999/xhtml'>a <b>b</b> &amp; &lt;c</div>", "a b & <c"),
            ("type='text/html'", "&lt;i&gt;x", "x"),
        ])
    func atomTitles(attributes: String, written: String, read: String) throws {
        #expect(try entry(atom("<title \(attributes)>\(written)</title>")).title == read)
    }

    @Test("XHTML is written out again as mark-up, without the division that wraps it")
    func xhtml() throws {
        let content = try entry(
            atom(
                "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p class='a &amp; \"b\"'>one &lt;</p><h:br xmlns:h='http://www.w3.org/1999/xhtml'/>two</div></content>"
            )
        )
        .content
        #expect(content == FeedText(source: "<p class=\"a &amp; &quot;b&quot;\">one &lt;</p><br>two", isHTML: true))
        #expect(content?.plainText == "one <\ntwo")
    }

    @Test("mark-up that was not escaped is kept as mark-up")
    func inline() throws {
        let summary = try entry(rss("<description>some <em>inline</em><br/>mark-up</description>")).summary
        #expect(summary == FeedText(source: "some <em>inline</em><br>mark-up", isHTML: true))
    }

    @Test("text and CDATA sections make one text")
    func sections() throws {
        let summary = try entry(rss("<description><![CDATA[x]]> y <![CDATA[<b>z</b>]]></description>")).summary
        #expect(summary == FeedText(source: "x y <b>z</b>", isHTML: true))
    }

    @Test("base64 content is decoded, and kept as it is when it is none")
    func base64() throws {
        #expect(
            try entry(atom("<content type='application/octet-stream'>RXhhbXBsZSA8Yj5BdG9tPC9iPg==</content>")).content?.plainText
                == "Example Atom")
        #expect(try entry(atom("<content type='image/png'>not base64!</content>")).content?.source == "not base64!")
    }

    @Test("content that lies elsewhere is no content")
    func source() throws {
        #expect(try entry(atom("<content type='image/png' src='http://e.example/x.png'/><summary>s</summary>")).content == nil)
    }

    @Test("a description is HTML when it holds HTML, and text otherwise")
    func undeclared() throws {
        #expect(try entry(rss("<description>a &lt; b and c</description>")).summary == FeedText(source: "a < b and c", isHTML: false))
        #expect(try entry(rss("<description>a&amp;nbsp;b</description>")).summary == FeedText(source: "a&nbsp;b", isHTML: true))
        #expect(try entry(rss("<description>&lt;p&gt;x</description>")).summary?.plainText == "x")
    }

    @Test("named entities of HTML mean in XML what everybody takes them for")
    func entities() throws {
        let item = try entry(
            rss(
                "<title>caf&eacute;&hellip;</title><link>http://e.example/?a=&eacute;</link><description>&ldquo;q&rdquo; &lt;b&gt;x&lt;/b&gt;</description>"
            ))
        #expect(item.title == "café…")
        #expect(item.link == "http://e.example/?a=é")
        #expect(item.summary?.plainText == "“q” x")
    }

    @Test("empty elements say nothing")
    func empty() throws {
        #expect(try entry(rss("<title> </title><description/><link></link><guid/>")) == FeedEntry())
        #expect(try entry(atom("<title/><summary type='xhtml'><div/></summary><link href=''/>")) == FeedEntry())
    }
}
