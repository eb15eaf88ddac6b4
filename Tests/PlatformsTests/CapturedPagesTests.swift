import FoundationEssentials
import Monitor
import Platforms
import Support
import Testing

/// The same payloads read by another language's XML and JSON libraries.
enum Independent {
    struct Update: Decodable {
        var file: String
        var incident: String
        var time: String
        var ordinal: Int
        var status: String
        var title: String
        var text: String
        var service: String
    }

    struct Replay: Decodable, Equatable {
        var updates: Int
        var edits: Int
    }

    static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first { FileManager.default.isExecutableFile(atPath: $0) }
    static var isPresent: Bool { python != nil && SharedFixtures.arePresent }
    static let absence = "the shared fixtures or python3 are absent"

    private static let script =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        + "/Independent/count_updates.py"

    static func run(_ mode: String, _ names: [String]) async throws -> [Substring] {
        let python = try #require(python)
        let result = await (try ChildProcess(python, [script, mode] + names.map { try SharedFixtures.path($0) })).end()
        try #require(result.ending == .exited(0), "\(result.standardError)")
        return result.lines
    }

    static func updates(_ names: [String]) async throws -> [Update] {
        try await run("list", names).map { try JSONDecoder().decode(Update.self, from: Data($0.utf8)) }
    }

    static func replay(_ names: [String]) async throws -> Replay {
        let line = try #require(try await run("replay", names).first)
        return try JSONDecoder().decode(Replay.self, from: Data(line.utf8))
    }
}

func decodeCapture(_ name: String, provider: String = "GitHub") throws -> Reading {
    try PayloadDecoder().decode(SharedFixtures.bytes(name), context: DecodingContext(provider: provider))
}

@Suite("Captured pages", .enabled(if: Independent.isPresent, Comment(rawValue: Independent.absence)))
struct CapturedPagesTests {
    static let names =
        ["statuspage/github-history-2023-09.atom", "statuspage/github-history-2024-08.atom", "statuspage/github-history-2025-10.atom"]
        + ["statuspage/parse-history-2014.rss", "statuspage/github-summary-largest.json", "statuspage/cloudflare-summary-largest.json"]
        + [
            "statuspage/digitalocean-summary-2026-08.json", "statuspage/jira-summary-incident.json",
            "statuspage/github-incident-f0mhbz9xn497.json",
        ]
        + ["incidentio/openai-summary-incident.json", "incidentio/openai-summary-ok.json", "aws/aws-all-2021-12.rss"]

    @Test("Every update that a reader finds comes out once, with its incident, status, time, title and text", arguments: names)
    func everyUpdate(name: String) async throws {
        let expected = try await Independent.updates([name])
        let events = try decodeCapture(name).events
        #expect(events.count == expected.count)
        #expect(Set(events.map(\.id)).count == events.count)
        let found = Dictionary(grouping: events) { $0.id }.compactMapValues(\.first)
        for update in expected {
            let isAWS = name.hasPrefix("aws/")
            let stamp = isAWS ? String(Int(try time(update.time).timeIntervalSince1970)) : update.time
            let id = "\(update.incident)/\(stamp)\(update.ordinal == 1 ? "" : ".\(update.ordinal)")"
            guard let event = found[id] else {
                Issue.record("\(id) is missing")
                continue
            }
            #expect(event.incident == update.incident)
            #expect(event.status.rawValue == update.status, "\(id)")
            #expect(event.timestamp == (try time(update.time.count == 17 ? update.time.dropLast() + ":00Z" : update.time)))
            #expect(even(event.title) == even(update.title))
            // Mark-up may stand between two words or inside one: the characters count.
            #expect(event.text.filter { !$0.isWhitespace } == update.text.filter { !$0.isWhitespace }, "\(id)")
            if !isAWS, !update.service.isEmpty { #expect(event.service == update.service) }
        }
    }

    @Test("Each captured web page is a typed error")
    func webPages() throws {
        for name in ["incidentio/openai-page-major.html", "incidentio/linear-page-good.html"] {
            #expect(errorDecoding(try SharedFixtures.bytes(name))?.code == .wrongFormat, "\(name)")
        }
    }

    @Test("AWS's captured items name service, region and state")
    func aws() throws {
        let reading = try decodeCapture("aws/aws-all-2021-12.rss", provider: "AWS")
        #expect(reading.events.map(\.service) == ["Internet connectivity (us-gov-west-1)", "Internet connectivity (us-gov-west-1)"])
        #expect(reading.events.map(\.status) == [.resolved, .resolved])
        let current = try decodeCapture("aws/aws-currentevents-2026-03.json", provider: "AWS")
        #expect(current.events.map(\.id) == [1_772_369_485, 1_772_371_152, 1_772_374_140].map { "multipleservices-me-central-1/\($0)" })
        #expect(current.events.allSatisfy { $0.service == "Multiple services (me-central-1)" && $0.status == .investigating })
    }

    @Test("One incident through Atom and through JSON has the same ids, statuses, times and words, updates of one minute included")
    func sameThroughBoth() throws {
        let code = "zkxwbgr0cnmx"
        let json = try decodeCapture("statuspage/github-summary-largest.json").events.filter { $0.incident == code }
        var checked = 0
        for name in try SharedFixtures.series("github-history-atom") {
            let atom = try decodeCapture(name).events.filter { $0.incident == code }
            guard !atom.isEmpty else { continue }
            // The feed was read later: it has what came after.
            let shared = atom.filter { $0.timestamp <= json.last!.timestamp }
            #expect(shared.map(Essence.init) == json.map(Essence.init), "\(name)")
            #expect(shared.map { even($0.text) } == json.map { even($0.text) })
            #expect(shared.map(\.url) == json.map(\.url))
            checked += 1
        }
        #expect(checked > 0)
        #expect(json.contains { $0.id.hasSuffix("T14:58Z.3") })
    }
}

@Suite("Replayed series", .enabled(if: Independent.isPresent, Comment(rawValue: Independent.absence)))
struct ReplayTests {
    @Test(
        "Capture by capture: each update once, each substantial edit once, nothing else",
        arguments: [
            "github-history-atom", "github-summary", "cloudflare-summary", "slack-current", "gcp-incidents", "aws-data-json",
        ])
    func replay(series: String) async throws {
        let names = try SharedFixtures.series(series)
        let expected = try await Independent.replay(names)
        let deduplication = Deduplication(policy: .init(backlog: .all, edits: .substantial))
        var announced: [StatusEvent] = []
        for name in names {
            let bytes = try SharedFixtures.bytes(name)
            do {
                let reading = try PayloadDecoder().decode(bytes, context: DecodingContext(provider: series))
                let result = PollResult(events: reading.events, format: reading.format, granularity: reading.granularity)
                announced += deduplication.admit(result, from: series)
            } catch {
                #expect(bytes.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }, "\(name): \(error)")
            }
        }
        #expect(Set(announced.map(\.id)).count == announced.count)
        #expect(announced.filter { $0.revision == 1 }.count == expected.updates)
        #expect(announced.filter { $0.revision > 1 }.count == expected.edits)
    }

