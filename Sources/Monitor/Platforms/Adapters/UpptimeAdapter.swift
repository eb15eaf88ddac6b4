import Monitor

/// Upptime (`history/summary.json` of a repository), verified with captured bodies, transcribed and cut.
///
/// Lists sites with their states. Since when they have them it does not say; its incidents are issues of the repository and are not read. Down
/// is a major outage. A page is found by its link to its repository.
enum UpptimeAdapter: PlatformAdapter {
    static let platform = Platform.upptime

    static func recognises(_ document: JSONOutline) -> Bool {
        document.kind == .array && ["slug", "status", "uptime", "dailyMinutesDown"].allSatisfy(document.keys.contains)
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        let sites = try document.decode([Site].self, context: context)
        let states = sites.map { site in
            ComponentState(
                provider: context.provider, id: site.slug, name: site.name, condition: condition(site.status), url: site.url)
        }
        return Reading(states: states, platform: .upptime, receivedAt: context.receivedAt)
    }

    private static func condition(_ word: String) -> ComponentState.Condition {
        switch word {
        case "up": .operational
        case "degraded": .degraded
        case "down": .majorOutage
        default: .unknown
        }
    }

    /// The identifier is "OWNER/REPOSITORY".
    static func sources(of page: PageLocation) -> [PageSource] {
        guard let repository = page.identifier else { return [] }
        return ["HEAD", "master"].map { branch in
            PageSource(PageEndpoint("https://raw.githubusercontent.com/\(repository)/\(branch)/history/summary.json", .json))
        }
    }

    static func locate(in html: HTMLPage) -> PageLocation? {
        guard html.contains("upptime.js.org") else { return nil }
        let path = html.identifier(after: "href=\"https://github.com/", others: "/.")
        let parts = path?.split(separator: "/").prefix(2).map(String.init) ?? []
        let repository = parts.count == 2 && parts[0] != "upptime" ? parts.joined(separator: "/") : nil
        return PageLocation(html.base, identifier: repository)
    }

    private struct Site: Decodable {
        var slug: String
        var name: String
        var status: String
        var url: String

        enum Keys: String, CodingKey { case slug, name, status, url }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            slug = try fields.required(.slug)
            status = try fields.required(.status)
            name = fields.text(.name) ?? slug
            url = fields.text(.url) ?? ""
        }
    }
}
