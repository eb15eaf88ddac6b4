import Monitor
@testable import Platforms
import Support
import Testing

@Suite("Payloads of hosted platforms")
struct HostedPayloadTests {
    static let payloads: [(name: String, platform: Platform)] = [
        ("apple/system_status.json", .apple), ("apple/developer.js", .apple), ("aws/data.json", .aws), ("azure/feed.xml", .azure),
        ("better-stack/feed.rss", .betterStack), ("better-stack/index-quiet.json", .betterStack), ("better-stack/index.json", .betterStack),
        ("datocms/incident.json", .datoCMS), ("datocms/maintenance.json", .datoCMS), ("google-cloud/feed.atom", .googleCloud),
        ("google-cloud/incidents-2020.json", .googleCloud), ("google-cloud/incidents.json", .googleCloud),
        ("heroku/current-status.json", .heroku), ("heroku/quiet.json", .heroku), ("instatus/components.json", .instatus),
        ("instatus/history.atom", .instatus), ("instatus/summary-quiet.json", .instatus), ("instatus/summary.json", .instatus),
        ("salesforce/incidents.json", .salesforce), ("salesforce/instance.json", .salesforce), ("slack/current.json", .slack),
        ("slack/feed.atom", .slack), ("slack/feed.rss", .slack), ("slack/history.json", .slack), ("slack/quiet.json", .slack),
        ("status.io/rss.xml", .statusIO), ("status.io/status.json", .statusIO), ("stripe/current.json", .stripe),
        ("stripe/full.json", .stripe), ("uptime.com/ajax.json", .uptimeCom), ("uptime.com/history.json", .uptimeCom),
        ("uptime.com/quiet.json", .uptimeCom),
    ]

    @Test("A payload is known by its shape, and no other adapter takes it", arguments: payloads)
    func known(name: String, platform: Platform) throws {
        let bytes = try OwnFixtures.bytes("platforms/" + name)
        #expect(try PayloadDecoder().decode(bytes, context: DecodingContext(provider: "Acme")).platform == platform)
        guard BodyKind(bytes.span) == .json else { return }
        let outline = JSONSource(bytes: bytes).outline
        #expect(PlatformAdapters.all.filter { $0.recognises(outline) }.map { $0.platform } == [platform])
    }

    @Test("Cut short, a payload is an error at every byte", arguments: payloads)
    func cutShort(name: String, platform: Platform) throws {
        var bytes = try OwnFixtures.bytes("platforms/" + name)
        while let last = bytes.last, [0x0A, 0x20, UInt8(ascii: ";")].contains(last) { bytes.removeLast() }
        for length in stride(from: 0, to: bytes.count, by: bytes.count < 2000 ? 1 : 7) where errorDecoding(Array(bytes[..<length])) == nil {
            Issue.record("\(length) bytes of \(bytes.count) are no error")
        }
    }

    @Test("As another platform's, a payload is wrong", arguments: payloads.filter { !$0.name.hasSuffix("xml") && !$0.name.hasSuffix("ss") })
    func wrongPlatform(name: String, platform: Platform) throws {
        let bytes = try OwnFixtures.bytes("platforms/" + name)
        guard BodyKind(bytes.span) == .json else { return }
        for other in Platform.allCases where other != platform && PlatformAdapters.of(other) != nil {
            #expect(errorDecoding(bytes, platform: other)?.code == .wrongFormat, "as \(other)")
        }
    }

    @Test("Times that are none are errors that name the place")
    func times() throws {
        for (name, time) in [
            ("slack/current.json", "2026-03-02T22:05:12-08:00"), ("google-cloud/incidents.json", "2026-04-01T10:00:10+00:00"),
            ("status.io/status.json", "2026-06-04T12:15:50.000Z"), ("salesforce/incidents.json", "2026-02-03T04:19:33.808Z"),
            ("heroku/current-status.json", "2026-07-15T11:00:52.796Z"), ("uptime.com/ajax.json", "2026-09-08T10:00:00Z"),
            ("datocms/incident.json", "2026-01-18T13:58:21.034Z"), ("instatus/summary.json", "2026-05-04T17:08:17.917Z"),
            ("aws/data.json", "1656700000"),
        ] {
            let text = try OwnFixtures.text("platforms/" + name)
            #expect(text.contains(time))
            let error = try #require(errorDecoding(Array(text.replacing(time, with: "yesterday").utf8)), "\(name)")
            #expect(error.code == .malformed, "\(name)")
            #expect(error.detail.contains("\"yesterday\" is no time"), "\(error.detail)")
        }
    }

    @Test(
        "JSON in a function call is JSON; other script is not",
        arguments: [
            ("jsonCallback({});", true), (" a.b$_1 ( [] )\n", false), ("f([])", true), ("f(1)", false), ("var a = {}", false),
            ("({})", false),
        ])
    func jsonp(text: String, isJSON: Bool) {
        let bytes = Array(text.utf8)
        #expect((BodyKind(bytes.span) == .json) == isJSON)
        #expect((JSONP.document(in: bytes.span) != nil) == isJSON)
    }
}
