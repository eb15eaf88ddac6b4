import FoundationEssentials
import Parsing
import Testing

struct JSONPayloadTests {
    struct Page: Decodable, Equatable {
        var name: String
        var count: Int?
    }

    private func code(_ bytes: [UInt8], limits: JSONPayload.Limits = .init()) -> ParseError.Code? {
        do throws(ParseError) {
            _ = try JSONPayload.decode(Page.self, from: bytes, limits: limits)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("UTF-8, UTF-16 and UTF-32 are told apart, with a byte-order mark and without", arguments: [true, false])
    func encodings(mark: Bool) throws {
        let text = "{\"name\": \"é ☃ 😀\", \"count\": 3}"
        let page = Page(name: "é ☃ 😀", count: 3)
        let scalars = (mark ? [0xFEFF] : []) + text.unicodeScalars.map(\.value)
        let units = (mark ? [0xFEFF] : []) + Array(text.utf16)
        #expect(try JSONPayload.decode(Page.self, from: (mark ? [0xEF, 0xBB, 0xBF] : []) + Array(text.utf8)) == page)
        #expect(try JSONPayload.decode(Page.self, from: units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) == page)
        #expect(try JSONPayload.decode(Page.self, from: Data(units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })) == page)
        #expect(
            try JSONPayload.decode(Page.self, from: scalars.flatMap { value in [0, 8, 16, 24].map { UInt8(value >> $0 & 0xFF) } }[...])
                == page)
        #expect(
            try JSONPayload.decode(Page.self, from: scalars.flatMap { value in [24, 16, 8, 0].map { UInt8(value >> $0 & 0xFF) } }) == page)
    }

    @Test(
        "what is no whole JSON is told apart",
        arguments: [
            ("", ParseError.Code.empty), ("  \n", .empty), ("\u{FEFF}", .empty), ("<html><body>502</body></html>", .html),
            ("<!DOCTYPE html><p>", .html), ("<?xml version='1.0'?><feed/>", .malformed),
            ("{\"name\": \"a\"", .truncated), ("{\"name\": \"a", .truncated), ("{\"name\": \"a\\", .truncated),
            ("[{\"name\": 1}", .truncated), ("{\"name\": 1}", .malformed), ("{}", .malformed), ("{\"name\" \"a\"}", .malformed),
            ("nonsense", .malformed), ("{\"name\": \"}]\\\"{[\"}", nil),
        ] as [(String, ParseError.Code?)])
    func refusals(text: String, expected: ParseError.Code?) {
        #expect(code(Array(text.utf8)) == expected)
    }

    @Test("every beginning of a document is cut short")
    func prefixes() {
        let bytes = Array("{\"name\": \"a {[ \\\" b\", \"count\": 12, \"x\": [[1, 2], {\"y\": null}]}".utf8)
        #expect(code(bytes) == nil)
        for end in 1..<bytes.count { #expect(code(Array(bytes[..<end])) == .truncated, "at \(end)") }
    }

    @Test("depth and size are bounded")
    func bounds() {
        var limits = JSONPayload.Limits()
        limits.depth = 3
        #expect(code(Array("{\"name\": \"a\", \"x\": [[]]}".utf8), limits: limits) == nil)
        #expect(code(Array("{\"name\": \"a\", \"x\": [[[]]]}".utf8), limits: limits) == .tooLarge)
        #expect(code([UInt8](repeating: UInt8(ascii: "["), count: 100_000)) == .tooLarge)
        limits.bytes = 10
        #expect(code(Array("{\"name\": \"a\"}".utf8), limits: limits) == .tooLarge)
    }

    @Test("an error names the value that does not fit")
    func path() {
        do throws(ParseError) {
            _ = try JSONPayload.decode([String: [Page]].self, from: Array("{\"pages\": [{\"name\": \"a\"}, {\"count\": 1}]}".utf8))
            Issue.record("decoded")
        } catch {
            #expect(error.detail == "pages[1] has no \"name\"")
        }
    }
}

struct PayloadShapeTests {
    @Test(
        "the first bytes tell what a payload is",
        arguments: [
            ("<?xml version='1.0'?><rss/>", PayloadShape.xml), ("\u{FEFF} <feed/>", .xml), ("{\"a\": 1}", .json), ("[]", .json),
            ("<!DOCTYPE html><p>", .html), ("<HTML>", .html), ("<!-- x --><html>", .html),
            ("<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html/>", .html), ("", .empty), (" \n\t", .empty), ("hello", .other),
            ("<rss>", .xml), ("null", .json),
        ])
    func shapes(text: String, shape: PayloadShape) {
        #expect(PayloadShape.sniff(Array(text.utf8).span) == shape)
        let wide = Array(text.utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(PayloadShape.sniff(wide.span) == shape)
    }
}

struct ContentHashTests {
    @Test(
        "hashes are those of XXH64",
        arguments: [
            ("", UInt64(0xEF46_DB37_51D8_E999)), ("a", 0xD24E_C4F1_A98C_6E5B), ("abc", 0x44BC_2CF5_AD77_0999),
            ("Nobody inspects the spammish repetition", 0xFBCE_A83C_8A37_8BF1),
        ])
    func vectors(text: String, hash: UInt64) {
        #expect(ContentHash.hash(text) == hash)
        #expect(ContentHash.hash(Array(text.utf8).span) == hash)
    }

    @Test("however the bytes are cut, the hash is the same")
    func pieces() {
        let bytes = (0..<500).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ 3) }
        for length in [0, 1, 31, 32, 33, 63, 64, 65, 500] {
            let whole = ContentHash.hash(bytes.span.extracting(0..<length))
            for piece in [1, 3, 8, 31, 32, 33, 100] {
                var hash = ContentHash()
                for start in stride(from: 0, to: length, by: piece) {
                    hash.update(bytes.span.extracting(start..<min(start + piece, length)))
                }
                #expect(hash.finalize() == whole, "\(length) bytes in pieces of \(piece)")
            }
        }
    }
}
