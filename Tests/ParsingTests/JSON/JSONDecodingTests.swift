import FoundationEssentials
import Testing

@testable import Parsing

@Suite("JSON decoding")
struct JSONDecodingTests {
    struct Item: Decodable, Equatable {
        var id: Int
    }

    /// Elements of which the broken ones are left out, the last one excepted.
    struct Lenient: Decodable {
        enum Keys: String, CodingKey { case items }
        var items: [Item] = []

        init(from decoder: any Decoder) throws {
            var list = try decoder.container(keyedBy: Keys.self).nestedUnkeyedContainer(forKey: .items)
            while let count = list.count, list.currentIndex < count - 1 {
                if let item = try? list.decode(Item.self) { items.append(item) } else { _ = try list.superDecoder() }
            }
            items.append(try list.decode(Item.self))
        }
    }

    private func detail<Value: Decodable>(_ type: Value.Type, _ text: String) -> String? {
        do throws(ParseError) {
            _ = try JSONPayload.decode(type, from: Array(text.utf8))
            return nil
        } catch {
            return error.detail
        }
    }

    @Test("the path of an error is right after many errors that nobody heard of")
    func pathAfterErrors() {
        let broken = (0..<400).map { $0 % 3 == 0 ? "{\"id\":\"x\",\"more\":[1,[2,{}]]}" : $0 % 3 == 1 ? "{\"id\":1}" : "[[],{}]" }
        let text = "{\"before\":[[1],[2]],\"items\":[\(broken.joined(separator: ",")),{\"id\":{}}]}"
        #expect(detail(Lenient.self, text) == "items[400].id: Expected to decode Int but found a dictionary instead.")
        #expect(detail(Lenient.self, text.replacing("{\"id\":{}}]", with: "{}]")) == "items[400] has no \"id\"")
    }

    @Test("zero may have any exponent")
    func zeroWithExponent() throws {
        // JSONDecoder refuses this one as a Double.
        #expect(try JSONPayload.decode(Double.self, from: Array("0e9".utf8)) == 0)
    }

    /// Keeps its decoder for later.
    struct Late: Decodable {
        let decoder: any Decoder
        init(from decoder: any Decoder) { self.decoder = decoder }
    }

    @Test("a decoder that a value has kept reads the document also after the call")
    func keptDecoder() throws {
        func late() throws -> Late { try JSONPayload.decode(Late.self, from: Array("[\"seventeen letters\",\"x\"]".utf8)) }
        let kept = try late()
        let other = [UInt8](repeating: 0x21, count: 25)
        #expect(try [String](from: kept.decoder) == ["seventeen letters", "x"])
        #expect(other.count == 25)
    }

    @Test("brackets nested as deep as the bound are read without recursion, one more is refused")
    func depth() throws {
        var limits = JSONPayload.Limits()
        limits.depth = 100_000
        func nested(_ count: Int) -> [UInt8] {
            Array(repeating: UInt8(ascii: "["), count: count) + Array(repeating: UInt8(ascii: "]"), count: count)
        }
        #expect(try JSONPayload.decode([Late].self, from: nested(100_000), limits: limits).count == 1)
        #expect(throws: ParseError.self) { try JSONPayload.decode([Late].self, from: nested(100_001), limits: limits) }
    }

    @Test("a second byte-order mark is passed over, as JSONDecoder does")
    func twoMarks() throws {
        #expect(try JSONPayload.decode([Int].self, from: Array("\u{FEFF}\u{FEFF}[1]".utf8)) == [1])
        #expect(throws: ParseError.self) { try JSONPayload.decode([Int].self, from: Array("\u{FEFF}\u{FEFF}\u{FEFF}[1]".utf8)) }
    }

    @Test("every escape of four digits but surrogates is its scalar, in any letter case", arguments: [false, true])
    func escapes(upperCase: Bool) throws {
        for value in stride(from: UInt32(0), through: 0xFFFF, by: 37) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let digits = String(value, radix: 16, uppercase: upperCase)
            let text = "[\"a\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)b\"]"
            #expect(try JSONPayload.decode([String].self, from: Array(text.utf8)) == ["a\(Character(scalar))b"])
        }
    }

    @Test("strings of every length around eight bytes end where they end", arguments: 0..<40)
    func lengths(length: Int) throws {
        let text = String(repeating: "x", count: length)
        for blanks in ["", " ", "\n\n\t"] {
            let document = "\(blanks)[\(blanks)\"\(text)\"\(blanks),\(blanks)\"\(text)\\n\",\"\(text)é\"\(blanks)]\(blanks)"
            #expect(try JSONPayload.decode([String].self, from: Array(document.utf8)) == [text, text + "\n", text + "é"])
        }
    }

    @Test("a checked document tells what it is, and decodes as often as it is asked")
    func scanned() throws {
        let text = "{\"a\":[{\"x\":1,\"\\u0079\":2},3],\"b\":{},\"\\x\":[],\"c\":4}"
        let root = try JSONPayload.scan(Array(text.utf8)).root
        #expect(root.kind == .object && root.first == nil)
        #expect(root.members(limit: 9).map(\.key) == ["a", "b", "\\x", "c"])
        #expect(root.members(limit: 2).map(\.value.kind) == [.array, .object])
        #expect(root.members(limit: 1).first?.value.first?.members(limit: 9).map(\.key) == ["x", "y"])
        #expect(root.members(limit: 3).last?.value.first == nil)
        let wide = try JSONPayload.scan(Array("[1,2]".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
        #expect(try wide.decode([Int].self) == [1, 2])
        #expect(try wide.decode([UInt8].self) == [1, 2])
        #expect(throws: ParseError.self) { try wide.decode([String].self) }
        #expect(throws: ParseError.self) { try JSONPayload.scan(Array("[1,2".utf8)) }
    }
}
