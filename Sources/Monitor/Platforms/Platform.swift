/// A kind of status page: what decides how its payloads are read and how its updates are told apart.
public enum Platform: String, Sendable, Hashable, CaseIterable {
    /// Atlassian Statuspage: `history.atom`, `history.rss`, `api/v2/*.json`.
    case statuspage
    /// incident.io: `feed.atom`, `feed.rss` and the Statuspage-compatible `api/v2/*.json`.
    case incidentIO = "incident.io"
    /// The AWS Health Dashboard: `rss/all.rss`, `public/currentevents`.
    case aws
    case instatus
    case betterStack = "better-stack"
    case statusIO = "status.io"
    /// Google Cloud, Workspace and other Google dashboards of one engine.
    case googleCloud = "google-cloud"
    case azure, slack, salesforce, heroku, stripe
    /// Versions 2 and 3.
    case cachet
    case statuspal, hund, sorry
    case cState = "cstate"
    case upptime
    case uptimeKuma = "uptime-kuma"
    case gatus
    case uptimeRobot = "uptimerobot"
    case uptimeCom = "uptime.com"
    case apple, zendesk
    case pagerDuty = "pagerduty"
    case rootly, oracle
    case lambStatus = "lambstatus"
    /// Incidents and maintenances of sites that keep them as files, an object each, with `updates` of `date`, `status`, `content`.
    case datoCMS = "datocms"
    /// JSON Feed, versions 1 and 1.1.
    case jsonFeed = "json-feed"
    /// Any other Atom or RSS feed, whose entries are texts that may grow.
    case feed

    /// The platform that a person means: letter case, spaces, dots and dashes make no difference.
    public init?(name: String) {
        let plain = Self.plain(name)
        guard let match = Self.allCases.first(where: { Self.plain($0.rawValue) == plain }) else {
            guard ["atom", "rss"].contains(plain) else { return nil }
            self = .feed
            return
        }
        self = match
    }

    private static func plain(_ name: String) -> String {
        String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    }
}
