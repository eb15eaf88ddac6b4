import Monitor
import Platforms
import Support
import Testing

@Suite("Payloads that are something else")
struct WrongPayloadTests {
    @Test(
        "A payload of another kind is an error that names what was seen, never a quiet page",
        arguments: [
            ("<!DOCTYPE html><html><head><title>Status</title></head><body>All good</body></html>", "HTML"),
            ("<html><body>Checking your browser</body></html>", "HTML"),
            (#"{"incidents":[],"status":[],"scheduled":[]}"#, "\"incidents\""), (#"{}"#, "empty JSON object"), (#"[1,2]"#, "JSON list"),
            ("Service Unavailable", "other text"),
        ])
    func wrongFormat(payload: String, names: String) throws {
        let error = try #require(errorDecoding([UInt8](payload.utf8)))
        #expect(error.code == .wrongFormat)
        #expect(error.detail.contains(names), "\(error.detail)")
        #expect(error.provider == "Acme")
        #expect(error.url == "https://a.example/x")
    }

    @Test("Of a chosen platform, another platform's JSON is wrong too")
    func chosenPlatform() throws {
        let statuspage = try OwnFixtures.bytes("platforms/statuspage/incidents.json")
        #expect(errorDecoding(statuspage, platform: .aws)?.code == .wrongFormat)
        #expect(errorDecoding(Array("[]".utf8), platform: .statuspage)?.code == .wrongFormat)
        #expect(errorDecoding(statuspage, platform: .statuspage) == nil)
    }

    @Test(
        "A payload cut short is an error at every byte",
        arguments: ["statuspage/incidents.json", "statuspage/history.atom", "aws/all.rss", "aws/currentevents.json", "incidentio/feed.rss"])
    func cutShort(name: String) throws {
        var bytes = try OwnFixtures.bytes("platforms/" + name)
        while let last = bytes.last, last == 0x0A || last == 0x20 { bytes.removeLast() }
        for length in stride(from: 0, to: bytes.count, by: bytes.count < 2000 ? 1 : 7) {
            #expect(errorDecoding(Array(bytes[..<length])) != nil, "\(length) bytes of \(bytes.count)")
        }
    }
}
