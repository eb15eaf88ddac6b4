import LoopbackOrigin
import Testing

@testable import Transfer

@Suite("A POST")
struct PostTests {
    private static func post(_ url: String, _ body: [UInt8], fields: [HeaderField] = []) -> TransferRequest {
        TransferRequest(url: url, fields: [HeaderField("Content-Type", "application/json")] + fields, body: body)
    }

    @Test("carries its body byte for byte, whatever its length, and the handle is a GET's again after it", arguments: [0, 1, 5, 300_000])
    func body(length: Int) async throws {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let origin = try OriginServer.start { request in .ok(Array("\(request.method) \(request.body.count)".utf8)) }
        try await withEngine { engine async throws in
            for _ in 0..<2 {
                let posted = try await engine.fetch(Self.post(origin.url("/hook"), bytes))
                #expect(String(decoding: posted.body, as: UTF8.self) == "POST \(length)")
                let read = try await engine.fetch(TransferRequest(url: origin.url("/page")))
                #expect(String(decoding: read.body, as: UTF8.self) == "GET 0")
            }
        }
        #expect(origin.requests.map(\.method) == ["POST", "GET", "POST", "GET"])
        #expect(origin.requests[0].body == bytes)
        #expect(origin.requests[2].body == bytes)
        #expect(origin.requests[0].field("Content-Type") == "application/json")
        #expect(origin.requests[0].field("Expect") == nil)
        #expect(origin.statistics.connections == 1)
        await origin.stop()
    }

    @Test("that is too long, or has a field with a line break, is refused before anything is sent")
    func refused() async throws {
        let origin = try OriginServer.start { _ in .ok([]) }
        try await withEngine { engine async throws in
            let long = Self.post(origin.url("/"), [UInt8](repeating: 0, count: TransferRequest.maximumRequestBytes + 1))
            #expect(await failure(of: long, on: engine) == .requestTooLarge)
            for value in ["a\r\nX-Evil: 1", "a\nb", "a\u{0}b"] {
                let request = Self.post(origin.url("/"), [1], fields: [HeaderField("Idempotency-Key", value)])
                #expect(await failure(of: request, on: engine) == .invalidField)
            }
        }
        #expect(origin.statistics.requests == 0)
        await origin.stop()
    }

    @Test("is sent on by 307 and 308 to its own origin, and by no other redirect")
    func redirects() async throws {
        let origin = try OriginServer.start { request in
            let status = Int(request.path.dropFirst()) ?? 0
            return status == 0 ? .ok(request.body) : .redirect(to: "/in", status: status)
        }
        let other = try OriginServer.start { _ in .ok([]) }
        let leading = try OriginServer.start { _ in .redirect(to: other.url("/in"), status: 307) }
        try await withEngine { engine async throws in
            for status in [307, 308] {
                #expect(try await engine.fetch(Self.post(origin.url("/\(status)"), [1, 2, 3])).body == [1, 2, 3])
            }
            for status in [301, 302, 303] {
                #expect(try await engine.fetch(Self.post(origin.url("/\(status)"), [1, 2, 3])).status == status)
            }
            #expect(await failure(of: Self.post(leading.url("/"), [1]), on: engine) == .forbiddenRedirect)
        }
        #expect(origin.requests.map { String($0.path) } == ["/307", "/in", "/308", "/in", "/301", "/302", "/303"])
        #expect(origin.requests.allSatisfy { $0.method == "POST" })
        #expect(other.statistics.requests == 0)
        for server in [origin, other, leading] { await server.stop() }
    }

