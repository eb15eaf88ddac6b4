import LoopbackOrigin
import Testing
import Transfer

@Suite("Codings of bodies")
struct ContentCodingTests {
    private static let text = Array(String(repeating: "Pushes are slow, and we look into it. ", count: 500).utf8)

    /// A body as an origin may send it, with its `Content-Encoding`.
    enum Form: CaseIterable, Sendable {
        case gzip, oldNameOfGzip, capitals, members, withPadding, wrongLength, zlib, bareDeflate

        func reply() throws -> OriginReply {
            let text = ContentCodingTests.text
            let gzip = try Gzip.compress(text)
            let bare = Array(gzip.dropFirst(10).dropLast(8))
            let (coding, body): (String, [UInt8]) =
                switch self {
                case .gzip: ("gzip", gzip)
                case .oldNameOfGzip: ("x-gzip", gzip)
                case .capitals: ("GZip", gzip)
                case .members: ("gzip", try Gzip.compress(Array(text.prefix(1_000))) + Gzip.compress(Array(text.dropFirst(1_000))))
                case .withPadding: ("gzip", gzip + [0, 0, 0, 0])
                // Without its own file's end, the length that ends the bytes is that of an empty one.
                case .wrongLength: ("gzip", gzip + (try Gzip.compress([])))
                case .zlib: ("deflate", [0x78, 0x9C] + bare + Self.adler32(text))
                case .bareDeflate: ("deflate", bare)
                }
            return .response(OriginResponse(fields: [("Content-Encoding", coding)], body: body))
        }

        /// RFC 1950, 9.
        private static func adler32(_ bytes: [UInt8]) -> [UInt8] {
            let (a, b) = bytes.reduce((1, 0)) { sums, byte in
                let a = (sums.0 + Int(byte)) % 65_521
                return (a, (sums.1 + a) % 65_521)
            }
            return [UInt8(b >> 8), UInt8(b & 255), UInt8(a >> 8), UInt8(a & 255)]
        }
    }

    @Test("A body is undone in whatever form servers send it, for a receiver and without one", arguments: Form.allCases)
    func undone(form: Form) async throws {
        let reply = try form.reply()
        let origin = try OriginServer.start { _ in reply }
        try await withEngine { engine async throws in
            let outcome = try await engine.fetch(TransferRequest(url: origin.url("/")))
            #expect(outcome.body.elementsEqual(Self.text))
            let collector = Collector()
            let received = try await engine.fetch(TransferRequest(url: origin.url("/"), receiver: collector))
            #expect(collector.now.bytes.elementsEqual(Self.text))
            #expect(received.bodyByteCount == Self.text.count)
        }
        await origin.stop()
    }

    @Test("A body longer than what is kept is undone as it comes", arguments: [2 << 20, 7 << 20])
    func long(length: Int) async throws {
        // Hardly compressible, so that the coded body is long, too.
        var seed: UInt64 = 1
        let body = (0..<length).map { _ in
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: seed >> 56)
        }
        let reply = OriginReply.response(OriginResponse(fields: [("Content-Encoding", "gzip")], body: try Gzip.compress(body, level: 1)))
        let origin = try OriginServer.start { _ in reply }
        try await withEngine { engine async throws in
            let collector = Collector()
            let outcome = try await engine.fetch(TransferRequest(url: origin.url("/"), receiver: collector))
            #expect(collector.now.bytes.elementsEqual(body))
            #expect(outcome.encodedBody == nil)
        }
        await origin.stop()
    }

    @Test("A coding that was not asked for is a broken body", arguments: ["br", "gzip, gzip", "nonsense"])
    func unknown(coding: String) async throws {
        let origin = try OriginServer.start { _ in .response(OriginResponse(fields: [("Content-Encoding", coding)], body: Self.text)) }
        try await withEngine { engine async throws in
            #expect(await failure(of: TransferRequest(url: origin.url("/")), on: engine) == .brokenBody)
        }
        await origin.stop()
    }

    @Test("A known body is not handed over again; one that differs in a byte is, and so is one in no coding")
    func known() async throws {
        let gzip = try Gzip.compress(Self.text)
        let other = try Gzip.compress(Self.text + [33])
        let origin = try OriginServer.start { request in
            switch request.path {
            case "/plain": .ok(Self.text)
            case "/other": .response(OriginResponse(fields: [("Content-Encoding", "gzip")], body: other))
            default: .response(OriginResponse(fields: [("Content-Encoding", "gzip")], body: gzip))
            }
        }
        try await withEngine { engine async throws in
            let first = try await engine.fetch(TransferRequest(url: origin.url("/"), receiver: Collector()))
            let known = try #require(first.encodedBody)
            #expect(!first.isBodyKnown)
            for path in ["/", "/other", "/plain"] {
                let collector = Collector()
                let outcome = try await engine.fetch(TransferRequest(url: origin.url(path), receiver: collector, knownBody: known))
                #expect(outcome.isBodyKnown == (path == "/"))
                #expect(collector.now.chunks == 0 || path != "/")
                #expect(path == "/" || collector.now.bytes.count >= Self.text.count)
                #expect((outcome.encodedBody == nil) == (path == "/plain"))
            }
        }
        await origin.stop()
    }

    @Test("What is kept of an answer that is no success is undone, too")
    func failureText() async throws {
        let reply = OriginReply.response(
            OriginResponse(status: 503, fields: [("Content-Encoding", "gzip")], body: try Gzip.compress(Self.text)))
        let origin = try OriginServer.start { _ in reply }
        try await withEngine { engine async throws in
            let outcome = try await engine.fetch(TransferRequest(url: origin.url("/")))
            #expect(outcome.body.elementsEqual(Self.text.prefix(4_096)))
        }
        await origin.stop()
    }
}
