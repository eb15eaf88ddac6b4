import Glibc
import LoopbackOrigin
import Testing

@Suite("An origin fails as it is told")
struct OriginFaultTests {
    private let page = OriginResponse(fields: [("Content-Type", "text/plain")], body: Array("0123456789".utf8))

    @Test("A reset after N bytes: exactly those arrive, then RST", arguments: [0, 5, 40])
    func resets(_ count: Int) async throws {
        let origin = try OriginServer.start { [page] _ in .reset(page, after: count) }
        let client = try RawClient(port: origin.port)
        client.get("/")
        let (bytes, ending) = await client.readToEnd()
        // The kernel may drop what was not read yet when the reset comes in.
        #expect(page.serialized().prefix(count).starts(with: bytes))
        #expect(ending == .reset)
        await origin.stop()
    }

    @Test("A cut at each byte: exactly those arrive, then the end")
    func cuts() async throws {
        let whole = page.serialized()
        for count in 0..<whole.count {
            let origin = try OriginServer.start { [page] _ in .cut(page, after: count) }
            let client = try RawClient(port: origin.port)
            client.get("/")
            let (bytes, ending) = await client.readToEnd()
            #expect(bytes == Array(whole.prefix(count)))
            #expect(ending == .closed)
            await origin.stop()
        }
    }

    @Test("A held reply comes when its gate lets it through, and keeps the connection")
    func holds() async throws {
        let gate = OriginGate()
        let origin = try OriginServer.start { [page] _ in .held(page, by: gate) }
        let client = try RawClient(port: origin.port)
        client.get("/")
        #expect(await origin.wait { $0.heldReplies == 1 }.bytesSent == 0)
        gate.release()
        #expect(await client.answer().body == page.body)
        client.get("/")
        await origin.wait { $0.heldReplies == 1 }
        gate.open()
        #expect(await client.answer().body == page.body)
        await origin.stop()
    }

    @Test("A client that goes away while its reply is held is let go of")
    func noticesDeparture() async throws {
        let gate = OriginGate()
        let origin = try OriginServer.start { [page] _ in .held(page, by: gate) }
        do {
            let client = try RawClient(port: origin.port)
            client.get("/")
            await origin.wait { $0.heldReplies == 1 }
            withExtendedLifetime(client) {}
        }
        let counts = await origin.wait { $0.openConnections == 0 && $0.requests == 1 }
        #expect(counts.heldReplies == 0)
        await origin.stop()
    }

    @Test("A dribbled reply comes a byte for each permit")
    func dribbles() async throws {
        let gate = OriginGate()
        let origin = try OriginServer.start { [page] _ in .dribbled(page, by: gate) }
        let client = try RawClient(port: origin.port)
        client.get("/")
        let whole = page.serialized()
        for index in 0..<12 {
            gate.release()
            #expect(await client.read(1).bytes == [whole[index]])
            #expect(await origin.wait { $0.bytesSent == index + 1 }.bytesSent == index + 1)
        }
        gate.open()
        #expect(await client.read(whole.count - 12).bytes == Array(whole[12...]))
        await origin.stop()
    }

    @Test("Endless replies last until the client has had enough", arguments: [OriginReply.endlessHeaders, .endlessBody()])
    func isEndless(_ reply: OriginReply) async throws {
        let origin = try OriginServer.start { $0.path == "/" ? reply : .status(204) }
        do {
            let client = try RawClient(port: origin.port)
            client.get("/")
            #expect(await client.read(5_000_000).ending == .enough)
            // Another client is served meanwhile.
            let other = try RawClient(port: origin.port)
            other.get("/other")
            #expect(await other.answer().status == "204")
        }
        await origin.wait { $0.openConnections == 0 }
        #expect(origin.statistics.openConnections == 0)
        await origin.stop()
    }

    @Test("A counted repetition ends, and the connection goes on")
    func repeats() async throws {
        let origin = try OriginServer.start { _ in
            .script([.send(Array("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n".utf8)), .repeating(Array("ab".utf8), count: 3)])
        }
        let client = try RawClient(port: origin.port)
        for _ in 0..<2 {
            client.get("/")
            #expect(await client.answer().body == Array("ababab".utf8))
        }
        await origin.stop()
    }

    @Test("A greeting can reset or close a connection before a byte is read")
    func greets() async throws {
        let configuration = OriginConfiguration { [.reset, .close, .serve][min($0, 2)] }
        let origin = try OriginServer.start(configuration) { _ in .status(204) }
        #expect(try await RawClient(port: origin.port).readToEnd().ending == .reset)
        #expect(try await RawClient(port: origin.port).readToEnd().ending == .closed)
        let third = try RawClient(port: origin.port)
        third.get("/")
        #expect(await third.answer().status == "204")
        #expect(origin.statistics.connections == 3)
        await origin.stop()
    }

    @Test("A redirect names its target")
    func redirects() async throws {
        let origin = try OriginServer.start { _ in .redirect(to: "file:///etc/passwd", status: 308) }
        let client = try RawClient(port: origin.port)
        client.get("/")
        let answer = await client.answer()
        #expect(answer.status == "308")
        #expect(answer.field("Location") == "file:///etc/passwd")
        await origin.stop()
    }
}
