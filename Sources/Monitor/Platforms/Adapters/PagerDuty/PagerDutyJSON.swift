import Monitor

/// What a PagerDuty page says, in the JSON that it carries or in that of its API.
struct PagerDutyJSON {
    var context: DecodingContext

    func reading(_ payload: JSONSource) throws(SourceError) -> Reading {
        let document = try payload.decode(Document.self, context: context)
        var events: [StatusEvent] = []
        for (index, post) in document.posts.enumerated() {
            events += try self.events(of: post, path: "posts[\(index)]", document: document)
        }
        return Reading(json: events, platform: .pagerDuty, pageName: document.pageName.flatMap(PageTitle.provider))
    }

    private func events(of post: Post, path: String, document: Document) throws(SourceError) -> [StatusEvent] {
        var words: [StatusEvent.Status?] = []
        var updates: [IdentifiedUpdate] = []
        for (index, update) in post.updates.enumerated() {
            guard let text = update.reported, let seconds = EpochSeconds(text) else {
                throw context.malformed("\(path).updates[\(index)].reported_at: is missing or no time")
            }
            let status = Self.status(update.status ?? update.statusID.flatMap { document.words[$0] })
            let severity = update.severity ?? update.severityID.flatMap { document.words[$0] }
            words.append(status)
            updates.append(
                IdentifiedUpdate(
                    id: update.id, seconds: seconds.value, status: status, text: PlainText.ofBody(update.message),
                    components: update.impacts.compactMap { $0.name ?? $0.id.flatMap { document.services[$0] } },
                    severity: Self.severity(severity)))
        }
        let isMaintenance = post.type == "maintenance" || words.contains { $0?.isOfMaintenance == true }
        if isMaintenance { for index in updates.indices { updates[index].severity = StatusEvent.Severity.none } }
        // The end keeps how bad it was.
        let worst = updates.compactMap(\.severity).first { $0 != .none && $0 != .unknown }
        for index in updates.indices where updates[index].status?.isClosed == true && updates[index].severity == StatusEvent.Severity.none {
            if let worst { updates[index].severity = worst }
        }
        let origin = String(URLOrigin.of(context.url))
        let listed = ListedIncident(
            code: post.id, title: post.title, url: origin.isEmpty ? "" : "\(origin)/posts/details/\(post.id)",
            kind: isMaintenance ? .maintenance : .incident)
        return listed.events(updates, provider: context.provider)
    }

    private static func status(_ word: String?) -> StatusEvent.Status? {
        switch word {
        case "detected", "acknowledged": .investigating
        case let word?: StatusEvent.Status(pageWord: word)
        case nil: nil
        }
    }

    private static func severity(_ word: String?) -> StatusEvent.Severity {
        switch word {
        case "all good", "operational": .none
        case let word?: StatusEvent.Severity(rawValue: word) ?? .unknown
        case nil: .unknown
        }
    }

    private struct Document: Decodable {
        var posts: [Post]
        /// States and severities by their identifiers.
        var words: [String: String] = [:]
        var services: [String: String] = [:]
        var pageName: String?

        enum Keys: String, CodingKey { case summary, layout, posts }
        enum SummaryKeys: String, CodingKey {
            case posts
            case open = "open_incidents", resolved = "resolved_incidents", words = "post_enums", services = "post_status_page_services"
        }
        enum LayoutKeys: String, CodingKey { case settings = "layout_settings" }
        enum SettingKeys: String, CodingKey { case name }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            guard fields.contains(.summary) else {
                posts = try fields.list(.posts)
                return
            }
            let summary = try fields.nestedContainer(keyedBy: SummaryKeys.self, forKey: .summary)
            posts = try [SummaryKeys.open, .resolved, .posts].flatMap { try summary.list($0) as [Post] }
            let words: [Named] = try summary.list(.words)
            self.words = Dictionary(words.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
            let services: [Named] = try summary.list(.services)
            self.services = Dictionary(services.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
            let layout = try? fields.nestedContainer(keyedBy: LayoutKeys.self, forKey: .layout)
            pageName = (try? layout?.nestedContainer(keyedBy: SettingKeys.self, forKey: .settings))?.text(.name)
        }
    }

    private struct Named: Decodable {
        var id: String
        var name: String
        enum Keys: String, CodingKey { case id, name }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.id)
            name = fields.text(.name) ?? ""
        }
    }

    private struct Post: Decodable {
        var id: String
        var title: String
        var type: String
        var updates: [Update]

        enum Keys: String, CodingKey {
            case id, title, updates
            case type = "post_type", latest = "latest_update"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.id)
            title = fields.text(.title) ?? ""
            type = fields.text(.type) ?? ""
            updates = try fields.list(.updates)
            if updates.isEmpty, let latest = try fields.decodeIfPresent(Update.self, forKey: .latest) { updates = [latest] }
        }
    }

    private struct Update: Decodable {
        var id: String
        var message: String
        var reported: String?
        var status: String?
        var statusID: String?
        var severity: String?
        var severityID: String?
        var impacts: [Impact]

        enum Keys: String, CodingKey {
            case id, message, status, severity, impacts
            case reported = "reported_at", statusID = "status_id", severityID = "severity_id", services = "impacted_business_services"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.id)
            message = fields.text(.message) ?? ""
            reported = fields.text(.reported)
            status = fields.text(.status)
            statusID = fields.text(.statusID)
            severity = fields.text(.severity)
            severityID = fields.text(.severityID)
            impacts = try fields.list(.services) + fields.list(.impacts)
        }
    }

    /// What an update says of one service.
    private struct Impact: Decodable {
        var id: String?
        var name: String?
        enum Keys: String, CodingKey {
            case name
            case id = "service_id"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = fields.text(.id)
            name = fields.text(.name)
        }
    }
}
