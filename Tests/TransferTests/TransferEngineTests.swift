import Glibc
import LoopbackOrigin
import Testing
import Transfer

@Suite("The engine")
struct TransferEngineTests {
    private let body = (0..<5_000).map { UInt8(truncatingIfNeeded: $0) }

    @Test("A body is collected, decoded, with what the head says")
    func collects() async throws {
        let page = try OriginPage(body, contentType: "text/xml", fields: [("Cache-Control", "max-age=60")])
        let origin = try OriginServer.start { page.reply(to: $0) }
        try await withEngine { engine async throws in
            let outcome = try await engine.fetch(TransferRequest(url: origin.url("/feed")))
            #expect(outcome.status == 200)
            #expect(outcome.body == body)
            #expect(outcome.bodyByteCount == body.count)
            #expect(outcome.contentType == "text/xml")
            #expect(outcome.validators == Validators(etag: page.etag, lastModified: "Mon, 20 Jul 2026 04:44:00 GMT"))
            #expect(outcome.freshFor == .seconds(60))
            #expect(outcome.retryAfter == nil)
            #expect(outcome.url == origin.url("/feed"))
            #expect(outcome.permanentURL == nil)
            #expect(outcome.metrics.connectionsOpened == 1)
            #expect(outcome.metrics.address == IPAddress("127.0.0.1"))
            #expect(origin.requests.first?.acceptsGzip == true)
            #expect(origin.requests.first?.field("Host") == "127.0.0.1:\(origin.port)")
        }
        await origin.stop()
    }

    @Test("A receiver gets the body of a success, and nothing of any other answer")
    func receiver() async throws {
        let origin = try OriginServer.start { [body] request in
            request.path == "/ok" ? .ok(body) : .response(OriginResponse(status: 503, fields: [("Retry-After", "7")], body: body))
        }
        try await withEngine { engine async throws in
            let collector = Collector()
            let outcome = try await engine.fetch(TransferRequest(url: origin.url("/ok"), receiver: collector))
            #expect(outcome.body.isEmpty)
            #expect(outcome.bodyByteCount == body.count)
            #expect(collector.now.bytes == body)
            #expect(collector.now.contentType == "application/atom+xml")
            let none = Collector()
            let failed = try await engine.fetch(TransferRequest(url: origin.url("/503"), receiver: none))
            #expect(failed.status == 503)
            #expect(failed.retryAfter == .seconds(7))
            #expect(none.now.begun == 0)
            #expect(failed.body == Array(body.prefix(4_096)))
        }
        await origin.stop()
    }

    @Test("Validators are echoed byte for byte, and a 304 keeps the one that it leaves out")
    func conditional() async throws {
        let origin = try OriginServer.start { request in
            request.field("If-None-Match") == nil
                ? .response(OriginResponse(fields: [("ETag", "W/\"a, b\\\"é\""), ("Last-Modified", "yesterday, about noon")]))
                : .status(304)
        }
        try await withEngine { engine async throws in
            let first = try await engine.fetch(TransferRequest(url: origin.url("/")))
            let second = try await engine.fetch(TransferRequest(url: origin.url("/"), validators: first.validators))
            #expect(second.status == 304)
            #expect(second.validators == first.validators)
            #expect(second.metrics.connectionsOpened == 0, "the connection was kept")
            #expect(origin.requests[1].field("If-None-Match") == "W/\"a, b\\\"é\"")
            #expect(origin.requests[1].field("If-Modified-Since") == "yesterday, about noon")
            let third = try await engine.fetch(TransferRequest(url: origin.url("/")))
            #expect(third.status == 200, "no validators are left over on a handle that is used again")
        }
        await origin.stop()
    }

    @Test("Request fields are sent; an empty one too; the user agent can be replaced")
    func fields() async throws {
        let origin = try OriginServer.start { _ in .status(204) }
        try await withEngine { engine async throws in
            let fields = [HeaderField("Accept", "application/json"), HeaderField("X-Empty", ""), HeaderField("User-Agent", "other/1")]
            let outcome = try await engine.fetch(TransferRequest(url: origin.url("/"), fields: fields))
            #expect(outcome.status == 204)
            #expect(origin.requests[0].field("Accept") == "application/json")
            #expect(origin.requests[0].field("X-Empty") == "")
            #expect(origin.requests[0].field("User-Agent") == "other/1")
            _ = try await engine.fetch(TransferRequest(url: origin.url("/")))
            #expect(origin.requests[1].field("Accept") == "*/*")
            #expect(origin.requests[1].field("User-Agent") == "status-monitor")
        }
        await origin.stop()
    }

