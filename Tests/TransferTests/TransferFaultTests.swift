import LoopbackOrigin
import Testing
import Transfer

@Suite("The engine under faults")
struct TransferFaultTests {
    private static let body = Array("<feed>0123456789</feed>".utf8)
    private static let page = OriginResponse(fields: [("Content-Type", "text/xml")], body: body)

    @Test("Nobody listens: refused")
    func refused() async throws {
        let origin = try OriginServer.start { _ in .status(204) }
        let url = origin.url("/")
        await origin.stop()
        try await withEngine { engine async throws in
            #expect(await failure(of: TransferRequest(url: url), on: engine) == .connectionRefused)
        }
    }

    @Test("A name that cannot exist is not resolved")
    func unresolved() async throws {
        let label = String(repeating: "a", count: 70)
        try await withEngine { engine async throws in
            #expect(await failure(of: TransferRequest(url: "http://\(label).test/"), on: engine) == .nameNotResolved)
        }
    }

    @Test("The connection is reset or closed before any byte", arguments: [OriginConfiguration.Greeting.reset, .close])
    func lostAtOnce(greeting: OriginConfiguration.Greeting) async throws {
        let origin = try OriginServer.start(OriginConfiguration(greeting: { _ in greeting })) { _ in .status(204) }
        try await withEngine { engine async throws in
            #expect(await failure(of: TransferRequest(url: origin.url("/")), on: engine) == .connectionLost)
        }
        await origin.stop()
    }

    @Test("Reset in the head and in the body", arguments: [0, 5, 20, 60, 80])
    func resets(count: Int) async throws {
        let origin = try OriginServer.start { _ in .reset(Self.page, after: count) }
        try await withEngine { engine async throws in
            let collector = Collector()
            #expect(await failure(of: TransferRequest(url: origin.url("/"), receiver: collector), on: engine) == .connectionLost)
        }
        await origin.stop()
    }

    /// The same body in each framing. A body that ends with the connection has no end that could be missed, so that it is not here.
    enum Framing: CaseIterable {
        case length, chunked, gzip, chunkedGzip

        func serialized() throws -> [UInt8] {
            switch self {
            case .length: TransferFaultTests.page.serialized()
            case .chunked: TransferTests.chunked(TransferFaultTests.body)
            case .gzip:
                OriginResponse(fields: [("Content-Encoding", "gzip")], body: try Gzip.compress(TransferFaultTests.body)).serialized()
            case .chunkedGzip: TransferTests.chunked(try Gzip.compress(TransferFaultTests.body), fields: "Content-Encoding: gzip\r\n")
            }
        }
    }

    @Test("An answer that is cut at any byte is an error, and whole it is none", arguments: Framing.allCases)
    func cutAtEveryByte(framing: Framing) async throws {
        let whole = try framing.serialized()
        let origin = try OriginServer.start { request in
            let count = Int(request.path.dropFirst()) ?? 0
            return .script([.send(Array(whole.prefix(count))), .close])
        }
        let headCount = try #require(whole.firstRange(of: [13, 10, 13, 10])).upperBound
        try await withEngine { engine async throws in
            // The line feed that ends a chunked body says nothing that was not said before: libcurl does not miss it.
            let end = framing == .chunked || framing == .chunkedGzip ? whole.count - 1 : whole.count
            for count in 0..<end {
                let code = await failure(of: TransferRequest(url: origin.url("/\(count)")), on: engine)
                #expect(code == (count < headCount ? .connectionLost : .brokenBody), "cut after \(count) of \(whole.count) bytes")
            }
            #expect(try await engine.fetch(TransferRequest(url: origin.url("/\(whole.count)"))).body == Self.body)
            #expect(await engine.statistics().openSockets <= 1)
        }
        await origin.stop()
    }

    @Test("Wrong gzip is a broken body")
    func wrongGzip() async throws {
        var broken = try Gzip.compress([UInt8](repeating: 65, count: 10_000))
        broken[broken.count - 6] ^= 0xff
        let damaged = broken
        let origin = try OriginServer.start { request in
            let fields = [("Content-Encoding", "gzip")]
            return switch request.path {
            case "/none": .response(OriginResponse(fields: fields, body: Array("this is no gzip at all".utf8)))
            default: .response(OriginResponse(fields: fields, body: damaged))
            }
        }
        try await withEngine { engine async throws in
            #expect(await failure(of: TransferRequest(url: origin.url("/none")), on: engine) == .brokenBody)
            #expect(await failure(of: TransferRequest(url: origin.url("/checksum")), on: engine) == .brokenBody)
        }
        await origin.stop()
    }

