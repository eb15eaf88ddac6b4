import LoopbackOrigin
import Testing

@Suite("An origin serves pages")
struct OriginServerTests {
    @Test("It refuses every address that is not loopback", arguments: ["0.0.0.0", "::", "10.0.0.1", "128.0.0.1", "localhost", ""])
    func refusesOtherAddresses(_ address: String) {
        let error = #expect(throws: OriginError.self) {
            try OriginServer.start(OriginConfiguration(address: .literal(address))) { _ in .status(204) }
        }
        #expect(error?.code == .notLoopback)
    }

    @Test("A port that is taken is an error that names it")
    func refusesTakenPort() async throws {
        let first = try OriginServer.start { _ in .status(204) }
        let error = #expect(throws: OriginError.self) {
            try OriginServer.start(OriginConfiguration(port: first.port)) { _ in .status(204) }
        }
        #expect(error?.code == .system)
        await first.stop()
    }

    @Test("One port stands for every address of the loopback network, and the handler learns which")
    func servesWholeNetwork() async throws {
        let origin = try OriginServer.start(OriginConfiguration(address: .wholeLoopbackNetwork)) { .ok(Array($0.localAddress.utf8)) }
        for address in ["127.0.0.1", "127.0.1.17", "127.0.40.250"] {
            let client = try RawClient(port: origin.port, address: address)
            client.get("/")
            #expect(await client.answer().body == Array(address.utf8))
        }
        await origin.stop()
    }

    @Test("Requests on a kept connection are answered one after another, pipelined ones too")
    func keepsConnections() async throws {
        let origin = try OriginServer.start { .ok(Array($0.target.utf8)) }
        let client = try RawClient(port: origin.port)
        client.get("/first")
        #expect(await client.answer().body == Array("/first".utf8))
        client.send("GET /second HTTP/1.1\r\nHost: a\r\n\r\nGET /third?x=1 HTTP/1.1\r\nHost: a\r\n")
        #expect(await client.answer().body == Array("/second".utf8))
        client.send("\r\n")
        #expect(await client.answer().body == Array("/third?x=1".utf8))
        #expect(origin.requests.map(\.target) == ["/first", "/second", "/third?x=1"])
        #expect(origin.requests.map(\.connection) == [0, 0, 0])
        let counts = await origin.wait { $0.requests == 3 }
        #expect(counts.connections == 1)
        await origin.stop()
    }

    @Test("A request says its fields, whatever their case")
    func readsFields() async throws {
        let origin = try OriginServer.start { request in
            .ok(Array("\(request.field("user-AGENT") ?? "none")|\(request.field("x-missing") ?? "none")|\(request.path)".utf8))
        }
        let client = try RawClient(port: origin.port)
        client.get("/a?b=c", "User-Agent:  monitor/1 ")
        #expect(await client.answer().body == Array("monitor/1|none|/a".utf8))
        #expect(origin.requests.first?.fields.map(\.name) == ["Host", "User-Agent"])
        await origin.stop()
    }

    @Test("Connection: close ends the connection after the answer")
    func closesWhenAsked() async throws {
        let origin = try OriginServer.start { _ in .ok([1, 2, 3]) }
        let client = try RawClient(port: origin.port)
        client.get("/", "Connection: close")
        let (bytes, ending) = await client.readToEnd()
        #expect(ending == .closed)
        #expect(Answer(bytes)?.field("Connection") == "close")
        #expect(Answer(bytes)?.body == [1, 2, 3])
        await origin.stop()
    }

    @Test(
        "What is no request it answers 400, other methods 405, a post without a length 411, what is too long 413 and 431",
        arguments: [
            ("nonsense\r\n\r\n", "400"), ("PUT / HTTP/1.1\r\n\r\n", "405"), ("POST / HTTP/1.1\r\n\r\n", "411"),
            ("POST / HTTP/1.1\r\nContent-Length: 9999999\r\n\r\n", "413"), ("GET / HTTP/1.1\r\nContent-Length: 3\r\n\r\n", "400"),
            ("GET / HTTP/1.1\r\nX: " + String(repeating: "x", count: 70_000), "431"),
        ])
    func refusesBadRequests(_ request: String, _ status: String) async throws {
        let origin = try OriginServer.start { _ in .ok([]) }
        let client = try RawClient(port: origin.port)
        client.send(request)
        #expect(await client.answer().status == status)
        #expect(origin.statistics.requests == 0)
        await origin.stop()
    }
}

@Suite("A page has validators and two encodings")
struct OriginPageTests {
    private let body = Array(String(repeating: "<entry>all is well</entry>", count: 100).utf8)

    private func start() throws -> (OriginServer, OriginPage) {
        let page = try OriginPage(body)
        return (try OriginServer.start { page.reply(to: $0) }, page)
    }

    @Test("A matching entity tag gives 304 without a body; another gives 200")
    func validatesEntityTag() async throws {
        let (origin, page) = try start()
        let client = try RawClient(port: origin.port)
        for tag in [page.etag, "*", "\"other\", \(page.etag)"] {
            client.get("/", "If-None-Match: \(tag)")
            let answer = await client.answer()
            #expect(answer.status == "304")
            #expect(answer.body.isEmpty)
            #expect(answer.field("ETag") == page.etag[...])
        }
        client.get("/", "If-None-Match: \"other\"", "If-Modified-Since: Mon, 20 Jul 2026 04:44:00 GMT")
        #expect(await client.answer().status == "200")
        await origin.stop()
    }

    @Test("Last-Modified alone gives 304 when it is echoed byte for byte")
    func validatesDate() async throws {
        let (origin, _) = try start()
        let client = try RawClient(port: origin.port)
        client.get("/", "If-Modified-Since: Mon, 20 Jul 2026 04:44:00 GMT")
        #expect(await client.answer().status == "304")
        client.get("/", "If-Modified-Since: Mon, 20 Jul 2026 04:43:59 GMT")
        #expect(await client.answer().status == "200")
        await origin.stop()
    }

    @Test("gzip goes to those who take it, and is smaller; HEAD gets the same head alone")
    func compresses() async throws {
        let (origin, _) = try start()
        let client = try RawClient(port: origin.port)
        client.get("/")
        #expect(await client.answer().body == body)
        client.get("/", "Accept-Encoding: deflate, gzip")
        let compressed = await client.answer()
        #expect(compressed.field("Content-Encoding") == "gzip")
        #expect(compressed.body.starts(with: [0x1f, 0x8b]))
        #expect(compressed.body.count < body.count / 4)
        client.send("HEAD / HTTP/1.1\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n")
        let head = await client.read { Answer($0) != nil }
        #expect(Answer(head.bytes)?.head == compressed.head)
        #expect(Answer(head.bytes)?.body == [])
        await origin.stop()
    }

    @Test("A page without validators is sent whole each time")
    func hasNoValidators() async throws {
        let page = try OriginPage(body, validation: .none)
        let origin = try OriginServer.start { page.reply(to: $0) }
        let client = try RawClient(port: origin.port)
        client.get("/", "If-None-Match: \(page.etag)")
        let answer = await client.answer()
        #expect(answer.status == "200")
        #expect(answer.field("ETag") == nil)
        #expect(answer.field("Last-Modified") == nil)
        await origin.stop()
    }

    @Test("A bomb of 100 MB is about 100 kB")
    func makesBombs() throws {
        let bomb = try Gzip.bomb(byteCount: 100_000_000)
        #expect(bomb.count < 110_000)
        // RFC 1952: the last four bytes are the length before compression.
        #expect(Array(bomb.suffix(4)) == [0x00, 0xe1, 0xf5, 0x05])
    }
}
