import FoundationEssentials
import Monitor
import Platforms
import Support
import Testing

@Suite("Damaged payloads")
struct MutatedPayloadTests {
    static let payloads =
        [
            "statuspage/history.atom", "statuspage/history.rss", "statuspage/incidents.json", "statuspage/summary.json",
            "statuspage/scheduled-maintenances.json", "incidentio/feed.atom", "incidentio/feed.rss", "incidentio/incidents.json",
            "aws/all.rss",
            "aws/currentevents.json", "feed/plain.rss",
        ] + HostedPayloadTests.payloads.map(\.name) + SmallPlatformPayloads.names

    /// The events, or none when the payload is refused; whatever comes out must be whole.
    private func check(_ bytes: [UInt8], as other: Platform? = nil, _ note: @autoclosure () -> String) {
        for platform in other == nil ? [nil] : [nil, other] {
            let context = DecodingContext(provider: "Acme", url: "https://a.example/x")
            guard let reading = try? PayloadDecoder(platform: platform).decode(bytes, context: context) else { continue }
            for event in reading.events {
                #expect(!event.id.isEmpty && !event.incident.isEmpty && event.id.hasPrefix(event.incident), "\(note())")
                #expect(event.provider == "Acme")
            }
            #expect(Set(reading.events.map(\.id)).count == reading.events.count, "\(note())")
        }
    }

    @Test("Bytes flipped, cut out and doubled trap nothing and give no event without an id", arguments: payloads)
    func bytes(name: String) throws {
        let original = try OwnFixtures.bytes("platforms/" + name)
        var random = SplitMix(seed: UInt64(original.count))
        for round in 0..<max(5, min(40, 60_000 / original.count)) {
            var bytes = original
            for _ in 0...random.below(4) {
                let place = random.below(bytes.count)
                switch random.below(4) {
                case 0: bytes[place] ^= 1 << UInt8(random.below(8))
                case 1: bytes[place] = UInt8(random.below(256))
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(40)))
                default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 1 + random.below(40))], at: place)
                }
                if bytes.isEmpty { bytes = [0] }
            }
            check(bytes, as: Platform.allCases[random.below(Platform.allCases.count)], "\(name), round \(round)")
        }
    }

    private static let values = [
        "null", "7", "-1", "1e400", "\"\"", "[]", "{}", "true", "\"\\u0000\"", "99999999999999999999", "[{}]", "[null]", "\"x\"",
    ]

    @Test(
        "Fields removed, retyped and emptied trap nothing and give no event without an id",
        arguments: payloads.filter { $0.hasSuffix(".json") })
    func fields(name: String) throws {
        let lines = try OwnFixtures.text("platforms/" + name).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for index in lines.indices {
            guard let colon = lines[index].firstRange(of: "\": ") else { continue }
            let key = lines[index][..<colon.upperBound]
            let comma = lines[index].hasSuffix(",") ? "," : ""
            let isOneLine = ["\"", ",", "l", "e"].contains { lines[index].hasSuffix($0) } || lines[index].last?.isNumber == true
            guard isOneLine, !lines[index].hasSuffix("{"), !lines[index].hasSuffix("[") else { continue }
            // Some of them in each line, all of them in a few lines.
            for value in (0..<3).map({ Self.values[(index * 3 + $0) % Self.values.count] }) {
                var changed = lines
                changed[index] = key + value + comma
                check(Array(changed.joined(separator: "\n").utf8), "\(name):\(index + 1) \(value)")
            }
            var removed = lines
            removed[index] = key.prefix { $0 == " " } + "\"other\": 0" + comma
            check(Array(removed.joined(separator: "\n").utf8), "\(name):\(index + 1) removed")
        }
    }
}

/// A small generator, so that a failure can be had again.
struct SplitMix {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(max(limit, 1)))
    }
}
