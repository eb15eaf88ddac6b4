import FoundationEssentials
import Parsing
import Testing

struct FeedEncodingTests {
    private func document(_ declared: String?, _ title: [UInt8]) -> [UInt8] {
        Array((declared.map { "<?xml version=\"1.0\" encoding=\"\($0)\"?>" } ?? "").utf8)
            + Array("<rss version=\"2.0\"><channel><title>".utf8) + title
            + Array("</title></channel></rss>".utf8)
    }

    private func utf16(_ text: String, bigEndian: Bool, mark: Bool) -> [UInt8] {
        ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
            bigEndian ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
    }

    @Test("the declaration holds where HTTP says nothing, even for text/xml")
    func declaration() throws {
        for type in [nil, "text/xml", "application/xml", "text/plain; format=flowed"] {
            let feed = try parseFeed(document("koi8-r", [0xF6, 0xDA]), contentType: type)
            #expect(feed.title == "Жз")
            #expect(feed.encoding == "koi8-r")
        }
    }

    @Test("the HTTP charset wins over the declaration")
    func http() throws {
        let feed = try parseFeed(document("iso-8859-1", [0xF6, 0xDA]), contentType: "application/rss+xml; charset=\"KOI8-R\"")
        #expect(feed.title == "Жз")
    }

    @Test("a byte-order mark wins over both")
    func mark() throws {
        let feed = try parseFeed([0xEF, 0xBB, 0xBF] + document("iso-8859-1", Array("é".utf8)), contentType: "text/xml; charset=koi8-r")
        #expect(feed.title == "é")
        #expect(feed.encoding == "utf-8")
    }

    @Test(
        "ISO-8859-1 and US-ASCII are read as windows-1252", arguments: ["iso-8859-1", "ISO-8859-1", "us-ascii", "windows-1252", "latin1"])
    func windows1252(name: String) throws {
        #expect(try parseFeed(document(name, [0x93, 0xE9, 0x94, 0x80])).title == "“é”€")
    }

    @Test("what claims UTF-8 and is not is read as windows-1252 where it is not")
    func mixed() throws {
        let feed = try parseFeed(document("utf-8", [0xE9, 0x20] + Array("ü".utf8) + [0x20, 0x93]))
        #expect(feed.title == "é ü “")
        #expect(feed.encoding == "windows-1252")
        #expect(try parseFeed(document(nil, [0xE9])).title == "é")
    }

    @Test("what HTTP calls UTF-8 and is not is read as it declares itself")
    func contradiction() throws {
        let feed = try parseFeed(document("koi8-r", [0xF6, 0xDA]), contentType: "text/xml; charset=utf-8")
        #expect(feed.title == "Жз")
    }

    @Test("UTF-16 with and without a mark", arguments: [true, false], [true, false])
    func utf16(bigEndian: Bool, mark: Bool) throws {
        let text = "<?xml version=\"1.0\" encoding=\"utf-16\"?><rss><channel><title>é ☃ 😀</title></channel></rss>"
        let bytes = utf16(text, bigEndian: bigEndian, mark: mark)
        for chunk in [1, 3, bytes.count] {
            let feed = try parseFeed(bytes, chunk: chunk)
            #expect(feed.title == "é ☃ 😀")
            #expect(feed.encoding == (bigEndian ? "utf-16be" : "utf-16le"))
        }
    }

    @Test("a document in bytes is not UTF-16, whatever it or HTTP says")
    func lie() throws {
        let bytes = document("utf-16", Array("é".utf8))
        #expect(try parseFeed(bytes).title == "é")
        #expect(try parseFeed(bytes, contentType: "text/xml; charset=utf-16").title == "é")
    }

    @Test("encodings of many bytes a character come through the system's converter, cut anywhere")
    func converter() throws {
        for (name, title) in [
            ("shift_jis", [0x93, 0xFA, 0x96, 0x7B]), ("gb2312", [0xC8, 0xD5, 0xB1, 0xBE]), ("euc-jp", [0xC6, 0xFC, 0xCB, 0xDC]),
        ] as [(String, [UInt8])] {
            for chunk in [1, 7, 1000] { #expect(try parseFeed(document(name, title), chunk: chunk).title == "日本", "\(name)") }
        }
    }

    @Test("bytes that are wrong in an encoding cost themselves alone, however they are cut")
    func wrongBytes() throws {
        let bytes = document("shift_jis", [0x93, 0xFA, 0xEF, 0xEF, 0xEF, 0x2F, 0x96, 0x7B])
        let whole = try parseFeed(bytes)
        #expect(whole.title?.hasPrefix("日") == true)
        #expect(whole.title?.hasSuffix("本") == true)
        for chunk in 1...5 { #expect(try parseFeed(bytes, chunk: chunk) == whole) }
    }

    @Test("an encoding that nobody knows is taken for UTF-8")
    func unknown() throws {
        #expect(try parseFeed(document("x-nobody-99", Array("é".utf8))).title == "é")
    }

    @Test("control characters are left out")
    func controls() throws {
        #expect(try parseFeed(document(nil, Array("a\u{1}b\u{0}c\u{B}d\u{FFFF}e".utf8))).title == "abc de")
    }
}
