import Parsing
import Testing

@Suite("OPML")
struct OPMLTests {
    private func code(_ bytes: [UInt8]) -> ParseError.Code? {
        do throws(ParseError) {
            _ = try OPMLParser.parse(bytes)
            return nil
        } catch {
            return error.code
        }
    }

    private func code(_ text: String) -> ParseError.Code? { code(Array(text.utf8)) }

    private func opml(_ body: String) -> String { "<opml version=\"2.0\"><head><title>t</title></head><body>\(body)</body></opml>" }

    private func parse(_ body: String) throws -> [OPMLOutline] { try OPMLParser.parse(Array(opml(body).utf8)) }

    @Test("gives every outline that names an address, in order and however deep, by text, title or neither")
    func outlines() throws {
        let found = try parse(
            """
            <outline text="Work" title="Work"><outline text="A" type="rss" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/>
              <outline text="Deep"><outline title=" B  and
               C " xmlUrl="https://b.example/feed"/></outline></outline>
            <outline xmlUrl="https://c.example/feed"/><outline text="D" type="link" url="https://d.example/"/><outline text="none" xmlUrl=""/>
            """)
        #expect(
            found == [
                OPMLOutline(name: "A", feedURL: "https://a.example/feed", pageURL: "https://a.example/"),
                OPMLOutline(name: "B and C", feedURL: "https://b.example/feed"), OPMLOutline(name: "", feedURL: "https://c.example/feed"),
                OPMLOutline(name: "D", pageURL: "https://d.example/"),
            ])
    }

    @Test("is taken as readers write it: any letter case, entities of HTML, bare ampersands, attributes twice, tags left open")
    func asWritten() throws {
        #expect(
            try parse("<OUTLINE TEXT=\"R&amp;D &mdash; &#233; &eacute; A&B\" XMLURL=\"https://a.example/?a=1&b=2&amp;c=3\">") == [
                OPMLOutline(name: "R&D — é é A&B", feedURL: "https://a.example/?a=1&b=2&c=3")
            ])
        #expect(try parse("<outline text='a' text='b' xmlUrl=https://a.example/>").map(\.name) == ["a"])
        #expect(try OPMLParser.parse(Array("\u{FEFF}<?xml version='1.0'?>\n<!-- x --><opml/>".utf8)).isEmpty)
    }

    @Test("is read in the encoding that it is in")
    func encodings() throws {
        let text = "<outline text=\"Caf\u{E9}\" xmlUrl=\"https://a.example/\"/>"
        let latin = Array("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>".utf8) + opml(text).unicodeScalars.map { UInt8($0.value) }
        #expect(try OPMLParser.parse(latin).map(\.name) == ["Café"])
        let wide: [UInt8] = [0xFF, 0xFE] + opml(text).utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] as [UInt8] }
        #expect(try OPMLParser.parse(wide).map(\.name) == ["Café"])
        #expect(try OPMLParser.parse(Array(opml(text).utf8)).map(\.name) == ["Café"])
    }

    @Test(
        "is refused when it is something else or cut short",
        arguments: [
            ("", "empty"), ("   ", "empty"), ("{\"a\": 1}", "not-a-feed"), ("hello", "not-a-feed"), ("<html><body/></html>", "html"),
            ("<rss version=\"2.0\"><channel/></rss>", "not-a-feed"), ("<opml><body>", "truncated"),
            ("<opml><body><outline text=\"a", "truncated"),
            ("<!-- only a comment -->", "not-a-feed"),
        ])
    func refused(text: String, code: String) { #expect(self.code(text)?.description == code) }

    @Test("is refused with a document type, however it looks")
    func documentType() {
        let laughs = """
            <?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
            """
        #expect(code(laughs + opml("<outline text=\"&b;&f;\" xmlUrl=\"https://a.example/\"/>")) == .documentType)
        #expect(code("<!DOCTYPE html><html></html>") == .documentType)
    }

    @Test("is refused beyond its bounds: depth, outlines, bytes, names; long texts are shortened, and many attributes dropped")
    func bounds() throws {
        let deep = String(repeating: "<outline>", count: 300)
        #expect(code(opml(deep + String(repeating: "</outline>", count: 300))) == .tooLarge)
        #expect(code(opml(String(repeating: "<outline xmlUrl='a'/>", count: 100_001))) == .tooLarge)
        #expect(code([UInt8](repeating: 0x20, count: OPMLParser.maximumBytes + 1)) == .tooLarge)
        #expect(code(opml((0..<20_000).map { "<x\($0)/>" }.joined())) == .tooLarge)
        let long = try parse("<outline text=\"\(String(repeating: "x", count: 100_000))\" xmlUrl=\"https://a.example/\"/>")
        #expect(long.map(\.name.count) == [2048])
        let attributes = (0..<5000).map { "a\($0)=\"\"" }.joined(separator: " ")
        #expect(try parse("<outline xmlUrl=\"https://a.example/\" \(attributes)/>").count == 1)
    }

    @Test("changed at random is read or refused, and never more than it holds", arguments: 0..<8)
    func mutated(seed: Int) throws {
        let original = Array(
            opml(
                """
                <outline text="Work &amp; more"><outline text="A" xmlUrl="https://a.example/feed?x=1&amp;y=2"/><!-- c --><![CDATA[ x ]]>
                <outline title='é' htmlUrl='https://b.example/'/></outline><outline text="C" url="https://c.example/"/>
                """
            ).utf8)
        var random = Generator(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
        let interesting = Array("<>&\"'/=!?;[]\0\u{7F}x".utf8)
        var read = 0
        for _ in 0..<400 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = interesting.randomElement(using: &random) ?? 0
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
                default: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &random)))
                }
                if bytes.isEmpty { break }
            }
            guard let outlines = try? OPMLParser.parse(bytes) else { continue }
            read += 1
            #expect(outlines.count <= 6)
            for outline in outlines { #expect(outline.feedURL != nil || outline.pageURL != nil) }
        }
        #expect(read > 50)
    }

    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }
}