    @Test("A gzip bomb ends at the bound: 100 MB from 97 kB")
    func gzipBomb() async throws {
        let bomb = try Gzip.bomb(byteCount: 100 << 20)
        #expect(bomb.count < 110_000)
        let origin = try OriginServer.start { _ in .response(OriginResponse(fields: [("Content-Encoding", "gzip")], body: bomb)) }
        try await withEngine { engine async throws in
            let collector = Collector()
            var request = TransferRequest(url: origin.url("/"), receiver: collector)
            request.limits.maximumBodyBytes = 1 << 20
            #expect(await failure(of: request, on: engine) == .bodyTooLarge)
            #expect(collector.now.bytes.count <= 1 << 20)
            request.receiver = nil
            #expect(await failure(of: request, on: engine) == .bodyTooLarge)
        }
        await origin.stop()
    }

    @Test("An endless body ends at the bound, an endless head too, in many fields or in one")
    func endless() async throws {
        let origin = try OriginServer.start { request in
            switch request.path {
            case "/body": .endlessBody()
            case "/head": .endlessHeaders
            case "/interim": .script([.repeating(Array("HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n".utf8), count: nil)])
            default: .script([.send(Array("HTTP/1.1 200 OK\r\nX: ".utf8)), .repeating([UInt8](repeating: 65, count: 4_096), count: nil)])
            }
        }
        try await withEngine { engine async throws in
            #expect(await failure(of: TransferRequest(url: origin.url("/body")), on: engine) == .bodyTooLarge)
            #expect(await failure(of: TransferRequest(url: origin.url("/head")), on: engine) == .headersTooLarge)
            #expect(await failure(of: TransferRequest(url: origin.url("/interim")), on: engine) == .headersTooLarge)
            #expect(await failure(of: TransferRequest(url: origin.url("/line")), on: engine) == .headersTooLarge)
            #expect(await engine.statistics().openSockets == 0)
        }
        await origin.stop()
    }

    @Test("A receiver that wants no more ends the transfer")
    func refusingReceiver() async throws {
        let origin = try OriginServer.start { _ in .endlessBody() }
        try await withEngine { engine async throws in
            let request = TransferRequest(url: origin.url("/"), receiver: Collector(limit: 100))
            #expect(await failure(of: request, on: engine) == .refusedByReceiver)
        }
        await origin.stop()
    }

    @Test("A byte now and then keeps no transfer alive beyond its time; no byte ends it at the stall time")
    func slowness() async throws {
        let gate = OriginGate()
        let origin = try OriginServer.start { request in
            request.path == "/slow"
                ? .script([
                    .send(Array("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".utf8)),
                    .dribble([UInt8](repeating: 65, count: 100_000), gate),
                ])
                : .held(Self.page, by: OriginGate())
        }
        // The server's pace, which is what is under test: nothing waits for it.
        let pacer = Task { while !Task.isCancelled { gate.release(); try? await Task.sleep(for: .milliseconds(5)) } }
        try await withEngine { engine async throws in
            var slow = TransferRequest(url: origin.url("/slow"))
            slow.limits.transferTimeout = .milliseconds(400)
            slow.limits.stallTimeout = .seconds(5)
            var stalled = TransferRequest(url: origin.url("/stalled"))
            stalled.limits.stallTimeout = .milliseconds(200)
            async let first = failure(of: slow, on: engine)
            async let second = failure(of: stalled, on: engine)
            #expect(await first == .timedOut)
            #expect(await second == .timedOut)
            #expect(await engine.statistics().openSockets == 0)
        }
        pacer.cancel()
        await origin.stop()
    }

    @Test("A redirect loop, a chain that is too long and a redirect to a file end")
    func redirects() async throws {
        let origin = try OriginServer.start { request in
            switch request.path {
            case "/loop": .redirect(to: "/loop")
            case "/file": .redirect(to: "file:///etc/passwd")
            case "/long": .redirect(to: request.target.contains("?") ? request.target + "x" : "/long?x")
            default: .ok([])
            }
        }
        try await withEngine { engine async throws in
            #expect(await failure(of: TransferRequest(url: origin.url("/loop")), on: engine) == .tooManyRedirects)
            #expect(await failure(of: TransferRequest(url: origin.url("/long")), on: engine) == .tooManyRedirects)
            #expect(await failure(of: TransferRequest(url: origin.url("/file")), on: engine) == .forbiddenRedirect)
        }
        #expect(origin.statistics.requests == 1 + 6 + 1)
        await origin.stop()
    }

