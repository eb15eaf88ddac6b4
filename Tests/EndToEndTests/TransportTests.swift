import FoundationEssentials
import Glibc
import KafkaSupport
import LoopbackOrigin
import Monitor
import Support
import Synchronization
import Testing

@Suite("Consumers that are no web service", .timeLimit(.minutes(4)))
struct TransportTests {
    /// A page that a test changes, and configurations that watch it.
    private final class Watched: Sendable {
        private let page = Page()
        let folder: TemporaryFolder
        let origin: OriginServer

        private final class Page: Sendable {
            private let body = Mutex<[UInt8]>([])
            var reply: OriginReply { .ok(body.withLock { $0 }) }
            func show(_ incidents: [Pages.Incident]) { body.withLock { $0 = Pages.githubAtom(incidents) } }
        }

        init(_ incidents: [Pages.Incident]) throws {
            folder = try TemporaryFolder()
            origin = try OriginServer.start { [page] _ in page.reply }
            page.show(incidents)
        }

        func show(_ incidents: [Pages.Incident]) { page.show(incidents) }

        /// Starts `run` with these consumers.
        func run(_ consumers: String) throws -> ChildProcess {
            let text = """
                backlog: all
                providers:
                  - github: { url: "\(origin.url("/history.atom"))", interval: 1s }
                consumers:
                  - \(consumers)
                """
            return try Program.start(["run", "--config", folder.write(text, as: "c.yaml")])
        }

        func events(_ name: String) -> [StatusEvent] {
            let data = FileManager.default.contents(atPath: folder.path + "/" + name) ?? Data()
            return data.split(separator: 10).compactMap { try? JSONDecoder().decode(StatusEvent.self, from: Data($0)) }
        }
    }

    /// Waits until something holds; nothing says when.
    private func until(_ condition: () async throws -> Bool) async throws {
        for _ in 0..<2_000 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("it never came")
    }

    private static let resolved: Pages.Incident = {
        var incident = Pages.open
        incident.updates.insert(.init(day: "21", time: "09:30", status: "Resolved", text: "Pages build again."), at: 0)
        return incident
    }()

    @Test("A file beside the configuration gets each event, and is opened anew on SIGHUP")
    func file() async throws {
        let watched = try Watched([Pages.open])
        let process = try watched.run("file: { path: events.jsonl }")
        try await until { watched.events("events.jsonl").count == 1 }
        let path = watched.folder.path + "/events.jsonl"
        try #require(unsafe rename(path, path + ".moved") == 0)
        process.send(SIGHUP)
        await process.wait { $0.standardError.contains("files are opened anew on SIGHUP") }
        watched.show([Self.resolved])
        try await until { watched.events("events.jsonl").count == 1 }
        #expect(watched.events("events.jsonl").map(\.status) == [.resolved])
        #expect(watched.events("events.jsonl.moved").map(\.status) == [.investigating])
        process.send(SIGTERM)
        #expect(await process.end().ending == .exited(0))
        await watched.origin.stop()
    }

    @Test("A command runs for each event, and what it says is in the log")
    func command() async throws {
        let watched = try Watched([Pages.open, Pages.outage])
        let script = "cat >> \\\"$1\\\"; echo \\\"told of $STATUS_TITLE\\\""
        let process = try watched.run("command: { run: [sh, -c, \"\(script)\", sh, \"\(watched.folder.path)/told.jsonl\"] }")
        try await until { watched.events("told.jsonl").count == 3 }
        await process.wait { $0.standardError.contains("command: told of Pages do not build") }
        process.send(SIGTERM)
        let result = await process.end()
        #expect(result.ending == .exited(0))
        #expect(result.standardError.contains("info: command: told of Pushes are slow event=abc123def456/"))
        await watched.origin.stop()
    }

    @Test("A command that hangs does not keep the program from its end")
    func hangingCommand() async throws {
        let watched = try Watched([Pages.open])
        let process = try watched.run("command: { run: [sh, -c, \"echo $$ > \(watched.folder.path)/pid; sleep 1000\"], timeout: 1h }")
        let pid = watched.folder.path + "/pid"
        try await until { FileManager.default.contents(atPath: pid)?.last == 10 }
        process.send(SIGTERM)
        #expect(await process.end().ending == .exited(0))
        let text = String(decoding: FileManager.default.contents(atPath: pid) ?? Data(), as: UTF8.self)
        let command = try #require(Int32(text.dropLast()))
        #expect(kill(command, 0) != 0)
        await watched.origin.stop()
    }

