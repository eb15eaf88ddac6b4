import FoundationEssentials
import LoopbackOrigin
import Monitor
import Platforms
import Synchronization
import Testing

@Suite("Scenario pages")
struct ScenarioTests {
    private func body(_ path: String, _ client: RawClient, _ fields: String...) async -> Answer {
        client.send("GET \(path) HTTP/1.1\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n")
        return await client.answer()
    }

    @Test("Benchmark pages: conditional, unchanged, changing in the feed's date alone, changing in every entry")
    func benchmarkPages() async throws {
        let pages = BenchmarkPages()
        let origin = try OriginServer.start { pages.reply(to: $0) }
        let client = try RawClient(port: origin.port)
        let first = await body("/f07.atom", client)
        let tag = try #require(first.field("ETag"))
        #expect(await body("/f07.atom", client, "If-None-Match: \(tag)").status == "304")
        #expect(await body("/f08.atom", client).body != first.body)

        let unchanged = [await body("/unchanged/f07.atom", client), await body("/unchanged/f07.atom", client)]
        #expect(unchanged[0].body == unchanged[1].body)
        #expect(unchanged[0].field("ETag") == nil)

        let (old, new) = (await body("/changing/f07.atom", client).body, await body("/changing/f07.atom", client).body)
        let differing = zip(old.split(separator: 10), new.split(separator: 10)).filter { $0 != $1 }
        #expect(differing.count == 1)
        #expect(differing.first.map { String(decoding: $0.0, as: UTF8.self) }?.contains("<updated>") == true)

        let (before, after) = (await body("/rewritten/f07.atom", client).body, await body("/rewritten/f07.atom", client).body)
        #expect(texts(before).count == 25)
        #expect(zip(texts(before), texts(after)).allSatisfy { $0 != $1 })
        await origin.stop()
    }

    @Test("Faulty pages: one answer of so many is a fault, of each kind in turn, and the others are right")
    func faultyPages() async throws {
        let pages = FaultyPages({ _ in .ok([65]) }, period: 2)
        let origin = try OriginServer.start { pages.reply(to: $0) }
        var answers: [String] = []
        for _ in 0..<20 {
            // A fault may end the connection, or never end.
            let client = try RawClient(port: origin.port)
            client.send("GET /f01.atom HTTP/1.1\r\n\r\n")
            let head = await client.read(20).bytes
            answers.append(String(decoding: head.dropFirst(9).prefix(3), as: UTF8.self))
        }
        #expect(answers.indices.filter { $0 % 2 == 0 }.allSatisfy { answers[$0] == "200" })
        #expect(Set(answers.indices.filter { $0 % 2 == 1 }.map { answers[$0] }) == ["200", "302", "429", "500"])
        await origin.stop()
    }

    @Test("A summary is large, differs from the poll before in its date and one component, and tells the same updates")
    func summaries() async throws {
        let pages = BenchmarkPages()
        let origin = try OriginServer.start { pages.reply(to: $0) }
        let client = try RawClient(port: origin.port)
        let (old, new) = (await body("/summary/f07.json", client), await body("/summary/f07.json", client))
        #expect(old.field("ETag") == nil)
        #expect((90_000...110_000).contains(old.body.count))
        let readings = try [old, new].map { try PayloadDecoder().decode($0.body, context: DecodingContext(provider: "p7")) }
        #expect(readings[0].platform == .statuspage)
        #expect(readings[0].events == readings[1].events)
        #expect(Set(readings[0].events.map(\.incident)).count == 24)
        #expect(Set(readings[0].events.map(\.id)).count == readings[0].events.count)
        #expect(readings[0].events.contains { $0.kind == .maintenance })
        #expect(readings[0].components.count == 55)
        let (before, after) = (old.body.split(separator: UInt8(ascii: ",")), new.body.split(separator: UInt8(ascii: ",")))
        #expect(before.count == after.count)
        let differing = zip(before, after).filter { $0 != $1 }.map { String(decoding: $0.0, as: UTF8.self) }
        #expect(differing.count == 2)
        #expect(differing.first?.hasPrefix("\"updated_at\":") == true)
        #expect(differing.last?.hasPrefix("\"status\":") == true)
        #expect(await body("/summary/f08.json", client).body != new.body)
        await origin.stop()
    }

    @Test(
        "Paths that are no scenario's are 404",
        arguments: ["/", "/f50.atom", "/fx.atom", "/other/f01.atom", "/changing/x/f01.atom", "/f-1.atom", "/summary/f01.atom", "/f01.json"])
    func refusesOtherPaths(_ path: String) async throws {
        let pages = BenchmarkPages()
        let origin = try OriginServer.start { pages.reply(to: $0) }
        #expect(await body(path, try RawClient(port: origin.port)).status == "404")
        await origin.stop()
    }

    @Test("Recorded pages show the newest recording that has begun")
    func recordedPages() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "recordings-\(UInt64.random(in: 0 ... .max))")
        defer { try? FileManager.default.removeItem(at: folder) }
        let page = folder.appending(path: "acme/history.atom")
        try FileManager.default.createDirectory(at: page, withIntermediateDirectories: true)
        try Data("<feed/>".utf8).write(to: page.appending(path: "000.atom"))
        try Data("<feed>later</feed>".utf8).write(to: page.appending(path: "10.atom"))
        let elapsed = Mutex(Duration.seconds(0))
        let clock: @Sendable () -> Duration = { elapsed.withLock { $0 } }
        let pages = try RecordedPages(folder: folder.path(), now: clock)
        #expect(pages.paths == ["/acme/history.atom"])
        let origin = try OriginServer.start { pages.reply(to: $0) }
        let client = try RawClient(port: origin.port)
        let first = await body("/acme/history.atom", client)
        #expect(first.body == Array("<feed/>".utf8))
        let tag = try #require(first.field("ETag"))
        elapsed.withLock { $0 = .milliseconds(9_999) }
        #expect(await body("/acme/history.atom", client, "If-None-Match: \(tag)").status == "304")
        elapsed.withLock { $0 = .seconds(10) }
        #expect(await body("/acme/history.atom", client, "If-None-Match: \(tag)").body == Array("<feed>later</feed>".utf8))
        #expect(await body("/acme", client).status == "404")
        await origin.stop()
    }

    @Test("A folder without recordings is an error that says how they are named")
    func refusesEmptyFolder() {
        let error = #expect(throws: OriginError.self) { try RecordedPages(folder: "/nonexistent", now: { .zero }) }
        #expect(error?.code == .recordings)
    }

    private func texts(_ page: [UInt8]) -> [Substring] {
        String(decoding: page, as: UTF8.self).split(separator: "<content").dropFirst().map { $0 }
    }
}
