import Support
import Testing

@testable import Platforms

private func ok(_ fixture: String, from url: String = "") throws -> DetectionAnswer { try answer(fixture, from: url) }
private func html(_ head: String = "", body: String = "", from url: String = "") -> DetectionAnswer { webPage(head, body: body, from: url) }
private let acme = "https://status.acme.example"

@Suite("What a detection does not believe")
struct DetectionDecoyTests {
    @Test("A page that answers every path with 200 and HTML is unknown")
    func htmlForAll() {
        var page = ToldPage()
        page.otherwise = html("<title>App</title>")
        let (result, asked) = page.detect(acme)
        #expect(result.page == nil)
        #expect(asked.count == PageDetection.requestLimit)
    }

    @Test("JSON that names another page is not the page's, though its host answers it")
    func anotherPagesJSON() throws {
        let (result, _) = ToldPage([
            "https://status.globex.example": html("<title>Globex Status</title>" + statuspageMark),
            "https://status.globex.example/api/v2/incidents.json": try ok("statuspage/incidents.json"),
            "https://status.globex.example/api/v2/summary.json": try ok("statuspage/summary.json"),
        ]).detect("https://status.globex.example")
        #expect(result.page == nil)
        #expect(result.notes.last.map { $0.seen } == "HTTP 404")
        #expect(result.notes[1].seen == "statuspage of another page, https://status.acme.example")
    }

    @Test("A guess that names another page is not believed, though nothing is known of the host")
    func guess() throws {
        let (result, _) = ToldPage([
            "http://127.0.0.1:8080/api/v2/summary.json": try ok("statuspage/summary.json"),
            "http://127.0.0.1:8080/api/v2/incidents.json": try ok("statuspage/incidents.json"),
        ]).detect("http://127.0.0.1:8080/gone.atom")
        #expect(result.page == nil)
    }

    @Test("A host that nobody claimed and that leads to another page is unknown")
    func unclaimedHost() throws {
        let other = "https://metastatuspage.example/api/v2/incidents.json"
        let (result, _) = ToldPage([
            "https://globex.statuspage.io/api/v2/incidents.json": try ok("statuspage/incidents.json", from: other)
        ]).detect("https://globex.statuspage.io")
        #expect(result.page == nil)
        #expect(result.notes.first?.seen.contains("another page") == true)
    }

    @Test("A page under the platform's name that leads to its own name is the page")
    func ownName() throws {
        let (result, _) = ToldPage([
            "https://acme.statuspage.io/api/v2/incidents.json": try ok("statuspage/incidents.json", from: acme + "/api/v2/incidents.json")
        ]).detect("https://acme.statuspage.io")
        #expect(result.page?.platform == .statuspage)
    }

    @Test("A redirect that drops the path and ends at a home page is read as that home page")
    func droppedPath() throws {
        let (result, asked) = ToldPage([
            "https://acme.statuspage.io/api/v2/incidents.json": html(
                "<link rel=alternate type=application/rss+xml href=/feed.rss>", from: "https://status.acme.example/"),
            acme + "/feed.rss": try ok("incidentio/feed.rss"),
        ]).detect("https://acme.statuspage.io")
        #expect(asked.prefix(2) == ["https://acme.statuspage.io/api/v2/incidents.json", acme + "/feed.rss"])
        #expect(result.page?.platform == .incidentIO)
    }

    @Test("An empty JSON list is nobody's, but on the host of a platform whose empty list it is")
    func emptyList() {
        let empty = DetectionAnswer(url: "", status: 200, body: Array("[]".utf8))
        let (result, _) = ToldPage([acme + "/current": empty]).detect(acme + "/current")
        #expect(result.page == nil)
        #expect(result.notes.first?.seen.contains("empty JSON list") == true)
        let events = "https://health.aws.amazon.com/public/currentevents"
        let owned = ToldPage([events: empty]).detect(events)
        #expect(owned.result.page?.platform == .aws)
    }

    @Test("A document of AWS at another host is read there alone")
    func mirror() throws {
        let (result, asked) = ToldPage([acme + "/all.rss": try ok("aws/all.rss")]).detect(acme + "/all.rss")
        #expect(asked == [acme + "/all.rss"])
        #expect(result.page?.platform == .aws)
        #expect(result.page?.sources.map { $0.endpoints.map(\.url) } == [[acme + "/all.rss"]])
    }

    @Test("A body that is cut short tells nothing")
    func cutShort() throws {
        var answer = try ok("statuspage/history.atom")
        answer.body.removeLast(100)
        let (result, _) = ToldPage([acme + "/history.atom": answer]).detect(acme + "/history.atom")
        #expect(result.page == nil)
        #expect(result.notes.first?.seen.contains("cut short") == true)
    }
}

@Suite("A detection is polite")
struct DetectionPolitenessTests {
    @Test("A page that asks to be left alone is asked no more", arguments: [429, 503])
    func retryAfter(status: Int) {
        let (result, asked) = ToldPage([acme: DetectionAnswer(url: "", status: status, retryAfter: .seconds(90))]).detect(acme)
        #expect(asked == [acme])
        #expect(result.retryAfter == .seconds(90))
        #expect(result.isTransient)
    }

    @Test("A host that does not answer is asked once")
    func silence() {
        var page = ToldPage()
        page.otherwise = DetectionAnswer(url: acme, failure: "timed out")
        let (result, asked) = page.detect(acme + "/status")
        #expect(asked == [acme + "/status"])
        #expect(result.page == nil)
        #expect(result.isTransient)
        #expect(result.notes.map(\.seen) == ["timed out"])
    }

    @Test("A page that refuses twice is asked no more; one refusal may be that of its home page alone", arguments: [401, 403])
    func refusals(status: Int) throws {
        var page = ToldPage()
        page.otherwise = DetectionAnswer(url: "", status: status)
        #expect(page.detect(acme).asked.count == 2)
        page.answers[acme + "/api/v2/summary.json"] = try ok("statuspage/summary.json")
        page.answers[acme + "/api/v2/incidents.json"] = try ok("statuspage/incidents.json")
        #expect(page.detect(acme).result.page?.platform == .statuspage)
    }

    @Test("A home page that fails at the moment is asked again another time")
    func serverError() {
        let (result, asked) = ToldPage([acme: DetectionAnswer(url: "", status: 502)]).detect(acme)
        #expect(asked == [acme])
        #expect(result.isTransient)
    }

    @Test("Redirects count as requests, and none is followed beyond the limit")
    func redirects() {
        var detection = PageDetection(url: acme)
        #expect(detection.next() == .ask(PageEndpoint(acme), redirects: 3))
        var answer = html(from: acme + "/en/")
        answer.requests = 3
        detection.take(answer)
        guard case .ask(_, let redirects) = detection.next() else {
            Issue.record("nothing more is asked")
            return
        }
        #expect(redirects == 0)
        detection.take(DetectionAnswer(url: acme, status: 404))
        guard case .end = detection.next() else {
            Issue.record("more than four requests")
            return
        }
    }
}
