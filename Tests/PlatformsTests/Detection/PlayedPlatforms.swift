import Support

/// One platform's page, and what a detection must find out about it. One row a platform.
struct PlayedPlatform: Sendable, CustomStringConvertible {
    /// As ``Platform`` names it; nil when nothing may be found.
    var platform: String?
    var page: PlayedPage
    /// The addresses that a person may know it by, as paths or absolute.
    var knownBy: [String]
    /// The document that must be read first: a path, or an absolute address.
    var readsFirst: String?
    var note = ""

    var description: String { (platform ?? "unknown") + (note.isEmpty ? "" : " (\(note))") }

    func absolute(_ address: String) -> String { address.hasPrefix("/") ? page.address + address : address }

    private static let acme = "https://status.acme.example"
    private static let initech = "https://status.initech.example"

    static let all: [PlayedPlatform] = [
        PlayedPlatform(
            platform: "statuspage",
            page: PlayedPage(
                acme,
                [
                    "/": .html("<title>Acme Status</title><link rel='shortcut icon' href='//x.example/statuspage.io/f.ico'>"),
                    "/history.atom": .fixture("statuspage/history.atom"), "/history.rss": .fixture("statuspage/history.rss"),
                    "/api/v2/incidents.json": .fixture("statuspage/incidents.json"),
                    "/api/v2/scheduled-maintenances.json": .fixture("statuspage/scheduled-maintenances.json"),
                    "/api/v2/summary.json": .fixture("statuspage/summary.json"), "/api/v2/status.json": .fixture("statuspage/status.json"),
                ]),
            knownBy: ["/", "/history.atom", "/history.rss", "/api/v2/summary.json", "/api/v2/status.json", "/incidents/gone"],
            readsFirst: "/api/v2/incidents.json"),
        PlayedPlatform(
            platform: "statuspage",
            page: PlayedPage(
                "https://acme.statuspage.io",
                ["https://status.acme.example/api/v2/incidents.json": .fixture("statuspage/incidents.json")],
                otherwise: .redirect("https://status.acme.example/api/v2/incidents.json")),
            knownBy: ["/"], readsFirst: "/api/v2/incidents.json", note: "under the platform's name, redirected"),
        PlayedPlatform(
            platform: "incident.io",
            page: PlayedPage(
                initech,
                [
                    "/": .html(
                        "<title>Initech status</title><a href='https://incident.io/'>incident.io</a><script src='/incident-io-status-page/x'></script>"
                    ),
                    "/feed.atom": .fixture("incidentio/feed.atom"), "/feed.rss": .fixture("incidentio/feed.rss"),
                    "/api/v2/incidents.json": .fixture("incidentio/incidents.json"),
                    "/api/v2/summary.json": .fixture("incidentio/summary.json"),
                ], otherwise: .html("<title>Initech status</title>")),
            knownBy: ["/", "/feed.rss", "/api/v2/summary.json"], readsFirst: "/feed.atom", note: "200 for all paths"),
        PlayedPlatform(
            platform: "aws",
            page: PlayedPage(
                "https://health.aws.amazon.com",
                [
                    "https://status.aws.amazon.com/rss/all.rss": .fixture("aws/all.rss"),
                    "/public/currentevents": .fixture("aws/currentevents.json"), "/health/status": .html("<title>AWS Health</title>"),
                ]),
            knownBy: ["/health/status", "/public/currentevents", "https://status.aws.amazon.com/"],
            readsFirst: "https://status.aws.amazon.com/rss/all.rss"),
        PlayedPlatform(
            platform: "feed",
            page: PlayedPage(
                "https://umbrella.example",
                [
                    "/": .html("<title>Umbrella notices</title><link href=notices.rss type=application/rss+xml rel=alternate>"),
                    "/notices.rss": .fixture("feed/plain.rss"),
                ]),
            knownBy: ["/", "/notices.rss"], readsFirst: "/notices.rss"),
        PlayedPlatform(
            page: PlayedPage("https://app.example", [:], otherwise: .html("<title>App</title><div id=root></div>")),
            knownBy: ["/", "/status", "/api/v2/summary.json"], note: "200 and HTML for all paths"),
        PlayedPlatform(
            page: PlayedPage(
                "https://globex.statuspage.io", ["https://www.statuspage.example/": .html("<title>Get a page</title>")],
                otherwise: .redirect("https://www.statuspage.example/")),
            knownBy: ["/"], note: "unclaimed, redirected to a home page"),
        PlayedPlatform(
            page: PlayedPage(
                "https://status.globex.example",
                [
                    "/": .html("<title>Globex Status</title>"), "/api/v2/summary.json": .fixture("statuspage/summary.json"),
                    "/index.json": .document(Array("{\"hello\":1}".utf8), contentType: "application/json"),
                ]),
            knownBy: ["/"], note: "another page's JSON"),
        PlayedPlatform(
            page: PlayedPage("https://busy.example", [:], otherwise: .status(429, retryAfter: 120)), knownBy: ["/", "/history.atom"],
            note: "429"),
        PlayedPlatform(page: PlayedPage("https://closed.example", [:], otherwise: .status(403)), knownBy: ["/", "/feed"], note: "403"),
        PlayedPlatform(
            page: PlayedPage("https://loop.example", [:], otherwise: .redirect("/again")), knownBy: ["/"], note: "redirects in a circle"),
        PlayedPlatform(
            page: PlayedPage(
                "https://far.example", ["/a": .redirect("/b"), "/b": .redirect("/c"), "/c": .redirect("/d"), "/d": .redirect("/e")],
                otherwise: .redirect("/a")), knownBy: ["/"], note: "redirects without end"),
        PlayedPlatform(page: PlayedPage("https://mute.example", [:], otherwise: .silence), knownBy: ["/"], note: "hangs"),
    ]
}
