@testable import Platforms
import Testing

@Suite("Links and addresses")
struct LinkTests {
    @Test(
        "The last part of a link's path is an incident's code",
        arguments: [
            ("https://www.githubstatus.com/incidents/8vfyvq16hzh9", "8vfyvq16hzh9"), ("https://a.example/incidents/abc/?x=1#y", "abc"),
            ("https://status.openai.com//incidents/01M0B4WSV41BCFZ9VDWKSMQVSP", "01M0B4WSV41BCFZ9VDWKSMQVSP"), ("abc", "abc"),
            ("https://a.example", nil), ("https://a.example/", nil), ("", nil), ("/", nil), ("tag:a.example,2005:Incident/7", "7"),
        ] as [(String, String?)])
    func lastPart(link: String, code: String?) { #expect(LinkPath.lastPart(link) == code) }

    @Test("Runs of slashes in a path become one; the scheme keeps its own")
    func slashes() {
        #expect(LinkPath.withSingleSlashes("https://a.example//incidents//x") == "https://a.example/incidents/x")
        #expect(LinkPath.withSingleSlashes("https://a.example/x") == "https://a.example/x")
        #expect(LinkPath.withSingleSlashes("//x") == "//x")
    }

    @Test(
        "Shown addresses keep no user info, no query values and no fragment",
        arguments: [
            ("https://u:p@a.example/x", "https://a.example/x"), ("https://a.example/x?token=abc&y", "https://a.example/x?token=…&…"),
            ("https://a.example/x@y?#z", "https://a.example/x@y?"), ("http://a@b@c.example", "http://c.example"), ("no url", "no url"),
        ])
    func redacted(url: String, shown: String) { #expect(RedactedURL.of(url) == shown) }

    @Test("Platforms are named as people write them")
    func platforms() {
        #expect(Platform(name: "Incident.IO") == .incidentIO)
        #expect(Platform(name: "incident-io") == .incidentIO)
        #expect(Platform(name: "RSS") == .feed)
        #expect(Platform(name: "unknown") == nil)
    }
}
