import Testing

@testable import Transfer

@Suite("An answer's head")
struct ResponseHeadTests {
    private func head(_ lines: String..., known: Validators = Validators()) -> ResponseHead {
        var head = ResponseHead(known: known)
        for line in lines { read(Array((line + "\r\n").utf8), into: &head) }
        read([13, 10], into: &head)
        return head
    }

    private func read(_ bytes: [UInt8], into head: inout ResponseHead) {
        _ = unsafe bytes.withUnsafeBytes { unsafe head.read($0) }
    }

    @Test("Status and fields are read, names in any case, white space around values left out")
    func fields() {
        let head = head(
            "HTTP/1.1 200 OK", "ETAG:   \"abc\"  ", "last-modified: Mon, 20 Jul 2026 04:44:00 GMT", "Content-Type: text/xml; charset=utf-8",
            "Location: /there", "Age: 10", "Cache-Control: public, max-age=60, s-maxage=5", "X-Other: 1")
        #expect(head.status == 200)
        #expect(head.etag == "\"abc\"")
        #expect(head.lastModified == "Mon, 20 Jul 2026 04:44:00 GMT")
        #expect(head.contentType == "text/xml; charset=utf-8")
        #expect(head.location == "/there")
        #expect(head.freshFor == .seconds(50))
        #expect(head.isComplete)
    }

    @Test("HTTP/2 status lines, ones without a reason, and interim answers are understood")
    func statusLines() {
        #expect(head("HTTP/2 304 ").status == 304)
        #expect(head("HTTP/1.0 404").status == 404)
        var interim = head("HTTP/1.1 103 Early Hints", "ETag: \"early\"", "Location: /early")
        for line in ["HTTP/1.1 200 OK\r\n", "\r\n"] { read(Array(line.utf8), into: &interim) }
        #expect(interim.status == 200)
        #expect(interim.etag == nil)
        #expect(interim.location == nil)
    }

    @Test("A validator is kept byte for byte, and dropped when it cannot be")
    func validators() {
        #expect(head("HTTP/1.1 200 OK", "ETag: W/\"é,  b\"").etag == "W/\"é,  b\"")
        var head = ResponseHead()
        read(Array("HTTP/1.1 200 OK\r\n".utf8), into: &head)
        read(Array("ETag: \"".utf8) + [0xff, 0xe9] + Array("\"\r\n".utf8), into: &head)
        #expect(head.etag == nil)
    }

    @Test("Trailers after the head change nothing")
    func trailers() {
        var head = head("HTTP/1.1 200 OK", "ETag: \"a\"")
        read(Array("Location: /trailer\r\n".utf8), into: &head)
        read(Array("Retry-After: 5\r\n".utf8), into: &head)
        #expect(head.location == nil)
        #expect(head.retryAfter(wallClock: { 0 }) == nil)
    }

    @Test(
        "Retry-After is read as seconds",
        arguments: [("120", Duration.seconds(120)), ("0", .zero), ("86401", .seconds(86_400)), ("99999999999999999999", .seconds(86_400))])
    func retryAfterSeconds(text: String, wait: Duration) {
        #expect(head("HTTP/1.1 503 x", "Retry-After: \(text)").retryAfter(wallClock: { 0 }) == wait)
    }

    @Test("Retry-After is read as a date in each of HTTP's formats, relative to the answer's own date")
    func retryAfterDate() {
        let date = "Date: Mon, 20 Jul 2026 04:44:00 GMT"
        for text in ["Mon, 20 Jul 2026 04:46:00 GMT", "Monday, 20-Jul-26 04:46:00 GMT", "Mon Jul 20 04:46:00 2026"] {
            #expect(head("HTTP/1.1 429 x", date, "Retry-After: \(text)").retryAfter(wallClock: { 0 }) == .seconds(120))
        }
        let without = head("HTTP/1.1 429 x", "Retry-After: Thu, 01 Jan 1970 00:01:00 GMT")
        #expect(without.retryAfter(wallClock: { 20 }) == .seconds(40))
        #expect(without.retryAfter(wallClock: { 100 }) == .zero, "a time that is over asks for no wait")
    }

    @Test("What cannot be read as a time is as if it were absent", arguments: ["soon", "-5", "1.5", ""])
    func unreadableTimes(text: String) {
        let head = head("HTTP/1.1 503 x", "Retry-After: \(text)", "Cache-Control: max-age=\(text)", "Age: \(text)")
        #expect(head.retryAfter(wallClock: { 0 }) == nil)
        #expect(head.freshFor == nil)
    }

    @Test("Freshness is held to a day and never negative")
    func freshness() {
        #expect(head("HTTP/1.1 200 OK", "Cache-Control: max-age=999999999").freshFor == .seconds(86_400))
        #expect(head("HTTP/1.1 200 OK", "Cache-Control: MAX-AGE=\"60\"", "Age: 90").freshFor == .zero)
        #expect(head("HTTP/1.1 200 OK", "Cache-Control: no-cache").freshFor == nil)
    }

    @Test("Any bytes can be read as lines", arguments: 0..<200)
    func anyBytes(seed: Int) {
        var random = SplitMix(state: UInt64(seed))
        let names = ["ETag:", "Age:", "Date:", "HTTP/1.1 ", "HTTP/", "Retry-After:", "Location:", "\r", ""]
        var head = ResponseHead()
        for _ in 0..<50 {
            let name = names[Int(random.next() % UInt64(names.count))]
            let noise = (0..<(random.next() % 40)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            read(Array(name.utf8) + noise + [10], into: &head)
        }
        #expect((0...999).contains(head.status))
        _ = head.retryAfter(wallClock: { 0 })
    }
}
