import Monitor

/// cState (`index.xml`, `index.json`), verified with captured bodies, transcribed and trimmed, and with its public templates.
///
/// The feed has texts, history and ends; the JSON has severities and components of what goes on now. Both tell an issue's report under the
/// time at which it was created; what its text tells with times of its own (`track`) are its updates. Notice is minor, disrupted is major,
/// down is critical.
enum CStateAdapter: PlatformAdapter {
    static let platform = Platform.cState

    static func recognises(_ document: JSONOutline) -> Bool { document.kind == .object && document.has("cStateVersion", "systems") }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        let page = try document.decode(CStateIndex.self, context: context)
        var names: [String: String] = [:]
        for system in page.systems { names[system.name] = page.fullName(of: system) }
        var events: [StatusEvent] = []
        for issue in page.pinned + page.systems.flatMap(\.unresolved) {
            guard let created = LooseTime.seconds(issue.created) else {
                throw context.malformed("the issue \"\(issue.title.prefix(80))\": createdAt \"\(issue.created.prefix(40))\" is no time")
            }
            guard let code = LinkPath.lastPart(issue.permalink) else {
                throw context.malformed("the issue \"\(issue.title.prefix(80))\": permalink is missing or none")
            }
            let listed = ListedIncident(
                code: code, title: issue.title, url: issue.permalink, severity: issue.isInformational ? .none : severity(issue.severity),
                components: issue.affected.map { names[$0] ?? $0 })
            events += listed.events(
                CStateIssue.updates(created: created, text: "", tracked: [], ended: issue.end), provider: context.provider)
        }
        return Reading(json: events, platform: .cState, pageName: page.title.flatMap(PageTitle.provider))
    }

    private static func severity(_ word: String) -> StatusEvent.Severity {
        switch word {
        case "notice": .minor
        case "disrupted": .major
        case "down": .critical
        default: .unknown
        }
    }

    static var feedDialect: (any FeedDialect.Type)? { CStateFeed.self }

    static func sources(of page: PageLocation) -> [PageSource] { [page.document("/index.xml", .rss), page.document("/index.json", .json)] }

    static func locate(in html: HTMLPage) -> PageLocation? { html.contains("content=\"cstate v") ? PageLocation(html.base) : nil }
}

/// How an issue's updates are told apart in both formats.
enum CStateIssue {
    /// - Parameters:
    ///   - tracked: the updates that the text gives times to.
    ///   - ended: when it was resolved.
    static func updates(created: Int, text: String, tracked: [ListedUpdate], ended: Int?) -> [IdentifiedUpdate] {
        var tracked = tracked.sorted { $0.seconds < $1.seconds }
        var report = IdentifiedUpdate(id: id(created), seconds: created, status: .investigating, text: text)
        if let first = tracked.first, first.seconds.flooredDivision(by: 60) == created.flooredDivision(by: 60) {
            // What was written as the issue was opened.
            report.status = first.status ?? .investigating
            report.text = [first.text, text].filter { !$0.isEmpty }.joined(separator: "\n")
            tracked.removeFirst()
        }
        var updates = [report]
        for update in tracked {
            let same = updates.filter { $0.seconds == update.seconds }.count
            updates.append(
                IdentifiedUpdate(
                    id: same == 0 ? id(update.seconds) : "\(id(update.seconds)).\(same + 1)", seconds: update.seconds,
                    status: update.status,
                    text: update.text))
        }
        if let ended, !updates.contains(where: { $0.status == .resolved }) {
            updates.append(
                IdentifiedUpdate(id: "resolved", seconds: max(ended, updates.last?.seconds ?? ended), status: .resolved, text: ""))
        }
        return updates
    }

    private static func id(_ seconds: Int) -> String { CivilTime(epochSeconds: seconds).secondText }
}

/// `index.json`.
private struct CStateIndex: Decodable {
    var title: String?
    var systems: [System]
    var pinned: [Issue]
    /// Categories whose title the page hides.
    private var untitled: Set<String>

    enum Keys: String, CodingKey {
        case title, systems, categories
        case pinned = "pinnedIssues"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Keys.self)
        title = fields.text(.title)
        systems = try fields.list(.systems)
        pinned = try fields.list(.pinned)
        let categories: [Category] = try fields.list(.categories)
        untitled = Set(categories.filter { $0.hideTitle == true }.compactMap(\.name))
    }

    func fullName(of system: System) -> String {
        system.category.isEmpty || untitled.contains(system.category) ? system.name : "\(system.category) - \(system.name)"
    }

    struct Category: Decodable {
        var name: String?
        var hideTitle: Bool?
    }

    struct System: Decodable {
        var name: String
        var category: String
        var unresolved: [Issue]

        enum Keys: String, CodingKey {
            case name, category
            case unresolved = "unresolvedIssues"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            name = fields.text(.name) ?? ""
            category = fields.text(.category) ?? ""
            unresolved = try fields.list(.unresolved)
        }
    }

    struct Issue: Decodable {
        var title: String
        var created: String
        var permalink: String
        var severity: String
        var isInformational: Bool
        /// Seconds since 1970; nil for one that goes on.
        var end: Int?
        var affected: [String]

        enum Keys: String, CodingKey {
            case title, permalink, severity, informational, resolved, affected
            case created = "createdAt", changed = "lastMod", ended = "resolvedAt"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            title = fields.text(.title) ?? ""
            created = try fields.required(.created)
            permalink = try fields.required(.permalink)
            severity = fields.text(.severity) ?? ""
            isInformational = fields.flag(.informational)
            if fields.flag(.resolved) {
                end = [fields.text(.ended), fields.text(.changed), created].compactMap(\.self).lazy.compactMap(LooseTime.seconds).first
            }
            affected = fields.object(.affected) ?? []
        }
    }
}
