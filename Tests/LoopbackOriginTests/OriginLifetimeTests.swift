import Glibc
import LoopbackOrigin
import Testing

@Suite("An origin leaves nothing behind")
struct OriginLifetimeTests {
    /// Descriptors of this process at this moment, those of tests that run beside this one included.
    private func descriptorCount() -> Int {
        guard let folder = unsafe opendir("/proc/self/fd") else { return 0 }
        defer { unsafe closedir(folder) }
        var count = 0
        while unsafe readdir(folder) != nil { count += 1 }
        return count
    }

    @Test("300 origins, each stopped with clients in the middle of a reply, leave no descriptor")
    func closesDescriptors() async throws {
        let before = descriptorCount()
        for _ in 0..<300 {
            let gate = OriginGate()
            let origin = try OriginServer.start { $0.path == "/held" ? .held(OriginResponse(), by: gate) : .status(204) }
            let idle = try RawClient(port: origin.port)
            let held = try RawClient(port: origin.port)
            idle.get("/")
            held.get("/held")
            #expect(await origin.wait { $0.requests == 2 }.requests == 2)
            await origin.stop()
            #expect(await held.readToEnd().ending != .timeout)
        }
        // A single descriptor left by each would be 300; what other tests hold is far less.
        #expect(descriptorCount() - before < 150)
    }

    @Test("Once stopped, nothing listens, and stopping again does no harm")
    func stopsListening() async throws {
        let origin = try OriginServer.start { _ in .status(204) }
        await origin.stop()
        #expect(throws: RawClient.Failure.self) { try RawClient(port: origin.port) }
        await origin.stop()
        #expect(origin.statistics.openConnections == 0)
    }

    @Test("An origin that nobody holds any more ends by itself")
    func endsWhenReleased() async throws {
        var origin: OriginServer? = try OriginServer.start { _ in .status(204) }
        let client = try RawClient(port: try #require(origin?.port))
        client.get("/")
        #expect(await client.answer().status == "204")
        origin = nil
        #expect(await client.readToEnd().ending == .closed)
    }

    @Test("Waiting for what never comes ends with the task")
    func waitIsCancellable() async throws {
        let origin = try OriginServer.start { _ in .status(204) }
        let waiting = Task { await origin.wait { $0.requests == 1_000 } }
        waiting.cancel()
        #expect(await waiting.value.requests == 0)
        await origin.stop()
    }
}
