import FoundationEssentials
import Parsing
import Testing

struct FeedRefusalTests {
    @Test(
        "a document type declaration is refused, whatever it holds",
        arguments: [
            "<!DOCTYPE rss>",
            "<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://my.netscape.com/publish/formats/rss-0.91.dtd\">",
            "<!DOCTYPE rss [<!ENTITY a \"b\">]>", "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
            "<!DOCTYPE rss [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x\"> %p;]>", "<? a & b ?><!DOCTYPE rss>",
        ])
    func documentType(declaration: String) {
        #expect(failure("<?xml version='1.0'?>\(declaration)" + rss("<title>&a;&x;</title>")) == .documentType)
        #expect(failure(declaration + rss("<title>a & b</title>")) == .documentType)
    }

    @Test("entities that multiply are refused before they do")
    func billionLaughs() {
        let levels = (1...9).map { "<!ENTITY l\($0) \"\(String(repeating: "&l\($0 - 1);", count: 10))\">" }.joined()
        #expect(failure("<!DOCTYPE rss [<!ENTITY l0 \"ha\">\(levels)]>" + rss("<title>&l9;</title>")) == .documentType)
        let long = String(repeating: "x", count: 50_000)
        #expect(
            failure("<!DOCTYPE rss [<!ENTITY q \"\(long)\">]>" + rss("<title>\(String(repeating: "&q;", count: 5000))</title>"))
                == .documentType)
    }

    @Test("100,000 elements inside one another are refused", arguments: ["<a>", "<b", "<item>", "<a b='&'>"])
    func nesting(tag: String) {
        #expect(failure(rss(String(repeating: tag == "<b" ? "<b><b " : tag, count: 100_000))) == .tooLarge)
    }

    @Test("a text of 100 MB is refused once it passes the bound")
    func longText() throws {
        let parser = FeedParser()
        parser.begin(contentType: nil, baseURL: nil)
        try parser.parse(Array("<rss version='2.0'><channel><title>".utf8).span)
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        var taken = 0
        var code: ParseError.Code?
        do throws(ParseError) {
            while taken < 100 {
                try parser.parse(piece.span)
                taken += 1
            }
        } catch {
            code = error.code
        }
        #expect(code == .tooLarge)
        #expect(taken == 15)
        // The next document is none the worse for it.
        parser.begin(contentType: nil, baseURL: nil)
        try parser.parse(Array(rss("<title>T</title>").utf8).span)
        #expect(try parser.finish().entries.count == 1)
    }

    @Test("a long attribute, comment or name takes no longer than its length")
    func longTokens() {
        let long = String(repeating: "x", count: 8_000_000)
        #expect(failure("<rss><channel><title a='\(long)") == .truncated)
        #expect(failure("<rss><!-- \(long)") == .truncated)
        #expect(failure("<rss><channel><title>a & b \(long)") == .truncated)
    }

    @Test("thousands of attributes or namespaces are refused, since each is compared with each")
    func attributes() {
        let many = (0..<300_000).map { " a\($0)=''" }.joined()
        #expect(failure("<rss><channel\(many)></channel></rss>") == .tooLarge)
        #expect(failure("<rss><channel><item><title\(many)") == .tooLarge)
        let declarations = (0..<200).map { " xmlns:p\($0)='urn:\($0)'" }.joined()
        #expect(failure("<rss>" + String(repeating: "<a\(declarations)>", count: 200)) == .tooLarge)
        #expect(failure("<rss><channel>" + String(repeating: "<item\(declarations)/>", count: 20) + "</channel></rss>") == nil)
    }

    @Test("thousands of different names are refused, since the parser keeps them all")
    func names() {
        #expect(failure("<rss><channel>" + (0..<100_000).map { "<n\($0)/>" }.joined() + "</channel></rss>") == .tooLarge)
    }

    @Test("more entries than the bound are refused")
    func entries() {
        var limits = FeedParserLimits()
        limits.entries = 3
        let items = { (count: Int) in Array("<rss><channel>\(String(repeating: "<item/>", count: count))</channel></rss>".utf8) }
        #expect(failure(items(3), limits: limits) == nil)
        #expect(failure(items(4), limits: limits) == .tooLarge)
    }

    @Test(
        "what is no feed is told apart",
        arguments: [
            ("", ParseError.Code.empty), (" \n", .empty), ("\u{FEFF}", .empty), ("{\"a\": 1}", .notAFeed), ("plain text", .notAFeed),
            ("<svg/>", .notAFeed),
            ("<?xml version='1.0'?><opml version='2.0'><body/></opml>", .notAFeed), ("<html><body>404</body></html>", .html),
            ("<!DOCTYPE html><html><head><title>x</title></head><body><p>y<br></body></html>", .html),
            ("<!doctype HTML PUBLIC 'x'><p>", .html), ("<HTML><p>", .html),
        ])
    func noFeed(document: String, code: ParseError.Code) {
        #expect(failure(document) == code)
    }

    @Test("a parser that met an error is ready for the next document")
    func reuse() throws {
        let parser = FeedParser()
        for bad in ["<rss><channel>", "<!DOCTYPE rss><rss/>", "<svg/>", "", "<rss><a b=&>"] {
            parser.begin(contentType: nil, baseURL: nil)
            #expect(throws: ParseError.self) {
                try parser.parse(Array(bad.utf8).span)
                _ = try parser.finish()
            }
            parser.begin(contentType: nil, baseURL: nil)
            try parser.parse(Array(rss("<title>T</title>").utf8).span)
            #expect(try parser.finish().entries.map(\.title) == ["T"])
        }
    }
}
