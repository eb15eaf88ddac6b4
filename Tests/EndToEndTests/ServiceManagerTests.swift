import Glibc
import LoopbackOrigin
import Support
import Testing

@Suite("run under a service manager", .timeLimit(.minutes(5)))
struct ServiceManagerTests {
    private static func configuration(_ folder: TemporaryFolder, _ urls: String...) throws -> String {
        let pages = urls.enumerated().map { "  - { name: p\($0.offset), url: \"\($0.element)\", platform: statuspage, interval: 1s }\n" }
        return try folder.write("providers:\n\(pages.joined())", as: "c.yaml")
    }

    @Test("is told that the program is ready, that it lives, which pages fail, and that it ends", arguments: [false, true])
    func tells(isAbstract: Bool) async throws {
        let origin = try OriginServer.start { _ in .ok(Pages.githubAtom([Pages.outage])) }
        let receiver = try DatagramReceiver(name: DatagramReceiver.freshName(isAbstract: isAbstract))
        let folder = try TemporaryFolder()
        let file = try Self.configuration(folder, origin.url("/history.atom"), "http://127.0.0.1:1/history.atom")
        let process = try Program.start(
            ["run", "--config", file], environment: ["NOTIFY_SOCKET": receiver.name, "WATCHDOG_USEC": "200000"])
        #expect(await receiver.waitForNext().first == "READY=1")
        var isFed = false
        var isFailureTold = false
        while !isFed || !isFailureTold {
            let lines = await receiver.waitForNext()
            try #require(!lines.isEmpty)
            #expect(!lines.contains("READY=1"))
            isFed = isFed || lines.contains("WATCHDOG=1")
            isFailureTold = isFailureTold || lines.contains { $0.hasPrefix("STATUS=watching 2 pages, 1 of them cannot be read now; ") }
        }
        process.send(SIGTERM)
        var last = await receiver.waitForNext()
        while last.first == "WATCHDOG=1" { last = await receiver.waitForNext() }
        #expect(last == ["STOPPING=1", "STATUS=stopping"])
        let result = await process.end()
        #expect(result.ending == .exited(0))
        #expect(receiver.all().isEmpty)
        await origin.stop()
    }

    @Test("goes on watching when the service manager cannot be told, and says why")
    func unreachable() async throws {
        let origin = try OriginServer.start { _ in .ok(Pages.githubAtom([Pages.open])) }
        let folder = try TemporaryFolder()
        let file = try Self.configuration(folder, origin.url("/history.atom"))
        let process = try Program.start(["run", "--config", file], environment: ["NOTIFY_SOCKET": folder.path + "/nobody"])
        let result = await process.wait { $0.lines.count >= 1 && $0.standardError.contains("nobody") }
        #expect(result.standardError.contains("error: the service manager cannot be told how the program is (\(folder.path)/nobody)"))
        process.send(SIGTERM)
        #expect(await process.end().ending == .exited(0))
        await origin.stop()
    }
}
