import LoopbackOrigin
import Testing
import Transfer

@Suite("TLS")
struct TransferTLSTests {
    @Test("A certificate that is not in order is refused", arguments: OriginTLS.Variant.allCases)
    func certificates(variant: OriginTLS.Variant) async throws {
        let tls = try OriginTLS.make(variant)
        let origin = try OriginServer.start(OriginConfiguration(tls: tls)) { _ in .ok([65]) }
        try await withEngine(trusting: tls.trustedRoot) { engine async throws in
            let request = TransferRequest(url: origin.url("/"))
            if variant == .valid {
                #expect(try await engine.fetch(request).body == [65])
            } else {
                #expect(await failure(of: request, on: engine) == .tls)
                #expect(origin.statistics.requests == 0)
                #expect(await engine.statistics().openSockets == 0)
            }
        }
        await origin.stop()
    }

    @Test("A name that the certificate is for is taken, another one on the same address is not")
    func names() async throws {
        let tls = try OriginTLS.make()
        let origin = try OriginServer.start(OriginConfiguration(tls: tls)) { _ in .status(204) }
        try await withEngine(trusting: tls.trustedRoot) { engine async throws in
            let port = Int(origin.port)
            func request(_ host: String) -> TransferRequest {
                TransferRequest(
                    url: "https://\(host):\(port)/", resolve: [HostOverride(host: host, port: port, address: "127.0.0.1")])
            }
            #expect(try await engine.fetch(request("a.feeds.test")).status == 204)
            #expect(await failure(of: request("a.elsewhere.test"), on: engine) == .tls)
        }
        await origin.stop()
    }

    @Test("A session is resumed when the next poll needs a new connection, held ready or written", arguments: [0, 15, 1_000])
    func resumption(ready: Int) async throws {
        let tls = try OriginTLS.make()
        let configuration = OriginConfiguration(address: .wholeLoopbackNetwork, tls: tls)
        let origin = try OriginServer.start(configuration) { _ in .status(204) }
        try await withEngine(trusting: tls.trustedRoot, { $0.maximumReadySessions = ready }) { engine async throws in
            let port = Int(origin.port)
            for _ in 0..<3 {
                for number in 0..<40 {
                    let host = "h\(number).feeds.test"
                    let request = TransferRequest(
                        url: "https://\(host):\(port)/", nextRequestAfter: .seconds(600),
                        resolve: [HostOverride(host: host, port: port, address: "127.0.6.\(number)")])
                    #expect(try await engine.fetch(request).metrics.connectionsOpened == 1)
                }
            }
            // The origin counts a handshake when it has told the client of it.
            #expect(await origin.wait { $0.handshakes == 120 }.resumptions == 80)
            // The sessions stay, and no handle for each.
            #expect(await engine.statistics().handles == 1)
        }
        await origin.stop()
    }

