import Testing

@testable import Parsing

@Suite("Digests of JSON values")
struct JSONDigestTests {
    private struct Probe: Decodable {
        var digest: UInt64?
        init(from decoder: any Decoder) throws { digest = JSONDigest.of(decoder) }
    }

    private func digests(_ text: String) throws -> [UInt64] {
        try JSONPayload.decode([Probe].self, from: Array(text.utf8)).map { try #require($0.digest) }
    }

    private static let element =
        #"{"id":"x1","n":[1,20,{"a":null,"b":true}],"text":"one \"two\" \u00e9","time":"2026-01-01T00:00:00Z","end":{},"last":[null,false]}"#

    @Test("are the same of the same bytes, wherever those stand")
    func same() throws {
        let digests = try digests("[ \(Self.element) ,7,\n\(Self.element),[],[],{}]")
        #expect(digests[0] == digests[2])
        #expect(digests[3] == digests[4])
        #expect(Set(digests).count == 4)
    }

    @Test("differ when any byte differs")
    func bytes() throws {
        let whole = try digests("[\(Self.element)]")[0]
        var read = 0
        for position in Self.element.utf8.indices {
            for other in [UInt8(ascii: "7"), UInt8(ascii: "z"), UInt8(ascii: " "), UInt8(ascii: "]"), UInt8(ascii: ",")] {
                var bytes = Array(Self.element.utf8)
                let index = Self.element.utf8.distance(from: Self.element.utf8.startIndex, to: position)
                guard bytes[index] != other else { continue }
                bytes[index] = other
                guard let changed = try? digests("[" + String(decoding: bytes, as: UTF8.self) + "]") else { continue }
                read += 1
                #expect(changed != [whole], "\(String(decoding: bytes, as: UTF8.self))")
            }
        }
        #expect(read > 100)
    }

    @Test(
        "differ when what has no text of its own differs",
        arguments: [
            ("null", "true"), ("true", "false"), ("{}", "[]"), ("[]", "[[]]"), ("[[],[]]", "[[[]]]"), ("[null,null]", "[null]"),
            (#"{"a":null}"#, #"{"a":{}}"#), (#"[1,[2]]"#, #"[[1],2]"#), (#"{"a":1,"b":{}}"#, #"{"a":1,"b":[]}"#),
            (#"["a","b"]"#, #"["a,b"]"#),
        ])
    func shapes(one: String, other: String) throws {
        let digests = try digests("[\(one),\(other)]")
        #expect(digests[0] != digests[1])
    }

    @Test("are given by no other decoder")
    func others() {
        struct Other: Decoder {
            var codingPath: [any CodingKey] { [] }
            var userInfo: [CodingUserInfoKey: Any] { [:] }
            func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> { throw CancellationError() }
            func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw CancellationError() }
            func singleValueContainer() throws -> any SingleValueDecodingContainer { throw CancellationError() }
        }
        #expect(JSONDigest.of(Other()) == nil)
    }
}
