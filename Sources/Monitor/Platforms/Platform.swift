/// A kind of status page: what decides how its payloads are read and how its updates are told apart.
public enum Platform: String, Sendable, Hashable, CaseIterable {
    /// Atlassian Statuspage: `history.atom`, `history.rss`, `api/v2/*.json`.
    case statuspage
    /// incident.io: `feed.atom`, `feed.rss` and the Statuspage-compatible `api/v2/*.json`.
    case incidentIO = "incident.io"
    /// The AWS Health Dashboard: `rss/all.rss`, `public/currentevents`.
    case aws
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
