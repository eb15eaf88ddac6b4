import Support
import Testing

@testable import Platforms

private func ok(_ fixture: String, from url: String = "") throws -> DetectionAnswer { try answer(fixture, from: url) }
private func html(_ head: String = "", body: String = "", from url: String = "") -> DetectionAnswer { webPage(head, body: body, from: url) }
private let acme = "https://status.acme.example"

@Suite("Which address a detection asks next")
struct PageDetectionTests {
    @Test("A host that a platform owns is asked for that platform's first document, and nothing else")
    func ownedHost() throws {
        let (result, asked) = ToldPage([
            "https://acme.statuspage.io/api/v2/incidents.json": try ok("statuspage/incidents.json")
        ]).detect("https://acme.statuspage.io/")
        #expect(asked == ["https://acme.statuspage.io/api/v2/incidents.json"])
        #expect(result.page?.platform == .statuspage)
        #expect(result.page?.name == "Acme")
        #expect(result.page?.sources == Platform.statuspage.sources(ofPage: "https://acme.statuspage.io"))
    }

    @Test("A home page with a platform's marks leads to the platform's best document")
    func marks() throws {
        let (result, asked) = ToldPage([
            acme: html("<title>Acme Status</title>" + statuspageMark),
            acme + "/api/v2/incidents.json": try ok("statuspage/incidents.json"),
        ]).detect(acme)
        #expect(asked == [acme, acme + "/api/v2/incidents.json"])
        #expect(result.page?.platform == .statuspage)
        #expect(result.page?.address == acme)
    }

    @Test("A page that bears the marks of incident.io and of Statuspage is incident.io's")
    func incidentIOFirst() throws {
        let initech = "https://status.initech.example"
        let (result, asked) = ToldPage([
            initech: html(
                statuspageMark, body: "<a href=\"https://incident.io\">incident.io</a><script src=\"/incident-io-status-page/x\"></script>"),
            initech + "/feed.atom": try ok("incidentio/feed.atom"),
        ]).detect(initech)
        #expect(asked == [initech, initech + "/feed.atom"])
        #expect(result.page?.platform == .incidentIO)
        #expect(result.page?.sources == Platform.incidentIO.sources(ofPage: initech))
    }

    @Test("An empty feed where the marks say that a platform's feed is due is that feed")
    func emptyFeed() throws {
        let initech = "https://status.initech.example"
        let empty = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Initech status</title><link href=\"\(initech)/\"/></feed>"
        let (result, _) = ToldPage([
            initech: html(body: "incident.io <script src=\"/incident-io-status-page/x\"></script>"),
            initech + "/feed.atom": DetectionAnswer(url: "", status: 200, body: Array(empty.utf8)),
        ]).detect(initech)
        #expect(result.page?.platform == .incidentIO)
        #expect(result.page?.name == "Initech")
    }

    @Test("A feed leads to the page's document that says more, and stays as a fallback with the same ids")
    func documentFirst() throws {
        let (result, asked) = ToldPage([
            acme + "/history.rss": try ok("statuspage/history.rss"),
            acme + "/api/v2/incidents.json": try ok("statuspage/incidents.json"),
        ]).detect(acme + "/history.rss")
        #expect(asked == [acme + "/history.rss", acme + "/api/v2/incidents.json"])
        #expect(result.page?.sources == Platform.statuspage.sources(ofPage: acme))
    }