    @Test(
        "A field that would break out of its line is refused before anything is sent",
        arguments: [
            HeaderField("X", "a\r\nY: b"), HeaderField("X", "a\nb"), HeaderField("X", "a\u{0}b"), HeaderField("X Y", "a"),
            HeaderField("", "a"),
            HeaderField("X:Y", "a"), HeaderField("X\r\nY", "a"),
        ])
    func badFields(field: HeaderField) async throws {
        let origin = try OriginServer.start { _ in .status(204) }
        try await withEngine { engine async throws in
            #expect(await failure(of: TransferRequest(url: origin.url("/"), fields: [field]), on: engine) == .invalidField)
            let validators = Validators(etag: "\"a\"\r\nX: y")
            #expect(await failure(of: TransferRequest(url: origin.url("/"), validators: validators), on: engine) == .invalidField)
            #expect(try await engine.fetch(TransferRequest(url: origin.url("/"))).status == 204)
        }
        #expect(origin.statistics.requests == 1)
        await origin.stop()
    }

    @Test(
        "What is no http or https URL is refused",
        arguments: [
            "", "x", "/path", "file:///etc/passwd", "ftp://127.0.0.1/", "http://", "http://127.0.0.1/\r\nX: y", "http://a b/",
            "gopher://127.0.0.1:70/",
        ])
    func badURLs(url: String) async throws {
        try await withEngine { engine async throws in
            #expect(await failure(of: TransferRequest(url: url), on: engine) == .invalidURL)
        }
    }

    @Test("A connection that would be closed by the next poll is not kept; one that would be open is")
    func keptConnections() async throws {
        let origin = try OriginServer.start { _ in .status(204) }
        try await withEngine { engine async throws in
            var request = TransferRequest(url: origin.url("/"), nextRequestAfter: .seconds(300))
            _ = try await engine.fetch(request)
            #expect(await engine.statistics().openSockets == 0)
            request.nextRequestAfter = .seconds(20)
            #expect(try await engine.fetch(request).metrics.connectionsOpened == 1)
            #expect(await engine.statistics().openSockets == 1)
            #expect(try await engine.fetch(request).metrics.connectionsOpened == 0)
        }
        await origin.stop()
    }

    @Test("Of more origins polled in turn than connections may be kept, as many find theirs open as may be kept")
    func keptConnectionsOfMany() async throws {
        let origin = try OriginServer.start(OriginConfiguration(address: .wholeLoopbackNetwork)) { _ in .status(204) }
        try await withEngine({
            $0.maximumKeptConnections = 2
            $0.keptConnectionLifetime = .seconds(3600)
        }) { engine async throws in
            for round in 0..<3 {
                var opened = 0
                for host in 1...4 {
                    let request = TransferRequest(url: "http://127.0.0.\(host):\(origin.port)/", nextRequestAfter: .seconds(20))
                    opened += try await engine.fetch(request).metrics.connectionsOpened
                }
                #expect(opened == (round == 0 ? 4 : 2))
                #expect(await engine.statistics().openSockets == 2)
            }
        }
        await origin.stop()
    }

    @Test("A connection that was not used again in its time makes place for another's")
    func keptConnectionsThatAreOld() async throws {
        let origin = try OriginServer.start(OriginConfiguration(address: .wholeLoopbackNetwork)) { _ in .status(204) }
        try await withEngine({
            $0.maximumKeptConnections = 1
            $0.keptConnectionLifetime = .zero
        }) { engine async throws in
            func opened(_ host: Int) async throws -> Int {
                try await engine.fetch(TransferRequest(url: "http://127.0.0.\(host):\(origin.port)/")).metrics.connectionsOpened
            }
            #expect(try await opened(1) == 1)
            #expect(try await opened(2) == 1)
            #expect(try await opened(2) == 0)
        }
        await origin.stop()
    }

    @Test("More URLs than are remembered are read anew each time; their origins and connections stay known")
    func rememberedURLs() async throws {
        let origin = try OriginServer.start { .ok(Array($0.path.utf8)) }
        try await withEngine({ $0.rememberedURLs = 2 }) { engine async throws in
            for round in 0..<3 {
                for number in 0..<5 {
                    let outcome = try await engine.fetch(TransferRequest(url: origin.url("/\(number)")))
                    #expect(outcome.body == Array("/\(number)".utf8))
                    #expect(outcome.metrics.connectionsOpened == (round + number == 0 ? 1 : 0))
                }
            }
            #expect(await engine.statistics().hosts == 1)
        }
        await origin.stop()
    }

