import Testing

@testable import Parsing

/// Long texts are read past the XML parser, and nobody can tell.
struct CharacterDataTests {
    private static let long = String(repeating: "We look into it. ", count: 20)

    @Test(
        "a long text says what the XML parser makes of it",
        arguments: [
            "", "&lt;p&gt;", "&amp;lt;", "&quot;&apos;", "&#39;", "&#60;", "&#x3C;", "&nbsp;", "&unknown;", "a & b", "&", "&lt", "&#0;",
            "&ltt;", "]]>",
            "]] >", "\r", "\r\n", "\u{85}", "\u{E9}\u{20AC}", "\u{FFFE}", "\u{1}", "<b>x</b>", "<![CDATA[&lt;]]>", "<!-- > -->",
            "<!-- \(long) -->",
            "<b a='>'>\(long)</b>", "<b a='>\(long)'/>",
        ])
    func sameText(part: String) {
        for type in ["html", "text", "xhtml"] {
            for text in [part + Self.long, Self.long + part, Self.long + part + Self.long] {
                for document in [
                    atom("<title>x</title><content type=\"\(type)\">\(text)</content><id>1</id>"),
                    atom("<unread>\(text)</unread><id>1</id>"),
                    rss("<description>\(text)</description>"), atom(text), atom("<id>1</id>", feed: "<subtitle>\(text)</subtitle>\(text)"),
                    "<feed>\(text)", text,
                ] {
                    let pair = ReadingPair()
                    #expect(pair.quick.read(document) == pair.full.read(document), "\(document.prefix(400))")
                }
            }
        }
    }
}