    @Test("Where the document that says more is missing, the one that was named is read first")
    func documentAlone() throws {
        let (result, asked) = ToldPage([acme + "/history.atom?x=1": try ok("statuspage/history.atom")]).detect(acme + "/history.atom?x=1")
        #expect(asked.count == 2)
        #expect(
            result.page?.sources.map { $0.endpoints[0].url } == [acme + "/history.atom?x=1", acme + "/history.atom", acme + "/history.rss"])
    }

    @Test("The page of a document below a path is the one among whose documents it is")
    func pageBelowPath() throws {
        let base = "https://acme.example/status"
        let (result, asked) = ToldPage([
            base + "/history.atom": try ok("statuspage/history.atom"),
            base + "/api/v2/incidents.json": try ok("statuspage/incidents.json"),
        ]).detect(base + "/history.atom")
        #expect(asked.last == base + "/api/v2/incidents.json")
        #expect(result.page?.address == base)
    }

    @Test("A plain feed is read where it is, and nothing more is asked")
    func plainFeed() throws {
        let url = "https://acme.example/feed"
        let (result, asked) = ToldPage([url: try ok("feed/plain.rss")]).detect(url)
        #expect(asked == [url])
        #expect(result.page?.platform == .feed)
        #expect(result.page?.sources.map { $0.endpoints.map(\.url) } == [[url]])
    }

    @Test("A home page's alternate is read, relative to its base, and tells the platform by its shape")
    func alternate() throws {
        let (result, asked) = ToldPage([
            acme + "/": html("<base href='/pages/'><link href=history.atom type='application/atom+xml' rel=alternate>"),
            acme + "/pages/history.atom": try ok("statuspage/history.atom"),
        ]).detect(acme + "/")
        #expect(asked == [acme + "/", acme + "/pages/history.atom", acme + "/pages/api/v2/incidents.json"])
        #expect(result.page?.platform == .statuspage)
        #expect(result.page?.sources.first?.endpoints.first?.url == acme + "/pages/history.atom")
    }

    @Test("An address below the home page that answers nothing leads to the home page")
    func homeOfDeadPath() throws {
        let (result, asked) = ToldPage([
            acme + "/": html(statuspageMark), acme + "/api/v2/incidents.json": try ok("statuspage/incidents.json"),
        ]).detect(acme + "/incidents/old")
        #expect(asked == [acme + "/incidents/old", acme + "/", acme + "/api/v2/incidents.json"])
        #expect(result.page?.platform == .statuspage)
    }

    @Test("A feed without entries is a plain one only when nothing else tells whose it is")
    func quietFeed() throws {
        let quiet = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Acme Status</title></feed>"
        let feed = DetectionAnswer(url: "", status: 200, body: Array(quiet.utf8))
        let home = html("<title>Acme Status</title><link rel=alternate type=application/atom+xml href=/history.atom>")
        let (plain, asked) = ToldPage([acme: home, acme + "/history.atom": feed]).detect(acme)
        #expect(plain.page?.platform == .feed)
        #expect(plain.page?.name == "Acme")
        #expect(plain.page?.sources.map { $0.endpoints.map(\.url) } == [[acme + "/history.atom"]])
        #expect(asked.count == 4)
        let (told, _) = ToldPage([
            acme: home, acme + "/history.atom": feed, acme + "/api/v2/summary.json": try ok("statuspage/summary.json"),
        ])
        .detect(acme)
        #expect(told.page?.platform == .statuspage)
    }

    @Test("Of a page's alternates feeds are asked before JSON")
    func alternatesInOrder() throws {
        let home = html(
            "<link rel=alternate type=application/json href=/wp-json><link rel=alternate type=application/rss+xml href=/notices.rss>")
        let (result, asked) = ToldPage([acme: home, acme + "/notices.rss": try ok("feed/plain.rss")]).detect(acme)
        #expect(asked == [acme, acme + "/notices.rss"])
        #expect(result.page?.platform == .feed)
    }

    @Test("A document on another host that names the page's own host is the page's")
    func documentElsewhere() throws {
        let feed = "https://feeds.hosting.example/acme.rss"
        let (result, _) = ToldPage([
            acme: html("<title>Status</title><link rel=alternate type=application/rss+xml href='\(feed)'>"),
            feed: try ok("statuspage/history.rss"),
        ]).detect(acme)
        #expect(result.page?.platform == .statuspage)
        #expect(result.page?.sources.first?.endpoints.first?.url == feed)
        #expect(PageIdentity(askedURL: feed, answeredURL: feed, ownURLs: [acme], title: "Status").admits(pageURL: acme + "/", name: "Acme"))
        #expect(
            !PageIdentity(askedURL: feed, answeredURL: feed, ownURLs: [acme], title: "Status").admits(
                pageURL: "https://x.example", name: "X"))
    }

    @Test("With no mark at all a few paths are tried, within four requests")
    func probes() throws {
        let (result, asked) = ToldPage([
            acme: html("<title>Acme Status</title>"), acme + "/api/v2/summary.json": try ok("statuspage/summary.json"),
            acme + "/api/v2/incidents.json": try ok("statuspage/incidents.json"),
        ]).detect(acme)
        #expect(asked == [acme, acme + "/api/v2/summary.json", acme + "/api/v2/incidents.json"])
        #expect(result.page?.platform == .statuspage)
        #expect(result.page?.sources.last?.endpoints.map(\.url) == [acme + "/api/v2/summary.json"])
    }

    @Test("A page of no kind that is known gets four requests, and each answer is told")
    func unknown() {
        let (result, asked) = ToldPage([acme: html("<title>Hello</title>")]).detect(acme)
        #expect(asked == [acme] + PageDetection.probes.map { acme + $0 })
        #expect(result.page == nil)
        #expect(result.notes.map(\.seen) == ["a web page, \"Hello\"", "HTTP 404", "HTTP 404", "HTTP 404"])
        #expect(!result.isTransient)
    }
}