    @Test("Connections share one context, and each server is verified by itself")
    func sharedContext() async throws {
        let good = try OriginTLS.make()
        let bad = try OriginTLS.make(.selfSigned)
        let trusted = try OriginServer.start(OriginConfiguration(tls: good)) { _ in .status(204) }
        let stranger = try OriginServer.start(OriginConfiguration(tls: bad)) { _ in .status(204) }
        try await withEngine(trusting: good.trustedRoot) { engine async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<40 {
                    let isTrusted = number % 2 == 0
                    let request = TransferRequest(url: (isTrusted ? trusted : stranger).url("/\(number)"), nextRequestAfter: .seconds(600))
                    group.addTask { () async throws in
                        if isTrusted {
                            #expect(try await engine.fetch(request).status == 204)
                        } else {
                            #expect(await failure(of: request, on: engine) == .tls)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(await trusted.wait { $0.handshakes == 20 }.handshakes == 20)
            #expect(await engine.statistics().tlsContexts == 1)
        }
        #expect(stranger.statistics.requests == 0)
        await trusted.stop()
        await stranger.stop()
    }

    @Test("A root that is taken out of the file is trusted no more once the file is read again, and a new one is")
    func changedRoots() async throws {
        var old = try OriginTLS.make()
        // A resumed session's certificate was verified when the session began.
        old.resumesSessions = false
        let new = try OriginTLS.make()
        let file = try TemporaryFile(old.trustedRoot)
        let first = try OriginServer.start(OriginConfiguration(tls: old)) { _ in .status(204) }
        let second = try OriginServer.start(OriginConfiguration(tls: new)) { _ in .status(204) }
        try await withEngine({ ($0.caFile, $0.rootsLifetime) = (file.path, .zero) }) { engine async throws in
            let toFirst = TransferRequest(url: first.url("/"), nextRequestAfter: .seconds(600))
            let toSecond = TransferRequest(url: second.url("/"), nextRequestAfter: .seconds(600))
            #expect(try await engine.fetch(toFirst).status == 204)
            #expect(await failure(of: toSecond, on: engine) == .tls)
            try file.write(new.trustedRoot)
            #expect(await failure(of: toFirst, on: engine) == .tls)
            #expect(try await engine.fetch(toSecond).status == 204)
            #expect(await engine.statistics().tlsContexts == 1)
        }
        await first.stop()
        await second.stop()
    }

    @Test("Two engines at once trust their own roots alone")
    func ownRoots() async throws {
        let mine = try OriginTLS.make()
        let yours = try OriginTLS.make()
        let first = try OriginServer.start(OriginConfiguration(tls: mine)) { _ in .status(204) }
        let second = try OriginServer.start(OriginConfiguration(tls: yours)) { _ in .status(204) }
        try await withEngine(trusting: mine.trustedRoot) { mineAlone async throws in
            try await withEngine(trusting: yours.trustedRoot) { yoursAlone async throws in
                for _ in 0..<3 {
                    let toFirst = TransferRequest(url: first.url("/"), nextRequestAfter: .seconds(600))
                    let toSecond = TransferRequest(url: second.url("/"), nextRequestAfter: .seconds(600))
                    async let refused = [failure(of: toSecond, on: mineAlone), failure(of: toFirst, on: yoursAlone)]
                    #expect(try await mineAlone.fetch(toFirst).status == 204)
                    #expect(try await yoursAlone.fetch(toSecond).status == 204)
                    #expect(await refused == [.tls, .tls])
                }
            }
        }
        await first.stop()
        await second.stop()
    }

    @Test("A server that no longer knows the session is verified anew", arguments: [0, 1_000])
    func forgottenSession(ready: Int) async throws {
        let good = try OriginTLS.make()
        let bad = try OriginTLS.make(.expired)
        let origin = try OriginServer.start(OriginConfiguration(tls: good)) { _ in .status(204) }
        try await withEngine(trusting: good.trustedRoot + bad.trustedRoot, { $0.maximumReadySessions = ready }) { engine async throws in
            let request = TransferRequest(url: origin.url("/"), nextRequestAfter: .seconds(600))
            for _ in 0..<2 { #expect(try await engine.fetch(request).status == 204) }
            #expect(await origin.wait { $0.handshakes == 2 }.resumptions == 1)
            await origin.stop()
            let expired = try OriginServer.start(OriginConfiguration(port: origin.port, tls: bad)) { _ in .status(204) }
            #expect(await failure(of: request, on: engine) == .tls)
            await expired.stop()
            let renewed = try OriginServer.start(OriginConfiguration(port: origin.port, tls: good)) { _ in .status(204) }
            for _ in 0..<2 { #expect(try await engine.fetch(request).status == 204) }
            #expect(await renewed.wait { $0.handshakes == 2 }.resumptions == 1)
            await renewed.stop()
        }
    }

    @Test("An origin that lets no session be resumed has full handshakes alone", arguments: [false, true])
    func noResumption(isLimitedToTLS12: Bool) async throws {
        var tls = try OriginTLS.make()
        tls.resumesSessions = false
        tls.isLimitedToTLS12 = isLimitedToTLS12
        let origin = try OriginServer.start(OriginConfiguration(tls: tls)) { _ in .status(204) }
        try await withEngine(trusting: tls.trustedRoot) { engine async throws in
            for _ in 0..<3 {
                let request = TransferRequest(url: origin.url("/"), nextRequestAfter: .seconds(600))
                #expect(try await engine.fetch(request).metrics.connectionsOpened == 1)
            }
            #expect(await origin.wait { $0.handshakes == 3 }.resumptions == 0)
        }
        await origin.stop()
    }

    @Test("A file of trusted certificates that is not there is named as the cause")
    func missingFile() async throws {
        let tls = try OriginTLS.make()
        let origin = try OriginServer.start(OriginConfiguration(tls: tls)) { _ in .status(204) }
        try await withEngine({ $0.caFile = "/nonexistent/ca.pem" }) { engine async throws in
            #expect(await failure(of: TransferRequest(url: origin.url("/")), on: engine) == .tls)
        }
        await origin.stop()
    }

    @Test("A server that is silent in the handshake is given up after the time for a connection")
    func silentHandshake() async throws {
        let tls = try OriginTLS.make()
        let origin = try OriginServer.start(OriginConfiguration(tls: tls, greeting: { _ in .silence })) { _ in .status(204) }
        try await withEngine(trusting: tls.trustedRoot) { engine async throws in
            var request = TransferRequest(url: origin.url("/"))
            request.limits.connectTimeout = .milliseconds(150)
            #expect(await failure(of: request, on: engine) == .timedOut)
            #expect(await engine.statistics().openSockets == 0)
        }
        await origin.stop()
    }

    @Test("A step back from https to http is refused")
    func downgrade() async throws {
        let tls = try OriginTLS.make()
        let plain = try OriginServer.start { _ in .status(204) }
        let origin = try OriginServer.start(OriginConfiguration(tls: tls)) { [url = plain.url("/")] _ in .redirect(to: url) }
        try await withEngine(trusting: tls.trustedRoot) { engine async throws in
            #expect(await failure(of: TransferRequest(url: origin.url("/")), on: engine) == .forbiddenRedirect)
        }
        #expect(plain.statistics.connections == 0)
        await origin.stop()
        await plain.stop()
    }
}