    @Test("A mail goes out as notify-test asks", .enabled("\(AioSMTPD.absence)") { await AioSMTPD.isPresent() })
    func email() async throws {
        let server = try await AioSMTPD.Server(["plain"])
        let folder = try TemporaryFolder()
        let file = try folder.write(
            """
            consumers:
              - email: { server: 127.0.0.1, port: \(server.port), security: none, from: status@acme.test, to: ops@acme.test }
            """, as: "c.yaml")
        let result = try await Program.run("notify-test", "--config", file, "email")
        #expect(result.ending == .exited(0), "\(result.standardError)")
        let mail = try #require(try await server.mails(1).first)
        let text = String(decoding: Data(base64Encoded: mail.content) ?? Data(), as: UTF8.self)
        #expect(text.contains("\r\nSubject: [status-monitor] Test of status-monitor: Resolved\r\n"))
        await server.stop()
    }

    @Test("A producer that is killed in the middle and started again loses nothing", .enabled(if: Kcat.isPresent, "\(Kcat.absence)"))
    func kafka() async throws {
        let cluster = try MockCluster()
        cluster.createTopic("status")
        let watched = try Watched([Pages.open, Pages.outage])
        let consumer = "kafka: { brokers: [\"\(cluster.brokers[0])\"], topic: status }"
        // Its messages are on their way, and no broker has answered.
        cluster.answerAfter(milliseconds: 1_000)
        let first = try watched.run(consumer)
        await watched.origin.wait { $0.requests >= 2 }
        first.send(SIGKILL)
        #expect(await first.end().ending == .signalled(SIGKILL))
        cluster.answerAfter(milliseconds: 0)
        let before = try await Kcat.messages(of: "status", at: cluster.brokers).count
        let second = try watched.run(consumer)
        let wanted: Set = ["zyx987wvu654/2026-07-21T09:00Z", "abc123def456/2026-07-20T04:44Z", "abc123def456/2026-07-20T05:10Z"]
        var messages: [Kcat.Message] = []
        try await until {
            messages = try await Kcat.messages(of: "status", at: cluster.brokers)
            // What the first run had sent is there, and no answer to it came, so that the second sends it once more.
            return messages.count == before + wanted.count
        }
        #expect(Set(messages.compactMap { $0.headers?.last }) == wanted)
        second.send(SIGTERM)
        let result = await second.end()
        #expect(result.ending == .exited(0))
        // A consumer group gets the same, and what it has had no second time.
        let grouped = try await Kcat.messages(of: "status", at: cluster.brokers, for: "readers")
        #expect(grouped.map(\.offset).sorted() == messages.map(\.offset).sorted())
        #expect(try await Kcat.messages(of: "status", at: cluster.brokers, for: "readers").isEmpty)
        // An incident's updates keep their order, and one that is there twice has the same id.
        let outage = messages.filter { $0.key == "GitHub/abc123def456" }.compactMap { $0.headers?.last }
        #expect(outage.last == "abc123def456/2026-07-20T05:10Z")
        #expect(outage.first == "abc123def456/2026-07-20T04:44Z")
        // librdkafka's own words come through the log alone.
        #expect(result.standardError.split(separator: "\n").allSatisfy { $0.hasPrefix("20") })
        await watched.origin.stop()
    }

    @Test("While no broker is there the log says so, and the program ends in time")
    func noBroker() async throws {
        let watched = try Watched([Pages.open])
        let process = try watched.run("kafka: { brokers: [\"127.0.0.1:1\"], topic: status, settings: { message.timeout.ms: 1000 } }")
        let said = await process.wait { $0.standardError.contains("warning: kafka: cannot deliver 1 events: topic status: ") }
        #expect(said.standardError.contains("kafka: FAIL: "))
        process.send(SIGTERM)
        let result = await process.end()
        #expect(result.ending == .exited(0))
        #expect(result.standardError.split(separator: "\n").allSatisfy { $0.hasPrefix("20") })
        await watched.origin.stop()
    }

    @Test("A property that librdkafka does not have is a fault of the configuration", arguments: ["validate", "run"])
    func badProperty(command: String) async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            "consumers:\n  - kafka: { brokers: a, topic: t, settings: { acks: \"0\", lingerms: \"1\", linger.ms: CANARY } }\n", as: "c.yaml"
        )
        let result = try await Program.run(command, "--config", file)
        #expect(result.ending == .exited(2))
        let lines = result.standardError.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("\(file):2:48: acks cannot be set: "))
        #expect(lines[1] == "\(file):2:59: librdkafka has no property \"lingerms\"")
        #expect(lines[2] == "\(file):2:74: librdkafka does not take this value for linger.ms")
    }
}
