import Monitor

/// One incident of `incidents.json`, in either schema.
struct GoogleIncident: Decodable {
    /// The id, or the service's key and the number of the old schema: "appengine-20008".
    var code: String
    var title: String
    var begin: String?
    var end: String?
    var impact: String?
    var severity: String?
    var serviceName: String
    var products: [NamedObject]
    var uri: String
    var updates: [Update]

    struct Update: Decodable {
        var time: String?
        var text: String
        var status: String?

        enum Keys: String, CodingKey { case when, created, text, status }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            time = fields.text(.when) ?? fields.text(.created)
            text = fields.text(.text) ?? ""
            status = fields.text(.status)
        }
    }

    enum Keys: String, CodingKey {
        case id, number, begin, end, severity, uri, updates
        case title = "external_desc", impact = "status_impact", serviceKey = "service_key", serviceName = "service_name"
        case products = "affected_products"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Keys.self)
        if let id = fields.text(.id), !id.isEmpty {
            code = id
        } else {
            code = "\(fields.text(.serviceKey) ?? "")-\(try fields.required(.number))"
        }
        title = fields.text(.title) ?? ""
        begin = fields.text(.begin)
        end = fields.text(.end)
        impact = fields.text(.impact)
        severity = fields.text(.severity)
        serviceName = fields.text(.serviceName) ?? ""
        products = (try? fields.list(.products)) ?? []
        uri = fields.text(.uri) ?? ""
        updates = try fields.list(.updates)
    }

    func listed(path: String, context: DecodingContext) throws(SourceError) -> ListedIncident {
        let products = products.map(\.name).filter { !$0.isEmpty }
        var incident = ListedIncident(
            code: code, title: title, url: Self.link(uri, page: context.url), severity: level,
            components: products.isEmpty && !serviceName.isEmpty ? [serviceName] : products)
        for (index, update) in updates.enumerated() {
            let seconds = try context.seconds(update.time, at: "\(path).updates[\(index)].when")
            incident.updates.append(
                ListedUpdate(
                    seconds: seconds, status: update.status.flatMap { Self.status($0, text: update.text) },
                    text: PlainText.ofBody(update.text)))
        }
        let end = end.flatMap { EpochSeconds($0)?.value }
        if incident.updates.isEmpty {
            let seconds = try context.seconds(self.end ?? begin, at: "\(path).begin")
            incident.updates = [ListedUpdate(seconds: seconds, status: end == nil ? .investigating : .resolved, text: "")]
        } else if updates.allSatisfy({ $0.status == nil }) {
            Self.addStates(to: &incident.updates, end: end)
        }
        return incident
    }

    /// The states of updates that name none, from the end of the incident.
    private static func addStates(to updates: inout [ListedUpdate], end: Int?) {
        updates.sort { $0.seconds < $1.seconds }
        updates[0].status = .investigating
        guard let end else { return }
        let last = updates.firstIndex { $0.seconds >= end } ?? updates.count - 1
        updates[last].status = .resolved
    }

    static func status(_ word: String, text: String) -> StatusEvent.Status? {
        guard word == "AVAILABLE" else { return .investigating }
        return text.contains("Incident Start:") || text.prefix(60).lowercased().contains("incident report") ? .postmortem : .resolved
    }

    private var level: StatusEvent.Severity {
        switch impact ?? severity {
        case "SERVICE_INFORMATION", "low": .minor
        case "SERVICE_DISRUPTION", "medium": .major
        case "SERVICE_OUTAGE", "high": .critical
        default: .unknown
        }
    }

    /// `uri` is told from the dashboard's own address, with or without a slash before it.
    private static func link(_ uri: String, page: String) -> String {
        let file = page.firstRange(of: "incidents.json")
        let base = file.map { String(page[..<$0.lowerBound]) } ?? "https://status.cloud.google.com/"
        return uri.isEmpty ? base : base + uri.drop { $0 == "/" }
    }
}
