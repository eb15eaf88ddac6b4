import FoundationEssentials
import Monitor
@testable import Platforms
import Support
import Testing

/// The own payloads of the smaller platforms, with the platform that each is of.
enum SmallPlatformPayloads {
    static let folders: [String: Platform] = [
        "cachet": .cachet, "cstate": .cState, "gatus": .gatus, "hund": .hund, "jsonfeed": .jsonFeed, "lambstatus": .lambStatus,
        "oracle": .oracle, "pagerduty": .pagerDuty, "rootly": .rootly, "sorry": .sorry, "statuspal": .statuspal, "upptime": .upptime,
        "uptimekuma": .uptimeKuma, "uptimerobot": .uptimeRobot, "zendesk": .zendesk,
    ]

    static let names: [String] = folders.keys.sorted().flatMap { folder in
        let files = (try? FileManager.default.contentsOfDirectory(atPath: OwnFixtures.path("platforms/\(folder)"))) ?? []
        return files.sorted().map { "\(folder)/\($0)" }
    }

    static let quiet = [
        "cachet/v2-quiet.json", "cstate/index-quiet.json", "jsonfeed/quiet.json", "rootly/quiet.json", "sorry/notices-quiet.json",
        "statuspal/summary-quiet.json", "uptimerobot/monitors-quiet.json", "zendesk/quiet.json",
    ]
}

@Suite("Payloads of smaller platforms")
struct SmallPlatformPayloadTests {
    @Test("Each folder holds payloads")
    func folders() {
        for folder in SmallPlatformPayloads.folders.keys {
            #expect(SmallPlatformPayloads.names.contains { $0.hasPrefix(folder + "/") }, "\(folder)")
        }
    }

    @Test("A payload is its platform's and no other's", arguments: SmallPlatformPayloads.names)
    func own(name: String) throws {
        let folder = String(name.prefix { $0 != "/" })
        let platform = try #require(SmallPlatformPayloads.folders[folder])
        #expect(try decode(name).platform == platform)
        guard name.hasSuffix(".json") else { return }
        let outline = JSONSource(bytes: try OwnFixtures.bytes("platforms/" + name)).outline
        let takers = PlatformAdapters.all.filter { $0.recognises(outline) }.map { $0.platform }
        // Statuspage's recogniser takes Rootly's shape, too: Rootly is asked before it.
        #expect(takers.filter { platform != .rootly || $0 != .statuspage } == [platform], "\(takers)")
    }

    @Test("No adapter of these takes a payload of the older platforms")
    func others() throws {
        let theirs = Set(SmallPlatformPayloads.folders.values)
        for folder in ["statuspage", "incidentio", "aws", "feed"] {
            for file in try FileManager.default.contentsOfDirectory(atPath: OwnFixtures.path("platforms/\(folder)")) {
                #expect(!theirs.contains(try decode("\(folder)/\(file)").platform), "\(folder)/\(file)")
            }
        }
    }

