import FoundationEssentials
import Glibc
import LoopbackOrigin
import Monitor
import Support
import Synchronization
import Testing

@Suite("run on a machine that fails", .timeLimit(.minutes(5)))
struct FaultTests {
    /// A page that a test changes.
    private final class Page: Sendable {
        private let body: Mutex<[UInt8]>
        init(_ incidents: [Pages.Incident]) { body = Mutex(Pages.githubAtom(incidents)) }
        func show(_ incidents: [Pages.Incident]) { body.withLock { $0 = Pages.githubAtom(incidents) } }
        var reply: OriginReply { .ok(body.withLock { $0 }) }
    }

    @Test(
        "says that its disk is full, announces nothing meanwhile, and goes on without a restart when there is room",
        .enabled(if: SmallDisk.isPossible))
    func fullDisk() async throws {
        let disk = try SmallDisk(bytes: 1 << 20)
        let folder = try TemporaryFolder()
        let page = Page([Pages.open])
        let origin = try OriginServer.start { _ in page.reply }
        let file = try folder.write(
            """
            state: \(disk.path)/journal.db
            providers:
              - github: { url: "\(origin.url("/history.atom"))", interval: 1s }
            """, as: "c.yaml")
        let process = try Program.start(["run", "--config", file, "--format", "json"], keepsState: true)
        await process.wait { $0.lines.count >= 1 }
        disk.fill(disk.path + "/ballast")
        // Longer than what the journal may still have room for.
        var incident = Pages.open
        incident.updates.insert(
            .init(day: "21", time: "09:30", status: "Resolved", text: String(repeating: "Pages build again. ", count: 4_000)), at: 0)
        page.show([incident])
        let failed = await process.wait { $0.standardError.contains("the journal cannot be written, so nothing is polled or announced: ") }
        try #require(failed.ending == .exited(-1))
        #expect(failed.lines.count == 1)
        try FileManager.default.removeItem(atPath: disk.path + "/ballast")
        // The line is longer than what a pipe hands over at once.
        let recovered = await process.wait { $0.lines.count >= 2 && $0.standardOutput.hasSuffix("\n") }
        #expect(recovered.standardError.contains("the journal can be written again"))
        #expect(try recovered.events().map(\.id) == ["zyx987wvu654/2026-07-21T09:00Z", "zyx987wvu654/2026-07-21T09:30Z"])
        process.send(SIGTERM)
        #expect(await process.end().ending == .exited(0))
        let events = try await Program.run("events", "--config", file, "--format", "json")
        #expect(try events.events().count == 2)
        await origin.stop()
    }

    /// Counts requests by host.
    private final class Hosts: Sendable {
        private let counts = Mutex<[String: Int]>([:])
        func add(_ host: String) { counts.withLock { $0[host, default: 0] += 1 } }
        func least(of hosts: [String]) -> Int { counts.withLock { counts in hosts.map { counts[$0] ?? 0 }.min() ?? 0 } }
    }

    /// A name server that never answers: a socket that nobody reads.
    private static func silentNameServer(at address: UInt32) -> Int32? {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = UInt16(53).bigEndian
        name.sin_addr.s_addr = address.bigEndian
        let isBound = unsafe withUnsafeMutablePointer(to: &name) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isBound else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    @Test("polls four fifths of its pages as ever while the name server is silent about the others", .enabled(if: SmallDisk.isPossible))
    func silentNameServer() async throws {
        let server = try #require(Self.silentNameServer(at: 0x7F53_3501))
        defer { close(server) }
        let hosts = Hosts()
        let origin = try OriginServer.start(OriginConfiguration(recordedRequests: 0)) { request in
            hosts.add(String((request.field("Host") ?? "").prefix { $0 != ":" }))
            return .ok(Pages.githubAtom([Pages.open]))
        }
        let folder = try TemporaryFolder()
        let names = (0..<40).map { "page\($0).test" }
        let well = names.enumerated().filter { $0.offset % 5 != 0 }.map(\.element)
        let known = try folder.write(well.map { "127.0.0.1 \($0)\n" }.joined(), as: "hosts")
        let resolver = try folder.write("nameserver 127.83.53.1\noptions timeout:30 attempts:5\n", as: "resolv.conf")
        let pages = names.map {
            "  - { name: \($0), url: \"http://\($0):\(origin.port)/history.atom\", platform: statuspage, interval: 1s }\n"
        }
        let file = try folder.write("allow: [127.0.0.0/8]\nproviders:\n\(pages.joined())", as: "c.yaml")
        // A view of the file system of its own, in which the system's resolver reads these.
        let script = "mount --bind '\(known)' /etc/hosts && mount --bind '\(resolver)' /etc/resolv.conf && exec \"$@\""
        let program = try BuildProducts.path(of: "status-monitor")
        let process = try ChildProcess(
            "/usr/bin/unshare", ["-m", "/bin/sh", "-c", script, "sh", program, "run", "--ephemeral", "--config", file],
            environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"])
        // Ten rounds of all the others begin and end while the look-ups hang.
        for _ in 0..<20_000 where hosts.least(of: well) < 10 {
            let count = origin.statistics.requests
            await origin.wait { $0.requests > count }
        }
        #expect(hosts.least(of: well) >= 10)
        let status = String(decoding: FileManager.default.contents(atPath: "/proc/\(process.identifier)/status") ?? Data(), as: UTF8.self)
        let threads = status.split(separator: "\n").first { $0.hasPrefix("Threads:") }?.split(separator: "\t").last.flatMap { Int($0) }
        #expect(threads.map { (1..<40).contains($0) } == true, "\(threads ?? -1) threads")
        process.send(SIGTERM)
        let result = await process.end()
        #expect(result.ending == .exited(0))
        let unread = names.filter { !well.contains($0) }
        #expect(well.allSatisfy { !result.standardError.contains("warning: \($0) ") })
        #expect(unread.allSatisfy { hosts.least(of: [$0]) == 0 })
        await origin.stop()
    }
}
