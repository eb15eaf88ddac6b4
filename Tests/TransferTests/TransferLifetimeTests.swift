import Glibc
import LoopbackOrigin
import Synchronization
import Testing
import Transfer

@Suite("Cancellation and the engine's end")
struct TransferLifetimeTests {
    private static let page = OriginResponse(body: Array("0123456789".utf8))

    /// Where a transfer is when it is cancelled.
    enum Step: CaseIterable { case permit, connection, handshake, head, body, redirect }

    @Test("Cancelled at any step a transfer ends at once and leaves nothing behind", arguments: Step.allCases)
    func cancellation(step: Step) async throws {
        let never = OriginGate()
        let tls = try OriginTLS.make()
        let secure = OriginConfiguration(tls: tls, greeting: { _ in .silence })
        let plain = OriginConfiguration()
        let origin = try OriginServer.start(step == .handshake ? secure : plain) { request in
            switch request.path {
            case "/body": .script([.send(Array(Self.page.serialized().dropLast(3))), .hold(never)])
            case "/redirect": .redirect(to: "/head")
            case "/free": .response(Self.page)
            default: .held(Self.page, by: never)
            }
        }
        let blackHole = try BlackHole()
        try await withEngine(trusting: tls.trustedRoot, { $0.concurrency = step == .permit ? 1 : 20 }) { engine async throws in
            let collector = Collector()
            let url =
                switch step {
                case .connection: "http://127.0.0.1:\(blackHole.port)/"
                case .body: origin.url("/body")
                case .redirect: origin.url("/redirect")
                case .permit, .handshake, .head: origin.url("/head")
                }
            let blocker = Task { try await engine.fetch(TransferRequest(url: origin.url("/head"))) }
            if step != .permit { blocker.cancel() }
            if step == .permit { await settle(engine) { $0.inFlight == 1 } } else { _ = await blocker.result }
            let before = origin.statistics.requests
            let task = Task { try await engine.fetch(TransferRequest(url: url, receiver: collector)) }
            switch step {
            case .permit: await settle(engine) { $0.waiting == 1 }
            case .connection: await settle(engine) { $0.openSockets == 1 }
            case .handshake: await origin.wait { $0.openConnections >= 1 && $0.connections >= 1 }
            case .head: await origin.wait { $0.heldReplies == 1 && $0.requests == before + 1 }
            case .body: while collector.now.bytes.count < 7 { await Task.yield() }
            case .redirect: await origin.wait { $0.heldReplies == 1 && $0.requests == before + 2 }
            }
            task.cancel()
            let result = await task.result
            #expect((result.failureCode) == .cancelled)
            blocker.cancel()
            _ = await blocker.result
            let statistics = await engine.statistics()
            #expect(statistics.inFlight == 0)
            #expect(statistics.waiting == 0)
            #expect(statistics.openSockets == 0)
            if step != .handshake {
                #expect(try await engine.fetch(TransferRequest(url: origin.url("/free"))).body == Self.page.body)
            }
        }
        await origin.stop()
    }

    @Test("A task that was cancelled before sends nothing")
    func cancelledBefore() async throws {
        let origin = try OriginServer.start { _ in .response(Self.page) }
        try await withEngine { engine async throws in
            let task = Task {
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                return try await engine.fetch(TransferRequest(url: origin.url("/")))
            }
            #expect(await task.result.failureCode == .cancelled)
            #expect(await engine.statistics().handles == 0)
        }
        #expect(origin.statistics.connections == 0)
        await origin.stop()
    }

    @Test("Cancelled from within a receiver, in the middle of libcurl's callback, a transfer ends well")
    func cancelledInCallback() async throws {
        let origin = try OriginServer.start { _ in .endlessBody() }
        try await withEngine { engine async throws in
            let receiver = CancellingReceiver()
            let task = Task { try await engine.fetch(TransferRequest(url: origin.url("/"), receiver: receiver)) }
            receiver.set(task)
            #expect(await task.result.failureCode == .cancelled)
        }
        await origin.stop()
    }

