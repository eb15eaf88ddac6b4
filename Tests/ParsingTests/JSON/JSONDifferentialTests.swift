import FoundationEssentials
import Support
import Testing

@testable import Parsing

@Suite("JSON is read as JSONDecoder reads it")
struct JSONDifferentialTests {
    @Test("small documents, valid and broken, as every type", arguments: JSONSampleDocuments.all)
    func smallDocuments(text: String) {
        expectEqual(Array(text.utf8))
    }

    @Test(
        "false UTF-8, where it is asked for and where not",
        arguments: [
            [0xFF], [0xC0, 0x80], [0xC3], [0xE2, 0x98], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80],
            [0xE0, 0x80, 0x80], [0xF0, 0x9F, 0x98, 0x80], [0xEF, 0xBF, 0xBE], [0xEF, 0xBF, 0xBF], [0xF8, 0x88, 0x80, 0x80, 0x80],
            [0xC3, 0x22],
        ] as [[UInt8]])
    func falseUTF8(bytes: [UInt8]) {
        let quoted = Array("\"x".utf8) + bytes + Array("\"".utf8)
        expectEqual(quoted)
        expectEqual(Array("{\"a\":".utf8) + quoted + Array("}".utf8))
        expectEqual(Array("{\"a\":1,\"b\":".utf8) + quoted + Array("}".utf8))
        expectEqual(Array("{\"a\":1,".utf8) + quoted + Array(":2}".utf8))
        expectEqual(Array("[1,".utf8) + bytes + Array("]".utf8))
        expectEqual(Array("[\"\\n".utf8) + bytes + Array("\\n\"]".utf8))
    }

    @Test("objects with many members and with many of the same key")
    func largeObjects() {
        for count in [63, 64, 65, 200] {
            let members = (0..<count).map { "\"key\($0)\":\($0)" } + ["\"a\":7", "\"key3\":9", "\"a\":8"]
            expectEqual(Array("{\(members.joined(separator: ","))}".utf8))
            expectEqual(Array("{\(members.joined(separator: ",")),\"\\u0062\":5,\"b\":6,\"é\":7}".utf8))
        }
    }

    @Test("every beginning of a page's document, and the page with single bytes exchanged, removed or put in")
    func damaged() {
        let page = Array(JSONSampleDocuments.page.utf8)
        for end in 0...page.count { expectEqual(Array(page[..<end]), asEvery: false) }
        var numbers = SeededNumbers(state: 7)
        let usual = Array("\"\\{}[],:0123456789eE+-.tfnul \n\u{0}".utf8) + [0x80, 0xC3, 0xE2, 0xED, 0xFF]
        for _ in 0..<3000 {
            var bytes = page
            for _ in 0..<Int.random(in: 1...3, using: &numbers) {
                let index = Int.random(in: 0..<bytes.count, using: &numbers)
                let byte =
                    Bool.random(using: &numbers) ? usual.randomElement(using: &numbers) ?? 0 : UInt8.random(in: 0...255, using: &numbers)
                switch Int.random(in: 0..<3, using: &numbers) {
                case 0: bytes[index] = byte
                case 1: bytes.remove(at: index)
                default: bytes.insert(byte, at: index)
                }
            }
            // A mark of another encoding at the start is not JSONDecoder's to read here.
            guard let first = bytes.first, first < 0x80, !bytes.prefix(4).contains(0) else { continue }
            expectEqual(bytes, asEvery: false)
        }
    }

    @Test("captured payloads", .enabled(if: SharedFixtures.arePresent, Comment(rawValue: SharedFixtures.absence)))
    func captured() throws {
        let index = String(decoding: try SharedFixtures.bytes("INDEX.tsv"), as: UTF8.self)
        let names = index.split(separator: "\n").compactMap { $0.split(separator: "\t").first }.filter { $0.hasSuffix(".json") }
        #expect(names.count > 100)
        for name in names {
            let bytes = try SharedFixtures.bytes(String(name))
            // Larger ones are of the same pages.
            guard bytes.count <= 100_000, PayloadShape.sniff(bytes.span) == .json else { continue }
            JSONReference.expectEqual(AnyJSONValue.self, bytes, isOrdered: false, String(name))
        }
    }

    private func expectEqual(_ bytes: [UInt8], asEvery: Bool = true, at location: SourceLocation = #_sourceLocation) {
        let isShape = [.json, .other].contains(PayloadShape.sniff(bytes.span))
        // Other shapes have errors of their own, and a mark of the encoding is passed over before.
        guard isShape, !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return }
        JSONReference.expectEqual(AnyJSONValue.self, bytes, isOrdered: false, at: location)
        JSONReference.expectEqual(SampleRecord.self, bytes, isOrdered: false, at: location)
        guard asEvery else { return }
        JSONReference.expectEqual(ByKeys.self, bytes, at: location)
        JSONReference.expectEqual(ByElements.self, bytes, at: location)
        JSONReference.expectEqual(WithSuper.self, bytes, at: location)
        expectEqualScalars(bytes, location)
        JSONReference.expectEqual([Int].self, bytes, at: location)
        JSONReference.expectEqual([Int?].self, bytes, at: location)
        JSONReference.expectEqual([[Int]].self, bytes, at: location)
        JSONReference.expectEqual([String].self, bytes, at: location)
        JSONReference.expectEqual([String: Int].self, bytes, isOrdered: false, at: location)
        JSONReference.expectEqual([String: Int?].self, bytes, isOrdered: false, at: location)
        JSONReference.expectEqual(Int??.self, bytes, at: location)
    }

    private func expectEqualScalars(_ bytes: [UInt8], _ location: SourceLocation) {
        JSONReference.expectEqual(Bool.self, bytes, at: location)
        JSONReference.expectEqual(String.self, bytes, at: location)
        JSONReference.expectEqual(Double.self, bytes, at: location)
        JSONReference.expectEqual(Float.self, bytes, at: location)
        JSONReference.expectEqual(Int.self, bytes, at: location)
        JSONReference.expectEqual(Int8.self, bytes, at: location)
        JSONReference.expectEqual(Int16.self, bytes, at: location)
        JSONReference.expectEqual(Int32.self, bytes, at: location)
        JSONReference.expectEqual(Int64.self, bytes, at: location)
        JSONReference.expectEqual(UInt.self, bytes, at: location)
        JSONReference.expectEqual(UInt8.self, bytes, at: location)
        JSONReference.expectEqual(UInt16.self, bytes, at: location)
        JSONReference.expectEqual(UInt32.self, bytes, at: location)
        JSONReference.expectEqual(UInt64.self, bytes, at: location)
        JSONReference.expectEqual(Date.self, bytes, at: location)
    }
}
