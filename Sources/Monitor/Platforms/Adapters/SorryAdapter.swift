import Monitor

/// Sorry (`https://api.sorryapp.com/v1/pages/ID/notices`), from its documentation; no captured payload was at hand.
///
/// A notice's updates have ids and texts and no states: the newest one carries the state that the notice is in, the first one of an incident
/// that has moved on is its report. Recovering is monitoring, a false alarm is resolved, underway is in progress. How bad a notice is it
/// does not say. The page's id stands in the page's HTML alone.
enum SorryAdapter: PlatformAdapter {
    static let platform = Platform.sorry

    static func recognises(_ document: JSONOutline) -> Bool {
        guard document.kind == .object, document.has("response", "count"), document.keys.count <= 3 else { return false }
        let keys = document.keys(of: "response")
        return keys.isEmpty || ["id", "type", "state", "timeline_state", "subject"].allSatisfy(keys.contains)
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        let notices = try document.decode(SorryNotices.self, context: context).notices
        var events: [StatusEvent] = []
        for (index, notice) in notices.enumerated() {
            let updates = try updates(of: notice, path: "response[\(index)]", context: context)
            let isPlanned = notice.type == "planned"
            let listed = ListedIncident(
                code: notice.id, title: notice.subject, url: notice.link, kind: isPlanned ? .maintenance : .incident,
                severity: isPlanned || notice.type == "general" ? .none : .unknown, components: notice.components)
            events += listed.events(updates, provider: context.provider)
        }
        return Reading(json: events, platform: .sorry)
    }

    private static func updates(
        of notice: SorryNotices.Notice, path: String, context: DecodingContext
    ) throws(SourceError) -> [IdentifiedUpdate] {
        let state = status(notice.state)
        var updates: [IdentifiedUpdate] = []
        for (index, update) in notice.updates.enumerated() {
            guard let seconds = EpochSeconds(update.created) else {
                throw context.malformed("\(path).updates[\(index)].created_at: \"\(update.created.prefix(40))\" is no time")
            }
            updates.append(IdentifiedUpdate(id: update.id, seconds: seconds.value, text: PlainText.ofBody(update.content)))
        }
        let ended = notice.ended.flatMap { EpochSeconds($0)?.value }
        guard let newest = updates.indices.max(by: { updates[$0].seconds < updates[$1].seconds }) else {
            guard let seconds = [notice.began, notice.created].compactMap(\.self).lazy.compactMap({ EpochSeconds($0)?.value }).first else {
                throw context.malformed("\(path): has neither updates nor a created_at that is a time")
            }
            updates = [IdentifiedUpdate(id: "0", seconds: seconds, status: state, text: PlainText.ofBody(notice.synopsis))]
            return updates
        }
        if let state, state.isClosed, let ended, ended - updates[newest].seconds > 60 {
            // Closed without a word.
            updates.append(IdentifiedUpdate(id: "ended", seconds: ended, status: state, text: ""))
        } else {
            updates[newest].status = state
        }
        let oldest = updates.indices.min { updates[$0].seconds < updates[$1].seconds }
        if let oldest, updates[oldest].status == nil, updates.count > 1 {
            updates[oldest].status = notice.type == "planned" ? .scheduled : .investigating
        }
        return updates.sorted { $0.seconds < $1.seconds }
    }

    private static func status(_ word: String) -> StatusEvent.Status? {
        switch word {
        case "open": .investigating
        case "recovering": .monitoring
        case "false_alarm": .resolved
        case "underway": .inProgress
        default: StatusEvent.Status(pageWord: word)
        }
    }

    static func sources(of page: PageLocation) -> [PageSource] {
        guard let id = page.identifier else { return [] }
        return [PageSource(PageEndpoint("https://api.sorryapp.com/v1/pages/\(id)/notices?include=updates,components", .json))]
    }

    /// A page embeds its own status bar, or asks its own API, by its id.
    static func locate(in html: HTMLPage) -> PageLocation? {
        guard html.contains("sorryapp.com") else { return nil }
        let id =
            html.identifier(after: "sorryapp.com/v1/pages/") ?? html.identifier(after: "data-status-bar-for=\"")
            ?? html.identifier(after: "data-page-id=\"") ?? html.identifier(after: "data-for=\"")
        return PageLocation(html.base, identifier: id)
    }
}

/// The notices of a page.
private struct SorryNotices: Decodable {
    var notices: [Notice]
    enum Keys: String, CodingKey { case response }
    init(from decoder: any Decoder) throws { notices = try decoder.container(keyedBy: Keys.self).list(.response) }

    struct Notice: Decodable {
        var id: String
        var type: String
        var state: String
        var subject: String
        var synopsis: String
        var link: String
        var began: String?
        var ended: String?
        var created: String?
        var updates: [Update]
        var components: [String]

        enum Keys: String, CodingKey {
            case id, type, state, subject, synopsis, link, updates, components
            case began = "began_at", ended = "ended_at", created = "created_at"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.id)
            type = fields.text(.type) ?? ""
            state = fields.text(.state) ?? ""
            subject = fields.text(.subject) ?? ""
            synopsis = fields.text(.synopsis) ?? ""
            link = fields.text(.link) ?? ""
            began = fields.text(.began)
            ended = fields.text(.ended)
            created = fields.text(.created)
            updates = try fields.list(.updates)
            let components: [Component] = try fields.list(.components)
            self.components = components.compactMap(\.name)
        }
    }

    struct Update: Decodable {
        var id: String
        var content: String
        var created: String

        enum Keys: String, CodingKey {
            case id, content
            case created = "created_at"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.id)
            content = fields.text(.content) ?? ""
            created = try fields.required(.created)
        }
    }

    struct Component: Decodable { var name: String? }
}