    @Test("Names are looked up again when their answers serve no more", arguments: [0, 60])
    func forgottenNames(lifetime: Int) async throws {
        let origin = try OriginServer.start { .ok(Array($0.field("Host")?.utf8 ?? "".utf8)) }
        try await withEngine({ $0.nameLifetime = .seconds(lifetime) }) { engine async throws in
            for _ in 0..<3 {
                for name in ["a", "b", "c", "d"] {
                    let host = "\(name).feeds.localhost:\(origin.port)"
                    let outcome = try await engine.fetch(TransferRequest(url: "http://\(host)/", nextRequestAfter: .seconds(300)))
                    #expect(outcome.body == Array(host.utf8))
                }
            }
        }
        await origin.stop()
    }

    @Test("An answer that came while the process stood still is taken, though its time is over by then")
    func standstill() async throws {
        let gate = OriginGate()
        let origin = try OriginServer.start { $0.path == "/" ? .status(204) : .held(OriginResponse(status: 204), by: gate) }
        try await withEngine { engine async throws in
            _ = try await engine.fetch(TransferRequest(url: origin.url("/")))
            var request = TransferRequest(url: origin.url("/held"))
            // Long beside the time until the queue is held, whatever else the machine does.
            request.limits.stallTimeout = .seconds(2)
            async let answer = engine.fetch(request)
            _ = await origin.wait { $0.heldReplies == 1 }
            // The engine's queue is held for longer than a transfer may be silent; the answer arrives meanwhile.
            await withTaskExecutorPreference(engine.executor) {
                gate.open()
                _ = usleep(2_400_000)
            }
            #expect(try await answer.status == 204)
        }
        await origin.stop()
    }

    @Test("Addresses that a request brings along are used, changed and given up again")
    func overrides() async throws {
        let origin = try OriginServer.start(OriginConfiguration(address: .wholeLoopbackNetwork)) { .ok(Array($0.localAddress.utf8)) }
        try await withEngine { engine async throws in
            let port = Int(origin.port)
            func fetch(_ address: String) async throws -> TransferOutcome {
                let resolve = [HostOverride(host: "A.feeds.test", port: port, address: address)]
                return try await engine.fetch(TransferRequest(url: "http://a.feeds.test:\(port)/", resolve: resolve))
            }
            #expect(try await fetch("127.0.0.5").body == Array("127.0.0.5".utf8))
            #expect(try await fetch("127.0.0.5").metrics.connectionsOpened == 0)
            #expect(try await fetch("127.0.0.6").body == Array("127.0.0.6".utf8))
            #expect(try await fetch("127.0.0.6").metrics.address == IPAddress("127.0.0.6"))
        }
        await origin.stop()
    }

    @Test("Redirects are followed; the new address is known when all are permanent")
    func redirects() async throws {
        let origin = try OriginServer.start { request in
            switch request.path {
            case "/1": .redirect(to: "/2", status: 301)
            case "/2": .redirect(to: "3?x=a b", status: 308)
            case "/temporary": .redirect(to: "/1", status: 307)
            default: .ok(Array(request.target.utf8))
            }
        }
        try await withEngine { engine async throws in
            let moved = try await engine.fetch(TransferRequest(url: origin.url("/1")))
            #expect(moved.body == Array("/3?x=a%20b".utf8))
            #expect(moved.url == origin.url("/3?x=a%20b"))
            #expect(moved.permanentURL == origin.url("/3?x=a%20b"))
            #expect(moved.metrics.redirects == 2)
            #expect(moved.metrics.connectionsOpened == 1)
            let temporary = try await engine.fetch(TransferRequest(url: origin.url("/temporary")))
            #expect(temporary.permanentURL == nil)
            #expect(temporary.metrics.redirects == 3)
        }
        await origin.stop()
    }

    @Test("To another origin go neither secrets nor dates, but the entity tag")
    func crossOrigin() async throws {
        let other = try OriginServer.start { _ in .status(304) }
        let origin = try OriginServer.start { [url = other.url("/there")] _ in .redirect(to: url) }
        try await withEngine { engine async throws in
            let fields = [HeaderField("Authorization", "Bearer x"), HeaderField("Cookie", "a=b"), HeaderField("Accept", "text/xml")]
            let validators = Validators(etag: "\"e\"", lastModified: "Mon, 20 Jul 2026 04:44:00 GMT")
            let outcome = try await engine.fetch(TransferRequest(url: origin.url("/"), fields: fields, validators: validators))
            #expect(outcome.status == 304)
            let first = try #require(origin.requests.first)
            #expect(first.field("Authorization") == "Bearer x")
            #expect(first.field("If-Modified-Since") != nil)
            let second = try #require(other.requests.first)
            #expect(second.field("Authorization") == nil)
            #expect(second.field("Cookie") == nil)
            #expect(second.field("If-Modified-Since") == nil)
            #expect(second.field("If-None-Match") == "\"e\"")
            #expect(second.field("Accept") == "text/xml")
        }
        await origin.stop()
        await other.stop()
    }

