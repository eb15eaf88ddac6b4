import Testing

@testable import Transfer

@Suite("Redirects and addresses")
struct RedirectPolicyTests {
    private func decide(_ location: String?, status: Int = 302, from: String = "https://a.test/x/y?q=1", visited: [String]? = nil)
        throws -> RedirectPolicy.Decision
    {
        let url = try ParsedURL(from)
        return RedirectPolicy(maximumRedirects: 5).decide(status: status, location: location, from: url, visited: visited ?? [url.text])
    }

    @Test(
        "A location is resolved against the URL that gave it",
        arguments: [
            ("https://b.test/z", "https://b.test/z"), ("//b.test/z", "https://b.test/z"), ("/z", "https://a.test/z"),
            ("z", "https://a.test/x/z"), ("../z", "https://a.test/z"), ("?p=2", "https://a.test/x/y?p=2"),
            ("/a b?c d", "https://a.test/a%20b?c%20d"), ("/é", "https://a.test/%C3%A9"),
            ("https://b.test/é x", "https://b.test/%C3%A9%20x"), ("/z#part", "https://a.test/z"),
            ("https://me:pw@b.test/", "https://b.test/"),
        ])
    func resolution(location: String, target: String) throws {
        #expect(try decide(location) == .follow(ParsedURL(target), isPermanent: false))
    }

    @Test("301 and 308 are permanent, 302, 303 and 307 are not, others are no redirects")
    func statuses() throws {
        let target = try ParsedURL("https://a.test/z")
        for status in [301, 308] { #expect(try decide("/z", status: status) == .follow(target, isPermanent: true)) }
        for status in [302, 303, 307] { #expect(try decide("/z", status: status) == .follow(target, isPermanent: false)) }
        for status in [200, 300, 304, 305, 306, 404] { #expect(try decide("/z", status: status) == .answer) }
        #expect(try decide(nil, status: 301) == .answer)
    }

    @Test(
        "Other schemes, a step back from https to http, and what is no URL are refused",
        arguments: [
            "file:///etc/passwd", "ftp://b.test/", "gopher://b.test/", "dict://b.test/", "http://a.test/z", "https://", "https://a b.test/",
        ])
    func refusals(location: String) throws {
        guard case .refuse(let code, _) = try decide(location) else {
            Issue.record("\(location) was followed")
            return
        }
        #expect(code == .forbiddenRedirect)
    }

    @Test("A circle and a chain that is too long end")
    func loops() throws {
        guard case .refuse(let circle, _) = try decide("/x/y?q=1") else {
            Issue.record("followed a circle")
            return
        }
        #expect(circle == .tooManyRedirects)
        let five = (0..<5).map { "https://a.test/\($0)" }
        #expect(try decide("/next", visited: five) == .follow(ParsedURL("https://a.test/next"), isPermanent: false))
        guard case .refuse(let long, _) = try decide("/next", visited: five + ["https://a.test/6"]) else {
            Issue.record("followed a sixth redirect")
            return
        }
        #expect(long == .tooManyRedirects)
    }

    @Test(
        "Addresses of this machine, its link and private networks are private, in every notation",
        arguments: [
            "127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
            "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1",
            "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1",
        ])
    func privateAddresses(text: String) throws {
        #expect(try #require(IPAddress(text)).reach == .private)
    }

    @Test(
        "Addresses of the Internet are public",
        arguments: [
            "1.1.1.1", "8.8.8.8", "172.32.0.1", "192.169.0.1", "100.128.0.1", "::ffff:8.8.8.8", "2606:4700::1111", "2002:808:808::",
        ])
    func publicAddresses(text: String) throws {
        #expect(try #require(IPAddress(text)).reach == .public)
    }

    @Test("An address is written as it is read, an IPv4 address within an IPv6 one as IPv4")
    func addressText() {
        #expect(IPAddress("127.0.10.200")?.description == "127.0.10.200")
        #expect(IPAddress("2606:4700:0:0::1111")?.description == "2606:4700::1111")
        #expect(IPAddress("::ffff:10.0.0.1")?.description == "10.0.0.1")
        #expect(IPAddress("localhost") == nil)
        #expect(IPAddress("1.2.3") == nil)
    }

    @Test(
        "Numeric hosts of any notation are seen as the address that they are",
        arguments: [("http://2130706433/", "127.0.0.1"), ("http://0x7f.1/", "127.0.0.1"), ("http://017700000001/", "127.0.0.1")])
    func numericHosts(url: String, address: String) throws {
        #expect(try ParsedURL(url).literalAddress == IPAddress(address))
    }

    @Test("URLs with control characters, no host or no scheme are no URLs")
    func badURLs() {
        for text in ["http://a.test/\r\nX: y", "http://a.test/\u{0}", "http://", "/path", "a.test", "", "http://a.test:99999/"] {
            #expect(throws: ParsedURL.Failure.self) { try ParsedURL(text) }
        }
    }

    @Test(
        "A shown URL has no user info, no query values and no fragment",
        arguments: [
            ("https://user:secret@a.test/p?token=abc&x=1#frag", "https://a.test/p?token=…&x=…"),
            ("https://a.test/p?abc", "https://a.test/p?…"), ("https://a.test", "https://a.test"),
            ("not a url", "not a url"), ("https://u@v@a.test/\r\nq", "https://a.test/\u{fffd}\u{fffd}q"),
            ("https://a.test?k=v@w/", "https://a.test?k=…"),
        ])
    func redaction(url: String, shown: String) {
        #expect(redactedURL(url) == shown)
    }
}
