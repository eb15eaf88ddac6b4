import Support

/// The platforms beside those that most pages are on: each with its home page, as a person knows it, and the document that tells most.
extension PlayedPlatform {
    static let others: [PlayedPlatform] = [
        row("instatus", "<script src='https://lang.instatus.com/en.js'></script>", "/history.atom", "instatus/history.atom"),
        row(
            "better-stack", "<link href='https://uptime.betterstack.com/assets/status_pages/a.css'>", "/index.json",
            "better-stack/index.json"),
        row(
            "status.io", "status.io <a href=\"/pages/history/5b36dc6502d06804c08349f7\">history</a>",
            "https://api.status.io/1.0/status/5b36dc6502d06804c08349f7", "status.io/status.json"),
        row(
            "google-cloud", "", at: "https://status.cloud.google.com", "/incidents.json", "google-cloud/incidents.json"),
        row(
            "azure", "", at: "https://azure.status.microsoft", "https://rssfeed.azure.status.microsoft/en-us/status/feed/", "azure/feed.xml"
        ),
        row(
            "slack", "", at: "https://slack-status.com", "/api/v2.0.0/current", "slack/current.json",
            ["/api/v2.0.0/history": "slack/history.json"]),
        row(
            "salesforce", "", at: "https://status.salesforce.com", "https://api.status.salesforce.com/v1/incidents/active",
            "salesforce/incidents.json"),
        row("heroku", "", at: "https://status.heroku.com", "/api/v4/current-status", "heroku/current-status.json"),
        row("stripe", "", at: "https://status.stripe.com", "/current/full", "stripe/full.json"),
        row(
            "cachet", "<script src='/vendor/cachethq/cachet/cachet.js'></script>", "/api/incidents", "cachet/v3-incidents.json",
            ["/api/schedules": "cachet/v3-schedules.json"]),
        row("hund", "<a href='/state_feed/feed.atom'>feed</a>", "/state_feed/feed.atom", "hund/feed.atom"),
        row(
            "sorry", "<script data-page-id=\"abc123\" src='https://code.sorryapp.com/x.js'></script>",
            "https://api.sorryapp.com/v1/pages/abc123/notices", "sorry/notices.json"),
        row("cstate", "<meta name=generator content=\"cState v5\">", "/index.xml", "cstate/index.xml"),
        row(
            "upptime", "<a href=\"https://github.com/acme/status/\">source</a> <a href='https://upptime.js.org'>Upptime</a>",
            "https://raw.githubusercontent.com/acme/status/HEAD/history/summary.json", "upptime/summary.json"),
        row(
            "uptime-kuma", "<script>window.preloadData = {'slug':'acme'}; '/api/status-page/acme'</script>", "/api/status-page/acme",
            "uptimekuma/page.json", ["/api/status-page/heartbeat/acme": "uptimekuma/heartbeat.json"]),
        row(
            "gatus", "<script>window.config = {logo: '', maximumNumberOfResults: 100};</script>", "/api/v1/endpoints/statuses",
            "gatus/statuses.json"),
        row(
            "uptimerobot", "<script>var pspApiPath = 'https://status.acme.example/api/getMonitorList/tok123'</script>",
            "/api/getMonitorList/tok123", "uptimerobot/monitors.json", ["/api/getEventFeed/tok123": "uptimerobot/events.json"]),
        row("rootly", "Powered by Rootly", "/api/v1/incidents.json", "rootly/incidents.json"),
        row("oracle", "", at: "https://ocistatus.oraclecloud.com", "/api/v2/incident-summary.rss", "oracle/incident-summary.rss"),
        row("lambstatus", "<a href='https://github.com/ks888/LambStatus'>LambStatus</a>", "/history.atom", "lambstatus/history.atom"),
        row(
            "statuspal", "<link href='https://cdn.statuspal.io/a.css'><div data-subdomain=\"acme\"></div>",
            "https://statuspal.io/api/v2/status_pages/acme/summary", "statuspal/summary.json",
            ["https://statuspal.io/api/v2/status_pages/acme/incidents": "statuspal/incidents.json"]),
        PlayedPlatform(
            platform: "pagerduty",
            page: PlayedPage(
                "https://status.acme.example",
                ["/": .fixture("pagerduty/page.html"), "/api/posts?is_featured=true&limit=500": .fixture("pagerduty/posts.json")]),
            knownBy: ["/"], readsFirst: "/"),
        PlayedPlatform(
            platform: "apple",
            page: PlayedPage(
                "https://www.apple.com",
                [
                    "/support/systemstatus/": .html("<title>System Status</title>"),
                    "/support/systemstatus/data/system_status_en_US.js": .fixture("apple/system_status.json"),
                ]),
            knownBy: ["/support/systemstatus/", "/support/systemstatus/data/system_status_en_US.js"],
            readsFirst: "/support/systemstatus/data/system_status_en_US.js"),
        PlayedPlatform(
            platform: "uptime.com",
            page: PlayedPage(
                "https://status.uptime.com",
                [
                    "/statuspage/acme": .html("<title>Acme</title>"), "/statuspage/acme/ajax": .fixture("uptime.com/ajax.json"),
                    "/statuspage/acme/history": .fixture("uptime.com/history.json"),
                ]),
            knownBy: ["/statuspage/acme", "/statuspage/acme/ajax"], readsFirst: "/statuspage/acme/ajax"),
        row(
            "zendesk", "", at: "https://status.zendesk.com", "/api/ssp/incidents.json", "zendesk/ssp-incidents.json"),
        row("json-feed", "<link rel=alternate type=\"application/feed+json\" href=\"/feed.json\">", "/feed.json", "jsonfeed/feed.json"),
    ]

    private static func row(
        _ platform: String, _ mark: String, at address: String = "https://status.acme.example", _ first: String, _ fixture: String,
        _ beside: [String: String] = [:]
    ) -> PlayedPlatform {
        var answers = beside.mapValues { PlayedPage.Answer.fixture($0) }
        answers["/"] = .html("<title>Acme Status</title>\(mark)")
        answers[first] = .fixture(fixture)
        return PlayedPlatform(
            platform: platform, page: PlayedPage(address, answers), knownBy: first.hasPrefix("/") ? ["/", first] : ["/"], readsFirst: first)
    }
}
