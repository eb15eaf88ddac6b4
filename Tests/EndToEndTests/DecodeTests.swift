import FoundationEssentials
import Monitor
import Support
import Testing

@Suite("decode")
struct DecodeTests {
    /// What `decode --entries` promises; every key has to be there, so null is no reason to leave one out.
    private struct Line: Decodable {
        var file: String
        var ok: Bool
        var error: String?
        var version: String?
        var encoding: String?
        var feed: Feed
        var entries: [Entry]

        struct Feed: Decodable {
            var title, link, id, subtitle, updated: String?
        }

        struct Entry: Decodable {
            var id, title, link, summary, content, published, updated: String?
        }
    }

    private func lines(_ result: ChildProcess.Result) throws -> [Line] {
        try result.lines.map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    }

    /// The keys of a JSON object, in its order.
    private func keys(_ text: Substring) -> [String] {
        text.split(separator: "\"").enumerated().compactMap { index, part in
            index % 2 == 1 && text[part.endIndex...].hasPrefix("\":") ? String(part) : nil
        }
    }

    @Test("--entries prints the feed itself: one line a file, every key, absent as null, times in UTC, texts without mark-up")
    func entries() async throws {
        let folder = try TemporaryFolder()
        let atom = try folder.write(
            """
            <feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>urn:f</id><link href="/page"/>
            <updated>2026-07-20T06:44:05+02:00</updated>
            <entry><id>urn:1</id><title>One &amp;amp; two</title><link href="a?x=1&amp;y=2"/><content type="html">&lt;p&gt;A &lt;b&gt;bold&lt;/b&gt; word&lt;/p&gt;</content>
            <published>2026-07-20T04:44:05.5Z</published></entry></feed>
            """, as: "a.atom")
        let result = try await Program.run("decode", "--entries", "--base-url", "https://status.acme.example/feeds/history.atom", atom)
        #expect(result.ending == .exited(0))
        #expect(result.standardError.isEmpty)
        let line = try #require(try lines(result).first)
        #expect(line.file == atom)
        #expect(line.ok)
        #expect(line.error == nil)
        #expect(line.version == "atom10")
        #expect(line.encoding == "utf-8")
        #expect(line.feed.title == "T")
        #expect(line.feed.link == "https://status.acme.example/page")
        #expect(line.feed.id == "urn:f")
        #expect(line.feed.subtitle == nil)
        #expect(line.feed.updated == "2026-07-20T04:44:05Z")
        let entry = try #require(line.entries.first)
        #expect(line.entries.count == 1)
        #expect(entry.id == "urn:1")
        #expect(entry.link == "https://status.acme.example/feeds/a?x=1&y=2")
        #expect(entry.summary == nil)
        #expect(entry.content == "A bold word")
        #expect(entry.published == "2026-07-20T04:44:05.500Z")
        #expect(entry.updated == nil)
        #expect(
            keys(result.lines[0]) == [
                "file", "ok", "error", "version", "encoding", "feed", "title", "link", "id", "subtitle", "updated", "entries",
                "id", "title", "link", "summary", "content", "published", "updated",
            ])
    }

    @Test("--entries tells what failed in the same form, and goes on")
    func failedEntries() async throws {
        let folder = try TemporaryFolder()
        let html = try folder.write("<!DOCTYPE html><html><body>Sign in</body></html>", as: "page.html")
        let rss = try folder.write("<rss version='2.0'><channel><title>R</title></channel></rss>", as: "b.rss")
        let result = try await Program.run("decode", "--entries", html, folder.path + "/none.xml", rss, folder.path)
        #expect(result.ending == .exited(1))
        let lines = try lines(result)
        #expect(lines.map(\.ok) == [false, false, true, false])
        #expect(lines.map(\.file) == [html, folder.path + "/none.xml", rss, folder.path])
        #expect(lines.map { $0.error == nil } == [false, false, true, false])
        #expect(lines[1].error == "no such file")
        #expect(lines[0].version == nil && lines[0].encoding == nil && lines[0].feed.title == nil && lines[0].entries.isEmpty)
        #expect(lines[2].version == "rss20")
        for line in result.lines { #expect(keys(line).count == 12) }
    }

    @Test("--entries takes the encoding from --content-type, as an HTTP answer would give it, and a file from standard input")
    func contentType() async throws {
        let latin = Array("<rss version='2.0'><channel><title>Caf".utf8) + [0xE9] + Array("</title></channel></rss>".utf8)
        let result = try await Program.run(
            "decode", "--entries", "--content-type", "application/rss+xml; charset=iso-8859-1", "-", input: latin)
        let line = try #require(try lines(result).first)
        #expect(line.file == "-")
        #expect(line.feed.title == "Café")
        // Browsers' and feed readers' reading of the label: WHATWG Encoding calls it windows-1252.
        #expect(["iso-8859-1", "windows-1252"].contains(line.encoding))
    }

    @Test("prints the events of payloads of every platform, told by their shape")
    func events() async throws {
        let folder = try TemporaryFolder()
        let files = [
            try folder.write(Pages.githubAtom([Pages.outage]), as: "history.atom"),
            try folder.write(Pages.openAISummary, as: "summary.json"),
            try folder.write(Pages.awsRSS, as: "all.rss"),
        ]
        let result = try await Program.start(["decode", "--format", "json", "--provider", "X"] + files).end()
        #expect(result.ending == .exited(0))
        let events = try result.events()
        #expect(events.map(\.provider) == Array(repeating: "X", count: 6))
        #expect(events.map(\.incident).prefix(2) == ["abc123def456", "abc123def456"])
        #expect(events.map(\.status) == [.investigating, .resolved, .investigating, .monitoring, .investigating, .resolved])

        let text = try await Program.start(["decode", files[0]]).end()
        #expect(text.lines.count == 2)
        #expect(text.lines.allSatisfy { $0.contains("  GitHub  ") })
    }

    @Test("dates a condition that tells no time of its own to when the file was written")
    func conditions() async throws {
        let folder = try TemporaryFolder()
        let component =
            #"{"name": "Web", "url": "https://web.acme.example/", "slug": "web", "status": "down", "uptime": "99.95%", "uptimeDay": "100.00%", "#
            + #""time": 560, "timeDay": 477, "dailyMinutesDown": {}}"#
        let file = try folder.write("[\(component)]", as: "summary.json")
        let written = Date(timeIntervalSince1970: 1_784_000_000)
        try FileManager.default.setAttributes([.modificationDate: written], ofItemAtPath: file)
        let result = try await Program.run("decode", "--format", "json", file)
        #expect(try result.events().map(\.timestamp) == [written])
    }

    @Test("names each file that cannot be decoded and prints the others, with exit code 1")
    func failedEvents() async throws {
        let folder = try TemporaryFolder()
        let good = try folder.write(Pages.githubAtom([Pages.outage]), as: "history.atom")
        let cut = try folder.write(Array(Pages.githubAtom([Pages.outage]).dropLast(30)), as: "cut.atom")
        let html = try folder.write("<!DOCTYPE html><html><body>Sign in</body></html>", as: "page.html")
        let result = try await Program.run("decode", cut, html, folder.path + "/none", good)
        #expect(result.ending == .exited(1))
        #expect(result.lines.count == 2)
        let errors = result.standardError.split(separator: "\n")
        #expect(errors.count == 3)
        #expect(errors[0].hasPrefix("\(cut): "))
        #expect(errors[1].hasPrefix("\(html): "))
        #expect(errors[2] == "\(folder.path)/none: no such file")

        let wrong = try await Program.run("decode", "--platform", "aws", folder.write(Pages.openAISummary, as: "summary.json"))
        #expect(wrong.ending == .exited(1))
        #expect(wrong.standardOutput.isEmpty)
    }
}
