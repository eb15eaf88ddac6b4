import Parsing
import Support
import Testing

@testable import Platforms

@Suite("Outlines of JSON documents")
struct JSONOutlineTests {
    @Test(
        "are the same of a checked document and of its bytes alone",
        arguments: [
            "[]", "{}", "3", "[1]", "[[{\"a\":1}]]", "{\"a\":[{\"b\":1,\"c\":[2]},{\"d\":3}],\"e\":{\"f\":\"}\\\"{\"},\"g\":[]}",
            " [ { \"a\" : { \"b\" : [ ] } , \"c\" : [ { } ] } , { \"d\" : 1 } ] ", "{\"a\":{},\"b\":[[{\"c\":1}]],\"é\":null,\"a\":1}",
        ])
    func small(text: String) throws { try expectEqual(Array(text.utf8), text) }

    @Test("are the same of captured documents", .enabled(if: SharedFixtures.arePresent, Comment(rawValue: SharedFixtures.absence)))
    func captured() throws {
        let index = String(decoding: try SharedFixtures.bytes("INDEX.tsv"), as: UTF8.self)
        for name in index.split(separator: "\n").compactMap({ $0.split(separator: "\t").first }) where name.hasSuffix(".json") {
            let bytes = try SharedFixtures.bytes(String(name))
            if bytes.count <= 100_000, PayloadShape.sniff(bytes.span) == .json { try expectEqual(bytes, String(name)) }
        }
    }

    @Test("of a document that is cut short is what its beginning seems to be")
    func cutShort() {
        let outline = JSONSource(bytes: Array("{\"page\":{\"id\":1},\"incidents\":[{\"id\":".utf8)).outline
        #expect(outline.kind == .object && outline.keys == ["page", "incidents"] && outline.isList("incidents"))
    }

    private func expectEqual(_ bytes: [UInt8], _ name: String) throws {
        let (checked, seeming) = (JSONOutline(try JSONPayload.scan(bytes)), JSONOutline(bytes.span))
        #expect(checked.kind == seeming.kind && checked.isEmptyArray == seeming.isEmptyArray, "\(name)")
        #expect(checked.keys == seeming.keys, "\(name)")
        for key in checked.keys {
            #expect(checked.keys(of: key) == seeming.keys(of: key) && checked.isList(key) == seeming.isList(key), "\(name), \(key)")
        }
    }
}