    @Test(
        "A redirect from a public to a private address is refused on the address itself, however it is written",
        arguments: ["127.0.0.2", "2130706434", "0x7f.0.0.2", "127.2", "[::ffff:127.0.0.2]", "[::1]"])
    func privateRedirect(host: String) async throws {
        let origin = try OriginServer.start(OriginConfiguration(address: .wholeLoopbackNetwork)) { request in
            request.path == "/away"
                ? .redirect(to: "http://\(host):\(request.field("Host")?.split(separator: ":").last ?? "")/in") : .ok([])
        }
        // 127.0.0.1 plays a public address here.
        let publicAddress = IPAddress("127.0.0.1")
        try await withEngine({ $0.reach = { $0 == publicAddress ? .public : .private } }) { engine async throws in
            #expect(await failure(of: TransferRequest(url: "http://127.0.0.1:\(origin.port)/away"), on: engine) == .forbiddenRedirect)
            #expect(origin.statistics.requests == 1)
            // A kept connection to the private address is no way around.
            if host == "127.0.0.2" {
                _ = try await engine.fetch(TransferRequest(url: "http://127.0.0.2:\(origin.port)/"))
                #expect(await failure(of: TransferRequest(url: "http://127.0.0.1:\(origin.port)/away"), on: engine) == .forbiddenRedirect)
                #expect(origin.statistics.requests == 3)
                let within = try await engine.fetch(TransferRequest(url: "http://127.0.0.3:\(origin.port)/away"))
                #expect(within.status == 200, "from one private address to another is no step in")
            }
        }
        await origin.stop()
    }

    @Test("A name that resolves to a private address is no way around")
    func privateName() async throws {
        let origin = try OriginServer.start(OriginConfiguration(address: .wholeLoopbackNetwork)) { request in
            request.path == "/away"
                ? .redirect(to: "http://inside.feeds.test:\(request.field("Host")?.split(separator: ":").last ?? "")/in") : .ok([])
        }
        let publicAddress = IPAddress("127.0.0.1")
        try await withEngine({ $0.reach = { $0 == publicAddress ? .public : .private } }) { engine async throws in
            var request = TransferRequest(url: "http://127.0.0.1:\(origin.port)/away")
            request.resolve = [HostOverride(host: "inside.feeds.test", port: Int(origin.port), address: "127.0.0.9")]
            #expect(await failure(of: request, on: engine) == .forbiddenRedirect)
        }
        #expect(origin.statistics.requests == 1)
        await origin.stop()
    }

    @Test("What does not speak HTTP is a protocol error")
    func noHTTP() async throws {
        let origin = try OriginServer.start { _ in .script([.send(Array("SSH-2.0-OpenSSH_9.2\r\n".utf8)), .close]) }
        try await withEngine { engine async throws in
            #expect(await failure(of: TransferRequest(url: origin.url("/")), on: engine) == .protocolError)
        }
        await origin.stop()
    }

    @Test("A failing transfer disturbs no other")
    func neighbours() async throws {
        let gate = OriginGate()
        let origin = try OriginServer.start(OriginConfiguration(address: .wholeLoopbackNetwork)) { request in
            switch request.path {
            case "/good": .held(Self.page, by: gate)
            case "/reset": .reset(Self.page, after: 60)
            case "/cut": .cut(Self.page, after: 75)
            default: .endlessHeaders
            }
        }
        try await withEngine { engine async throws in
            try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for number in 1...5 {
                    group.addTask { try await engine.fetch(TransferRequest(url: "http://127.0.3.\(number):\(origin.port)/good")).body }
                }
                await origin.wait { $0.heldReplies == 5 }
                for path in ["/reset", "/cut", "/head", "/reset", "/cut"] {
                    _ = await failure(of: TransferRequest(url: "http://127.0.4.1:\(origin.port)\(path)"), on: engine)
                }
                gate.open()
                for try await body in group { #expect(body == Self.body) }
            }
        }
        await origin.stop()
    }

    @Test("Ten thousand short connections one after another")
    func manyConnections() async throws {
        let origin = try OriginServer.start { _ in .response(OriginResponse(status: 204, closes: true)) }
        try await withEngine { engine async throws in
            let request = TransferRequest(url: origin.url("/"), nextRequestAfter: .seconds(300))
            for _ in 0..<10_000 {
                guard try await engine.fetch(request).status == 204 else {
                    Issue.record("not answered")
                    return
                }
            }
            let statistics = await engine.statistics()
            #expect(statistics.openSockets == 0)
            #expect(statistics.handles == 1)
        }
        #expect(origin.statistics.connections == 10_000)
        await origin.stop()
    }
}

extension Array where Element: Equatable {
    fileprivate func firstRange(of part: [Element]) -> Range<Int>? {
        indices.first { self[$0...].starts(with: part) }.map { $0..<$0 + part.count }
    }
}