    @Test("The engine's end fails what waits and what runs, and every later transfer")
    func shutdown() async throws {
        let never = OriginGate()
        let origin = try OriginServer.start { _ in .held(Self.page, by: never) }
        let engine = try TransferEngine()
        let tasks = (0..<50).map { number in
            Task { try await engine.fetch(TransferRequest(url: origin.url("/\(number)"))) }
        }
        await settle(engine) { $0.inFlight + $0.waiting == 50 }
        await engine.shutdown()
        for task in tasks { #expect(await task.result.failureCode == .engineStopped) }
        #expect(await failure(of: TransferRequest(url: origin.url("/")), on: engine) == .engineStopped)
        await engine.shutdown()
        let counts = await origin.wait { $0.openConnections == 0 }
        #expect(counts.openConnections == 0)
        await origin.stop()
    }

    @Test("While nothing happens the loop stands still, kept connections or not")
    func idle() async throws {
        let origin = try OriginServer.start(OriginConfiguration(address: .wholeLoopbackNetwork)) { _ in .response(Self.page) }
        try await withEngine { engine async throws in
            var isStill = false
            // Dispatch may tell under load, once and late, of a socket that a turn has served already. What a transfer leaves
            // behind is there in each round, for each has its own hosts.
            for round in 1...3 where !isStill {
                for number in 1...30 {
                    _ = try await engine.fetch(TransferRequest(url: "http://127.0.\(6 + round).\(number):\(origin.port)/"))
                }
                let first = await engine.statistics().wakeUps
                // Long enough for any of libcurl's timers that was left (1 s for speed checks, 200 ms for a second address).
                try await Task.sleep(for: .milliseconds(1_500))
                isStill = await engine.statistics().wakeUps == first
            }
            #expect(isStill)
        }
        await origin.stop()
    }

    @Test("When servers close kept connections while nothing is under way, the loop hears of each once")
    func closedWhileIdle() async throws {
        let origin = try OriginServer.start(OriginConfiguration(address: .wholeLoopbackNetwork)) { _ in .response(Self.page) }
        try await withEngine { engine async throws in
            for number in 1...30 { _ = try await engine.fetch(TransferRequest(url: "http://127.0.10.\(number):\(origin.port)/")) }
            let before = await engine.statistics().wakeUps
            await origin.stop()
            await settle(engine) { $0.wakeUps > before }
            // A loop that is told again and again would be told thousands of times.
            try await Task.sleep(for: .milliseconds(500))
            let wakeUps = await engine.statistics().wakeUps - before
            #expect(wakeUps <= 40)
        }
    }

    @Test("Descriptors are all closed: after faults, after cancellation, and when an engine is let go of without an end")
    func descriptors() async {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            let origin = try OriginServer.start { request in
                switch request.path {
                case "/ok": .response(Self.page)
                case "/reset": .reset(Self.page, after: 30)
                case "/cut": .cut(Self.page, after: 45)
                case "/head": .endlessHeaders
                case "/body": .endlessBody()
                default: .held(Self.page, by: OriginGate())
                }
            }
            func round(_ end: Bool) async throws {
                let engine = try TransferEngine()
                for path in ["/ok", "/reset", "/cut", "/head", "/body"] {
                    _ = try? await engine.fetch(TransferRequest(url: origin.url(path)))
                }
                let held = (0..<5).map { _ in Task { try await engine.fetch(TransferRequest(url: origin.url("/held"))) } }
                for task in held.prefix(3) { task.cancel() }
                for task in held.prefix(3) { _ = await task.result }
                if end { await engine.shutdown() } else { for task in held { task.cancel() } }
                for task in held { _ = await task.result }
            }
            // Dispatch and the runtime open theirs at the first use, that of their timers included.
            try await round(true)
            try await Task.sleep(for: .milliseconds(1))
            await origin.wait { $0.openConnections == 0 }
            let before = try openDescriptors()
            for number in 0..<20 { try await round(number % 2 == 0) }
            await origin.wait { $0.openConnections == 0 }
            // An engine that is let go of ends on its queue, a moment later: nothing else says when.
            for _ in 0..<1_000 where try openDescriptors() != before { try await Task.sleep(for: .milliseconds(5)) }
            let after = try openDescriptors()
            guard after == before else {
                print("\(before) descriptors before, \(after) after")
                // Not 1, with which AddressSanitizer ends a program that leaks.
                exit(3)
            }
            await origin.stop()
        }
        #expect(String(decoding: result?.standardErrorContent ?? [], as: UTF8.self) == "")
    }
}

private final class CancellingReceiver: BodyReceiver {
    private let task = Mutex<Task<TransferOutcome, any Error>?>(nil)
    func set(_ task: Task<TransferOutcome, any Error>) { self.task.withLock { $0 = task } }
    func begin(status: Int, contentType: String?) {}
    func receive(_ bytes: RawSpan) -> Bool {
        task.withLock { $0?.cancel() }
        return true
    }
}

/// A listener whose queue is full: connections to it are neither taken nor refused.
private final class BlackHole {
    let port: Int
    private var descriptors: [Int32] = []

    init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        descriptors.append(listener)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = unsafe withUnsafeMutablePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(listener, $0, length) == 0 && listen(listener, 0) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        try #require(isListening)
        port = Int(UInt16(bigEndian: address.sin_port))
        // One connection fills a queue of length 0.
        for _ in 0..<2 {
            let filler = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
            descriptors.append(filler)
            _ = unsafe withUnsafePointer(to: address) {
                unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe connect(filler, $0, length) }
            }
        }
    }

    deinit { for descriptor in descriptors { close(descriptor) } }
}

extension Result where Success == TransferOutcome, Failure == any Error {
    fileprivate var failureCode: TransferError.Code? {
        if case .failure(let error) = self { (error as? TransferError)?.code } else { nil }
    }
}

func openDescriptors() throws -> Int {
    guard let directory = unsafe opendir("/proc/self/fd") else { throw TransferError(.internalError, url: "", detail: "no /proc") }
    defer { unsafe closedir(directory) }
    var count = 0
    while unsafe readdir(directory) != nil { count += 1 }
    return count
}
