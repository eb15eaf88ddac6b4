import FoundationEssentials
import Parsing
import Support
import Testing

/// Own small documents, one a habit of feeds.
enum OwnFeeds {
    static let folder =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/") + "/Fixtures/Feeds"
    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".xml") }.sorted()
    static func bytes(_ name: String) throws -> [UInt8] { [UInt8](try #require(FileManager.default.contents(atPath: folder + "/" + name))) }
}

struct FeedPropertyTests {
    @Test("there are own documents to try properties on")
    func present() { #expect(OwnFeeds.names.count >= 70) }

    @Test("however the bytes are cut, the feed is the same", arguments: OwnFeeds.names)
    func chunks(name: String) throws {
        let bytes = try OwnFeeds.bytes(name)
        let whole = try parseFeed(bytes)
        for chunk in [1, 2, 3, 5, 7, 64, 100] { #expect(try parseFeed(bytes, chunk: chunk) == whole, "in pieces of \(chunk)") }
        for cut in 0..<bytes.count {
            let parser = FeedParser()
            parser.begin(contentType: nil, baseURL: nil)
            try parser.parse(bytes.span.extracting(0..<cut))
            try parser.parse(bytes.span.extracting(cut..<bytes.count))
            #expect(try parser.finish() == whole, "cut at \(cut)")
        }
    }

    @Test("every beginning of a document is cut short", arguments: OwnFeeds.names)
    func prefixes(name: String) throws {
        let bytes = try OwnFeeds.bytes(name)
        let whole = try parseFeed(bytes)
        var length = bytes.count
        // What stands behind the root may be missing.
        while length > 0, (try? parseFeed(Array(bytes[..<length]))) == whole { length -= 1 }
        #expect(length > bytes.count / 3)
        for end in 0...length {
            let code = failure(Array(bytes[..<end]))
            #expect(
                code == .truncated || code == .empty || (code == .notAFeed && !bytes[..<end].contains(UInt8(ascii: "<"))),
                "\(code?.description ?? "none") at \(end)")
        }
    }

    @Test("the entries handed over are those collected, and equal entries have equal fingerprints", arguments: OwnFeeds.names)
    func handingOver(name: String) throws {
        let bytes = try OwnFeeds.bytes(name)
        var handed: [FeedEntry] = []
        var fingerprints: [[UInt64]] = [[], []]
        for (round, chunk) in [bytes.count, 1].enumerated() {
            handed = []
            let parser = FeedParser(onEntry: { entry in
                fingerprints[round].append(entry.fingerprint)
                handed.append(entry.makeEntry())
            })
            parser.begin(contentType: nil, baseURL: nil)
            for start in stride(from: 0, to: bytes.count, by: chunk) { try parser.parse(bytes.span.extracting(start..<start + chunk)) }
            _ = try parser.finish()
        }
        #expect(handed == (try parseFeed(bytes).entries))
        #expect(fingerprints[0] == fingerprints[1])
    }

    @Test(
        "a fingerprint tells every change of a field",
        arguments: [
            "<title>b</title>", "<title>a</title><id>1</id>", "<id>a</id>", "<title>a </title><summary>x</summary>",
            "<title type='html'>a</title>",
        ])
    func fingerprints(other: String) throws {
        func fingerprint(_ inner: String) throws -> UInt64 {
            var found: [UInt64] = []
            let parser = FeedParser(onEntry: { found.append($0.fingerprint) })
            parser.begin(contentType: nil, baseURL: nil)
            try parser.parse(Array(atom(inner).utf8).span)
            _ = try parser.finish()
            return try #require(found.first)
        }
        #expect(try fingerprint("<title>a</title>") != fingerprint(other))
        #expect(try fingerprint("<title>a</title>") == fingerprint("\n  <title> a\n</title><unknown>x</unknown>  "))
    }
}

struct FeedFixtureTests {
    @Test(
        "captured feeds are read with the number of entries that was counted in them",
        .enabled(if: SharedFixtures.arePresent, "the shared fixtures are absent"))
    func captured() throws {
        let index = try #require(String(validating: try SharedFixtures.bytes("INDEX.tsv"), as: UTF8.self))
        var read = 0
        for line in index.split(separator: "\n").dropFirst() {
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            let name = String(columns[0])
            guard [".atom", ".rss", ".xml"].contains(where: name.hasSuffix),
                let count = columns[9].split(separator: " ").first.flatMap({ Int($0) })
            else { continue }
            let feed = try parseFeed(SharedFixtures.bytes(name))
            #expect(feed.entries.count == count, "\(name)")
            #expect(feed.title != nil, "\(name)")
            for entry in feed.entries {
                #expect(entry.title != nil, "\(name)")
                #expect(entry.link?.hasPrefix("http") == true, "\(name)")
                #expect(entry.published != nil || entry.updated != nil, "\(name)")
            }
            read += 1
        }
        #expect(read >= 40)
    }
}
