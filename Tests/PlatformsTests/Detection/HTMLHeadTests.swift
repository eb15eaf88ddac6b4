import Testing

@testable import Platforms

@Suite("What the head of a web page names")
struct HTMLHeadTests {
    private func head(_ html: String, url: String = "https://a.example/en/page") -> HTMLHead {
        HTMLHead(Array(html.utf8).span, url: url)
    }

    @Test("Alternates are found with attributes in any order, quoting and letter case, and resolved")
    func alternates() {
        let head = head(
            """
            <LINK REL="alternate" TYPE="application/atom+xml" HREF="/history.atom">
            <link type='application/rss+xml' href='feed.rss?a=1&amp;b=2' title="it's > all" rel='alternate'/>
            <link href=//b.example/feed.json rel="alternate home" type="application/feed+json; charset=utf-8">
            <link
              rel=alternate type=application/json href=../status.json#top>
            """)
        #expect(
            head.alternates == [
                .init(url: "https://a.example/history.atom", kind: .atom), .init(url: "https://a.example/en/feed.rss?a=1&b=2", kind: .rss),
                .init(url: "https://b.example/feed.json", kind: .json), .init(url: "https://a.example/status.json", kind: .json),
            ])
    }

    @Test(
        "What is no alternate document is passed over",
        arguments: [
            "<link rel=alternate hreflang=de href=/de>", "<link rel=stylesheet type=application/rss+xml href=/x>",
            "<link rel=alternate type=application/rss+xml>", "<link rel=alternate type=application/rss+xml href='javascript:x()'>",
            "<!-- <link rel=alternate type=application/rss+xml href=/x> -->",
            "<script>'<link rel=alternate type=application/rss+xml href=/x>'</script>",
            "<linked rel=alternate type=application/rss+xml href=/x>", "<link rel=alternate type=text/html href=/x>", "<link", "<link rel=",
            "<link rel='alternate type=application/rss+xml href=/x>",
        ])
    func others(html: String) {
        #expect(head(html).alternates.isEmpty)
    }

    @Test("A base changes what relative addresses mean; an address is named once; there is a bound")
    func bounds() {
        let link = "<link rel=alternate type=application/rss+xml href=f.rss>"
        #expect(head("<base href=/b/>" + link + link).alternates.map(\.url) == ["https://a.example/b/f.rss"])
        let many = (0..<100).map { "<link rel=alternate type=application/rss+xml href=\($0).rss>" }.joined()
        #expect(head(many).alternates.count == HTMLHead.alternateLimit)
    }

    @Test("The title is one line of text")
    func title() {
        #expect(head("<title lang=en>\n  Acme &amp; Sons\n Status </title><title>x</title>").title == "Acme & Sons Status")
        #expect(head("<p>no title</p>").title.isEmpty)
    }
}
