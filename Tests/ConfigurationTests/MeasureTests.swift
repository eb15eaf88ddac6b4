import Testing

@testable import Configuration

@Suite("Durations, sizes and addresses")
struct MeasureTests {
    @Test(
        "are read as people write them",
        arguments: [
            ("300s", 300), ("5m", 300), ("1h30m", 5400), ("1d", 86_400), ("1h0m5s", 3605), ("2000ms", 2), ("1s1000ms", 2),
        ])
    func durations(text: String, seconds: Int) {
        #expect(Measures.duration(text) == .seconds(seconds))
    }

    @Test(
        "are refused when they are not",
        arguments: [
            "", "5", "s", "-5s", "+5s", "5 s", "1.5h", "30m1h", "1m1m", "5x", "5S", "99999999999999999999s", "9223372036854775807d", "٣s",
            "5s ",
        ])
    func noDurations(text: String) {
        #expect(Measures.duration(text) == nil)
    }

    @Test("are written as they are read", arguments: ["1s", "1h30m", "24h", "250ms", "1m500ms"])
    func roundTrip(text: String) throws {
        #expect(Measures.text(try #require(Measures.duration(text))) == text)
    }

    @Test(
        "of bytes have their unit",
        arguments: [("8MiB", 8 << 20), ("512KiB", 512 << 10), ("2MB", 2_000_000), ("65536", 65_536), ("1 kB", 1000)])
    func sizes(text: String, bytes: Int) {
        #expect(Measures.byteCount(text) == bytes)
    }

    @Test("of bytes are refused when they are none", arguments: ["", "MiB", "-1", "8GiBs", "9223372036854775807MiB"])
    func noSizes(text: String) {
        #expect(Measures.byteCount(text) == nil)
    }

    @Test(
        "that can be polled",
        arguments: [
            "https://a.example", "http://127.0.0.1:8080/history.atom", "https://[::1]:8443/", "HTTPS://A.example/?q=1",
            "https://u:p@a.example/",
        ])
    func addresses(text: String) {
        #expect(PageAddress.fault(of: text) == nil)
    }

    @Test(
        "that cannot be polled",
        arguments: [
            "", "a.example", "localhost:8080", "file:///etc/passwd", "https:/a", "https://", "https://:80/", "https://a.example:0/",
            "https://a b/",
            "https://a\u{0}b/", "javascript:alert(1)", "//a.example/", "https://[::1]x/",
        ])
    func noAddresses(text: String) {
        #expect(PageAddress.fault(of: text) != nil)
    }

    @Test(
        "of private networks are known",
        arguments: [
            ("127.0.0.1", true), ("10.1.2.3", true), ("192.168.0.1", true), ("172.31.0.1", true), ("::1", true), ("fd00::1", true),
            ("localhost", true),
            ("172.32.0.1", false), ("8.8.8.8", false), ("10.1.2", false), ("fd.example", false), ("www.githubstatus.com", false),
        ])
    func privateNetworks(host: String, expected: Bool) {
        #expect(PageAddress.isPrivate(host: host) == expected)
    }

    @Test(
        "Slips of the pen count letters dropped, added, changed and swapped",
        arguments: [
            ("github", "github", 0), ("gihub", "github", 1), ("gthiub", "github", 2), ("githbu", "github", 1), ("", "abc", 3),
            ("abc", "", 3), ("kitten", "sitting", 3),
        ])
    func distances(a: String, b: String, expected: Int) {
        #expect(EditDistance.distance(Array(a.unicodeScalars), Array(b.unicodeScalars)) == expected)
    }

    @Test("What is far off is no slip of the pen")
    func farOff() {
        #expect(EditDistance.nearest(to: "kafka", among: ["console", "slack"]) == nil)
        #expect(EditDistance.nearest(to: "Consle", among: ["slack", "console"]) == "console")
    }
}
