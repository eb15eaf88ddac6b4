import Glibc
import LoopbackOrigin
import Support
import Synchronization
import Testing

@Suite("What consumers remember across restarts")
struct RememberedThreadsTests {
    /// A page that a test changes, and at the same origin a receiver that numbers its messages as Slack does.
    private final class Watched: Sendable {
        private final class Served: Sendable {
            let page = Mutex<[UInt8]>([])
            private let messages = Atomic(0)

            func reply(to request: OriginRequest) -> OriginReply {
                guard request.method == "POST" else { return .ok(page.withLock { $0 }) }
                let number = messages.add(1, ordering: .relaxed).newValue
                return .ok(Array("{\"ok\":true,\"ts\":\"\(number).5\"}".utf8), contentType: "application/json")
            }
        }

        private let served = Served()
        private let folder: TemporaryFolder
        private let file: String
        let origin: OriginServer

        /// - Parameter consumer: of a configuration, with ORIGIN for the receiver's address.
        init(_ consumer: String) throws {
            folder = try TemporaryFolder()
            origin = try OriginServer.start { [served] in served.reply(to: $0) }
            file = try folder.write(
                """
                state: state/journal.db
                backlog: all
                allow: [127.0.0.1]
                providers:
                  - github: { url: "\(origin.url("/history.atom"))", interval: 1s }
                consumers:
                  - \(consumer.replacing("ORIGIN", with: origin.baseURL))
                """, as: "c.yaml")
        }

        func show(_ incidents: [Pages.Incident]) { served.page.withLock { $0 = Pages.githubAtom(incidents) } }

        func start(crashAt point: String? = nil) throws -> ChildProcess {
            try Program.start(
                ["run", "--config", file], keepsState: true, environment: point.map { ["STATUS_MONITOR_CRASH_AT": $0] } ?? [:])
        }

        /// What was posted, once there are so many.
        func posts(_ count: Int) async -> [String] {
            while true {
                let requests = origin.statistics.requests
                let posts = origin.requests.filter { $0.method == "POST" }
                if posts.count >= count { return posts.map { String(decoding: $0.body, as: UTF8.self) } }
                // Polls go on, so that this ends.
                await origin.wait { $0.requests > requests }
            }
        }
    }

    private static func incident(_ updates: Pages.Update...) -> Pages.Incident {
        var incident = Pages.open
        incident.updates.insert(contentsOf: updates, at: 0)
        return incident
    }

    private static let resolved = Pages.Update(day: "21", time: "09:30", status: "Resolved", text: "Pages build again.")

    @Test(
        "After kill -9 and a restart an incident's later updates are replies to its first message",
        arguments: ["after-delivery", "after-cursor"])
    func thread(point: String) async throws {
        let watched = try Watched("slack: { token: x, channel: C0123, api: \"ORIGIN/api\", rate: 100/s }")
        watched.show([Pages.open])
        #expect(try await watched.start(crashAt: point).end().ending == .signalled(SIGKILL))
        let first = await watched.posts(1)
        #expect(first.count == 1 && !first[0].contains("thread_ts"))

        watched.show([Self.incident(Self.resolved)])
        let second = try watched.start()
        // What was under way when it was killed comes again; that, too, belongs to the thread.
        let later = await watched.posts(point == "after-delivery" ? 3 : 2).dropFirst()
        #expect(later.allSatisfy { $0.contains("\"thread_ts\":\"1.5\"") }, "\(later)")
        #expect(later.last?.contains("Pages build again.") == true)
        second.send(SIGTERM)
        #expect(await second.end().ending == .exited(0))
        await watched.origin.stop()
    }

    @Test("After kill -9 and a restart a further word on a resolved incident alerts nobody again")
    func alert() async throws {
        let watched = try Watched("pagerduty: { routing_key: x, url: \"ORIGIN/v2/enqueue\" }")
        watched.show([Self.incident(Self.resolved)])
        #expect(try await watched.start(crashAt: "after-cursor:2").end().ending == .signalled(SIGKILL))
        #expect(await watched.posts(2).map { $0.contains("\"resolve\"") } == [false, true])

        // Another incident after it shows that the word was delivered, too.
        let word = Pages.Update(day: "21", time: "09:40", status: "Update", text: "A report follows.")
        var other = Pages.open
        other.code = "other1234567"
        other.updates[0].time = "09:50"
        watched.show([other, Self.incident(word, Self.resolved)])
        let second = try watched.start()
        let third = await watched.posts(3).dropFirst(2)
        #expect(third.map { $0.contains("other1234567") && $0.contains("\"trigger\"") } == [true])
        second.send(SIGTERM)
        #expect(await second.end().ending == .exited(0))
        await watched.origin.stop()
    }
}