    @Test("A quiet page gives no events and no error", arguments: SmallPlatformPayloads.quiet)
    func quiet(name: String) throws { #expect(try decode(name).events.isEmpty) }

    @Test("A payload cut short is an error at every byte", arguments: SmallPlatformPayloads.names)
    func cutShort(name: String) throws {
        var bytes = try OwnFixtures.bytes("platforms/" + name)
        while let last = bytes.last, last == 0x0A || last == 0x20 { bytes.removeLast() }
        let step = bytes.count < 2000 ? 1 : 7
        for length in stride(from: 0, to: bytes.count, by: step) {
            #expect(errorDecoding(Array(bytes[..<length])) != nil, "\(length) bytes of \(bytes.count)")
        }
    }

    @Test(
        "Shapes that are nearly right are errors",
        arguments: [
            #"{"data":[],"links":{},"meta":{}}"#, #"{"data":{"id":"1","type":"status_page","attributes":{}},"included":[]}"#,
            #"{"response":[{"id":1,"name":"x","state":"operational"}],"count":1}"#, #"{"status":"ok","data":[{"id":1}]}"#,
            #"{"version":"https://jsonfeed.org/version/1.1","items":[]}"#, #"[{"slug":"x","status":"up"}]"#, #"[{"key":"x","name":"y"}]"#,
            #"{"config":{"title":"x"},"publicGroupList":[]}"#, #"{"posts":[]}"#, #"{"incidents":[],"meta":{}}"#,
            #"{"page":{"name":"x"},"incidents":[{"incident_updates":[]}]}"#, #"{"data":[{"id":"1","type":"post","attributes":{}}]}"#,
        ])
    func nearly(payload: String) { #expect(errorDecoding(Array(payload.utf8)) != nil) }

    @Test("Times are read with and without a zone, as Go and Hugo print them")
    func times() {
        let noon = LooseTime.seconds("2026-05-10T12:00:00Z")
        #expect(noon == 1_778_414_400)
        for text in [
            "2026-05-10 12:00:00", "2026-05-10T12:00:00", "2026-05-10 12:00", "2026-05-10 12:00:00.734", "2026-05-10 12:00:00 +0000 UTC",
            "2026-05-10 14:00:00 +0200 CEST", "2026-05-10 14:00:00 +0200 +0200", "2026-05-10T14:00:00+02:00", "2026-05-10 12:00:00 UTC",
            "1778414400",
        ] { #expect(LooseTime.seconds(text) == noon, "\(text)") }
        for text in ["<no value>", "", "2026-13-10 12:00:00", "2026-05-10 25:00:00", "yesterday", "2026-05-10 12:00:00 CEST"] {
            #expect(LooseTime.seconds(text) == nil, "\(text)")
        }
    }
}

@Suite("Counts of another reader")
struct IndependentCountTests {
    private struct Count: Decodable {
        var file: String
        var updates: Int
        var states: Int
    }

    private static let script =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        + "/Independent/count_selfhosted.py"

    static let captures = [
        "cachet/cachet-demo-incidents.json", "cstate/schullogin-index.json", "cstate/torproject-index-trimmed.json",
        "lambstatus/demo-history.rss", "pagerduty/pagerduty-page-minor.html", "upptime/bettercrewlink-summary.json",
        "upptime/stratosig-summary.json", "uptimekuma/slum-heartbeat.json", "uptimekuma/slum-status-page.json",
    ]

    private func compare(_ paths: [String]) async throws {
        let python = try #require(Independent.python)
        let result = await (try ChildProcess(python, [Self.script] + paths)).end()
        try #require(result.ending == .exited(0), "\(result.standardError)")
        let counts = try result.lines.map { try JSONDecoder().decode(Count.self, from: Data($0.utf8)) }
        #expect(counts.map(\.file) == paths)
        for count in counts {
            let bytes = try #require(FileManager.default.contents(atPath: count.file))
            let reading = try PayloadDecoder().decode([UInt8](bytes), context: DecodingContext(provider: "Acme"))
            #expect(PollResult(reading).listedEvents.count == count.updates, "\(count.file)")
            #expect(reading.states.count == count.states, "\(count.file)")
            #expect(Set(reading.events.map(\.id)).count == reading.events.count, "\(count.file)")
        }
    }

    @Test(
        "Every captured payload tells as many updates and states as Python finds",
        .enabled(if: Independent.isPresent, Comment(rawValue: Independent.absence)))
    func captured() async throws { try await compare(Self.captures.map { try SharedFixtures.path($0) }) }

    @Test("Every payload of our own does, too", .enabled(if: Independent.python != nil, "python3 is absent"))
    func own() async throws { try await compare(SmallPlatformPayloads.names.map { OwnFixtures.path("platforms/" + $0) }) }

    @Test(
        "A captured page's documents join by the monitors' ids", .enabled(if: SharedFixtures.arePresent, "the shared fixtures are absent"))
    func joined() throws {
        let page = try decodeCapture("uptimekuma/slum-status-page.json").states
        let beats = try decodeCapture("uptimekuma/slum-heartbeat.json").states
        let joined = page.joined(with: beats)
        #expect(joined.count == page.count)
        #expect(joined.allSatisfy { $0.condition != .unknown && Int($0.name) == nil })
    }
}