    @Test("Read through Atom and JSON in turns, as chance will have it, a page announces each update once, under one id", arguments: 1...8)
    func interleaved(seed: Int) throws {
        func stamp(_ name: String) -> Substring { name.split(separator: "/").last?.prefix(17) ?? "" }
        let feeds = try SharedFixtures.series("github-history-atom")
        let documents = try SharedFixtures.series("github-summary")
        var random = SplitMix(seed: UInt64(seed))
        // The feed is read first; then both in the order of their captures, some of them left out.
        let captures = [feeds[0]] + (feeds.dropFirst() + documents).sorted { stamp($0) < stamp($1) }.filter { _ in random.below(4) > 0 }
        let deduplication = Deduplication(policy: .init(backlog: .all, edits: .none))
        var listed: Set<String> = []
        var announced: [StatusEvent] = []
        for name in captures {
            guard
                let reading = try? PayloadDecoder().decode(SharedFixtures.bytes(name), context: DecodingContext(provider: "GitHub"))
            else { continue }
            listed.formUnion(reading.events.map(\.id))
            announced += deduplication.admit(
                PollResult(events: reading.events, format: reading.format, granularity: reading.granularity), from: "GitHub")
        }
        #expect(Set(announced.map(\.id)).count == announced.count)
        let old = listed.subtracting(announced.map(\.id))
        #expect(old.isEmpty, "\(old.count) of \(listed.count) were not announced: \(old.sorted().prefix(5))")
    }

    @Test(
        "Polled, with known entries and unchanged bodies left out, a page announces the same as read whole each time",
        arguments: ["github-history-atom", "github-summary"], [true, false])
    func polled(series: String, remembersEntries: Bool) async throws {
        let url = "https://www.githubstatus.com/page"
        let client = RecordedClient()
        var options = PageProvider.Options()
        options.remembersEntries = remembersEntries
        let page = PageProvider.make(name: series, url: url, client: client, options: options)
        let whole = Deduplication(policy: .init(backlog: .all))
        let polled = Deduplication(policy: .init(backlog: .all))
        var partial = 0
        for name in try SharedFixtures.series(series) {
            let bytes = try SharedFixtures.bytes(name)
            client.set(url, .ok(bytes, pieceLength: 10_000))
            guard let reading = try? PayloadDecoder().decode(bytes, context: DecodingContext(provider: series, url: url)) else {
                await #expect(throws: SourceError.self) { try await page.poll() }
                continue
            }
            let expected = whole.admit(
                PollResult(events: reading.events, format: reading.format, granularity: reading.granularity), from: series)
            let result = try await page.poll()
            if result.isPartial { partial += 1 }
            #expect(polled.admit(result, from: series) == expected, "\(name)")
            // The same capture once more.
            #expect(polled.admit(try await page.poll(), from: series).isEmpty)
        }
        #expect((partial > 0) == remembersEntries)
    }
}
