import LoopbackOrigin
import Testing
import Transfer

@Suite("A handle that serves many pages")
struct SharedHandleTests {
    /// One after the other, so that one handle carries out all.
    private func requests(_ make: (_ origin: OriginServer) -> [TransferRequest]) async throws -> [OriginRequest] {
        let origin = try OriginServer.start(OriginConfiguration(address: .wholeLoopbackNetwork)) { _ in .status(204) }
        try await withEngine { engine async throws in
            for request in make(origin) { #expect(try await engine.fetch(request).status == 204) }
            #expect(await engine.statistics().handles == 1)
        }
        await origin.stop()
        return origin.requests
    }

    @Test("The credentials of one page's address are sent to no other")
    func credentials() async throws {
        let sent = try await requests { origin in
            (1...3).map { number in
                TransferRequest(url: "http://\(number == 2 ? "reader:secret@" : "")127.0.11.\(number):\(origin.port)/")
            }
        }
        #expect(sent.map { $0.field("Authorization") } == [nil, "Basic cmVhZGVyOnNlY3JldA==", nil])
    }

    @Test("Fields and validators of one page are sent for no other, kept connections or not", arguments: [1, 600])
    func fields(next: Int) async throws {
        let sent = try await requests { origin in
            (0..<2).flatMap { _ in
                (1...3).map { number in
                    TransferRequest(
                        url: "http://127.0.12.\(number):\(origin.port)/", fields: number == 3 ? [] : [HeaderField("X-Page", "\(number)")],
                        validators: number == 2 ? Validators() : Validators(etag: "\"\(number)\"", lastModified: "day \(number)"),
                        nextRequestAfter: .seconds(next))
                }
            }
        }
        #expect(sent.map { $0.field("X-Page") } == ["1", "2", nil, "1", "2", nil])
        #expect(sent.map { $0.field("If-None-Match") } == ["\"1\"", nil, "\"3\"", "\"1\"", nil, "\"3\""])
        #expect(sent.map { $0.field("If-Modified-Since") } == ["day 1", nil, "day 3", "day 1", nil, "day 3"])
    }

    @Test("What is posted to one is posted to no other, and an address that one host is given is no other's")
    func bodiesAndAddresses() async throws {
        let sent = try await requests { origin in
            let port = Int(origin.port)
            return [
                TransferRequest(url: "http://127.0.13.1:\(port)/", body: Array("posted".utf8)),
                TransferRequest(
                    url: "http://a.feeds.test:\(port)/", resolve: [HostOverride(host: "a.feeds.test", port: port, address: "127.0.13.2")]),
                TransferRequest(url: "http://127.0.13.3:\(port)/"),
                TransferRequest(
                    url: "http://b.feeds.test:\(port)/", resolve: [HostOverride(host: "b.feeds.test", port: port, address: "127.0.13.4")]),
                TransferRequest(
                    url: "http://a.feeds.test:\(port)/", resolve: [HostOverride(host: "a.feeds.test", port: port, address: "127.0.13.2")]),
            ]
        }
        #expect(sent.map(\.method) == ["POST", "GET", "GET", "GET", "GET"])
        #expect(sent.map(\.localAddress) == ["127.0.13.1", "127.0.13.2", "127.0.13.3", "127.0.13.4", "127.0.13.2"])
    }
}