    @Test("Proxies of the environment are not used; a configured one is")
    func proxy() async throws {
        let proxy = try OriginServer.start { .ok(Array("proxied \($0.target)".utf8)) }
        try await withEngine({ $0.proxy = proxy.baseURL }) { engine async throws in
            let outcome = try await engine.fetch(TransferRequest(url: "http://page.test/feed"))
            #expect(outcome.body == Array("proxied http://page.test/feed".utf8))
            #expect(outcome.metrics.address == nil)
        }
        await proxy.stop()
    }

    @Test("No more transfers are in flight than the caps allow, and all are done in the end")
    func caps() async throws {
        let gate = OriginGate()
        let page = OriginResponse(status: 204)
        let origin = try OriginServer.start(OriginConfiguration(address: .wholeLoopbackNetwork)) { _ in .held(page, by: gate) }
        try await withEngine({
            $0.concurrency = 10; $0.concurrencyPerHost = 2; $0.concurrencyPerAddress = 3
        }) { engine async throws in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<60 {
                    // Six names: three share an address.
                    let name = "h\(number % 6).feeds.test"
                    let address = "127.0.0.\(number % 6 < 3 ? 10 : 10 + number % 6)"
                    let resolve = [HostOverride(host: name, port: Int(origin.port), address: address)]
                    let request = TransferRequest(url: "http://\(name):\(origin.port)/\(number)", resolve: resolve)
                    group.addTask { try await engine.fetch(request).status }
                }
                await settle(engine) { $0.inFlight + $0.waiting == 60 }
                // The shared address is known only when a connection was made: at first its hosts may have two each.
                await origin.wait { $0.heldReplies >= 9 }
                #expect(await engine.statistics().inFlight <= 10)
                gate.open()
                var done = 0
                for try await status in group {
                    #expect(status == 204)
                    done += 1
                }
                #expect(done == 60)
            }
        }
        #expect(origin.statistics.requests == 60)
        await origin.stop()
    }

    @Test("One transfer more than may wait fails at once and disturbs no other")
    func fullQueue() async throws {
        let gate = OriginGate()
        let origin = try OriginServer.start { _ in .held(OriginResponse(status: 204), by: gate) }
        try await withEngine({
            $0.concurrency = 1; $0.maximumWaiting = 1
        }) { engine async throws in
            let request = TransferRequest(url: origin.url("/"))
            async let first = engine.fetch(request)
            await settle(engine) { $0.inFlight == 1 }
            async let second = engine.fetch(request)
            await settle(engine) { $0.waiting == 1 }
            #expect(await failure(of: request, on: engine) == .tooManyWaiting)
            gate.open()
            #expect(try await first.status == 204)
            #expect(try await second.status == 204)
        }
        await origin.stop()
    }

    @Test("Many shards serve many hosts alike")
    func shards() async throws {
        let origin = try OriginServer.start(OriginConfiguration(address: .wholeLoopbackNetwork)) { .ok(Array($0.localAddress.utf8)) }
        try await withEngine({ ($0.expectedKeptConnections, $0.maximumKeptConnections) = (4_000, 4_000) }) { engine async throws in
            for round in 0..<2 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 1...100 {
                        let address = "127.0.1.\(number)"
                        group.addTask {
                            let outcome = try await engine.fetch(TransferRequest(url: "http://\(address):\(origin.port)/"))
                            #expect(outcome.body == Array(address.utf8))
                            #expect(outcome.metrics.connectionsOpened == (round == 0 ? 1 : 0))
                        }
                    }
                    try await group.waitForAll()
                }
            }
            #expect(await engine.statistics().hosts == 100)
        }
        await origin.stop()
    }

    @Test("Handles are no more than were in flight at one time, and connections that are kept no more than allowed")
    func boundedHandles() async throws {
        let origin = try OriginServer.start(OriginConfiguration(address: .wholeLoopbackNetwork)) { _ in .status(204) }
        try await withEngine({
            $0.maximumKeptConnections = 3
            $0.keptConnectionLifetime = .seconds(3600)
        }) { engine async throws in
            for number in 1...10 { _ = try await engine.fetch(TransferRequest(url: "http://127.0.2.\(number):\(origin.port)/")) }
            let statistics = await engine.statistics()
            #expect(statistics.handles == 1)
            #expect(statistics.idleHandles == 1)
            #expect(statistics.keptRequests == 3)
            #expect(statistics.openSockets == 3)
        }
        await origin.stop()
    }
}
