import Monitor

/// `1.0/status/PAGE`.
struct StatusIODocument: Decodable {
    var incidents: [Incident]
    var active: [Incident]
    var upcoming: [Incident]

    enum Keys: String, CodingKey { case result, incidents, maintenance, active, upcoming }

    init(from decoder: any Decoder) throws {
        let result = try decoder.container(keyedBy: Keys.self).nestedContainer(keyedBy: Keys.self, forKey: .result)
        incidents = try result.list(.incidents)
        guard result.contains(.maintenance), try !result.decodeNil(forKey: .maintenance) else {
            (active, upcoming) = ([], [])
            return
        }
        let maintenance = try result.nestedContainer(keyedBy: Keys.self, forKey: .maintenance)
        active = try maintenance.list(.active)
        upcoming = try maintenance.list(.upcoming)
    }

    struct Incident: Decodable {
        var id: String
        var name: String
        var openedAt: String?
        var messages: [Message]
        var components: [NamedObject]

        enum Keys: String, CodingKey {
            case id = "_id", name, messages, openedAt = "datetime_open", components = "components_affected"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.id)
            name = fields.text(.name) ?? ""
            openedAt = fields.text(.openedAt)
            messages = try fields.list(.messages)
            components = (try? fields.list(.components)) ?? []
        }
    }

    struct Message: Decodable {
        var text: String
        var state: Int?
        var status: Int?
        var time: String?

        enum Keys: String, CodingKey { case text = "details", state, status, time = "datetime" }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            text = fields.text(.text) ?? ""
            state = fields.integer(.state)
            status = fields.integer(.status)
            time = fields.text(.time)
        }
    }
}

extension StatusIODocument.Incident {
    func listed(kind: StatusEvent.Kind, path: String, context: DecodingContext) throws(SourceError) -> ListedIncident {
        var incident = ListedIncident(
            code: id, title: name, url: Self.link(kind, id: id, address: context.url), kind: kind,
            components: components.map(\.name).filter { !$0.isEmpty })
        for (index, message) in messages.enumerated() {
            let seconds = try context.seconds(message.time, at: "\(path).messages[\(index)].datetime")
            incident.updates.append(
                ListedUpdate(
                    seconds: seconds, status: Self.status(message.state, kind: kind), text: PlainText.ofBody(message.text),
                    severity: kind == .maintenance ? StatusEvent.Severity.none : Self.severity(message.status)))
        }
        if messages.isEmpty {
            let seconds = try context.seconds(openedAt, at: "\(path).datetime_open")
            incident.updates = [ListedUpdate(seconds: seconds, status: kind == .maintenance ? .scheduled : .investigating, text: "")]
        }
        return incident
    }

    /// The page's id is the last part of the API's address.
    private static func link(_ kind: StatusEvent.Kind, id: String, address: String) -> String {
        guard address.contains("/1.0/status/"), let page = LinkPath.lastPart(address) else { return "" }
        return "https://status.io/pages/\(kind == .maintenance ? "maintenance" : "incident")/\(page)/\(id)"
    }

    private static func status(_ state: Int?, kind: StatusEvent.Kind) -> StatusEvent.Status? {
        switch state {
        case 100?: kind == .maintenance ? .scheduled : .investigating
        case 200?: kind == .maintenance ? .inProgress : .identified
        case 300?: kind == .maintenance ? .verifying : .monitoring
        case 400?: kind == .maintenance ? .completed : .resolved
        default: nil
        }
    }

    private static func severity(_ status: Int?) -> StatusEvent.Severity {
        switch status {
        case 100?, 200?: .none
        case 300?: .minor
        case 400?: .major
        case 500?, 600?: .critical
        default: .unknown
        }
    }
}