    @Test(
        "to a private address is refused at the connection, however the address is written",
        arguments: ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "[::ffff:127.0.0.1]", "localhost", "[::1]", "hook.example"])
    func privateAddresses(host: String) async throws {
        let origin = try OriginServer.start { _ in .ok([]) }
        try await withEngine { engine async throws in
            var request = Self.post("http://\(host):\(origin.port)/", [1])
            request.privateAddresses = .never
            // A name that was public when it was configured and is not any more.
            request.resolve = [HostOverride(host: "hook.example", port: Int(origin.port), address: "127.0.0.1")]
            #expect(await failure(of: request, on: engine) == .forbiddenAddress)
        }
        #expect(origin.statistics.requests == 0)
        await origin.stop()
    }

    @Test(
        "to a private address is sent when the operator allows the network, the address or the name",
        arguments: [["127.0.0.0/8"], ["127.0.0.1"], ["10.0.0.0/8", "hook.example"], ["::ffff:127.0.0.0/104"], ["0.0.0.0/0"]])
    func allowed(names: [String]) async throws {
        let origin = try OriginServer.start { _ in .ok([]) }
        try await withEngine({ $0.allowance = AddressAllowance(names) }) { engine async throws in
            var request = Self.post("http://hook.example:\(origin.port)/", [1])
            request.privateAddresses = .never
            request.resolve = [HostOverride(host: "hook.example", port: Int(origin.port), address: "127.0.0.1")]
            #expect(try await engine.fetch(request).status == 200)
        }
        await origin.stop()
    }

    @Test("that is refused by its address is so on a kept connection too")
    func keptConnection() async throws {
        let origin = try OriginServer.start { _ in .ok([]) }
        try await withEngine { engine async throws in
            #expect(try await engine.fetch(TransferRequest(url: origin.url("/"))).status == 200)
            var request = Self.post(origin.url("/"), [1])
            request.privateAddresses = .never
            #expect(await failure(of: request, on: engine) == .forbiddenAddress)
        }
        #expect(origin.statistics.requests == 1)
        await origin.stop()
    }

    @Test("Networks cover what lies in them and nothing else")
    func networks() throws {
        let allowance = AddressAllowance(["10.0.0.0/9", "fd00:1::/32", "192.168.1.7", "x/9", "10.0.0.0/99", "Chat.Internal"])
        let url = try ParsedURL("http://other/")
        for text in ["10.127.255.255", "::ffff:10.0.0.1", "fd00:1:2::3", "192.168.1.7"] {
            #expect(allowance.covers(try #require(IPAddress(text)), host: url.host), "\(text)")
        }
        for text in ["10.128.0.0", "11.0.0.0", "fd00:2::1", "192.168.1.8", "::1"] {
            #expect(!allowance.covers(try #require(IPAddress(text)), host: url.host), "\(text)")
        }
        #expect(allowance.covers(try #require(IPAddress("192.168.9.9")), host: "chat.internal"))
    }

    @Test("A page that is given by name may not be at a private address, one that is given by that address may")
    func named() throws {
        let address = try #require(IPAddress("10.0.0.1"))
        func allows(_ url: String, isOverridden: Bool = false) throws -> Bool {
            let policy = ReachPolicy(rule: .ifNamed, isOverridden: isOverridden)
            return policy.allows(address, .private, at: try ParsedURL(url), isFirstHop: true)
        }
        for url in ["http://10.0.0.1/", "http://0xa.1/", "http://localhost/", "http://a.localhost/", "http://[::1]/"] {
            #expect(try allows(url), "\(url)")
        }
        #expect(try !allows("http://status.example/"))
        #expect(try allows("http://status.example/", isOverridden: true))
    }

    @Test("The answer tells what is left of a rate limit")
    func rateLimit() async throws {
        let origin = try OriginServer.start { request in
            request.path == "/none" ? .ok([]) : .status(204, [("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset-After", "1.250")])
        }
        try await withEngine { engine async throws in
            let outcome = try await engine.fetch(Self.post(origin.url("/"), [1]))
            #expect(outcome.rateLimit?.remaining == 0)
            #expect(outcome.rateLimit?.resetAfter == .milliseconds(1250))
            #expect(try await engine.fetch(Self.post(origin.url("/none"), [1])).rateLimit == nil)
        }
        await origin.stop()
    }
}
