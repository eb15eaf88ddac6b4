import Monitor

/// `index.json`: the page as JSON:API's primary data, all else in one list.
struct BetterStackDocument: Decodable {
    var type: String
    var companyName: String?
    var address: String?
    var reports: [Element] { included.filter { $0.type == "status_report" } }
    private var included: [Element]

    enum Keys: String, CodingKey { case data, included }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Keys.self)
        let data = try fields.decode(Element.self, forKey: .data)
        type = data.type
        companyName = data.companyName
        address = data.customDomain ?? data.subdomain.map { "\($0).betteruptime.com" }
        included = try fields.list(.included)
    }

    /// Any resource object; what others of its type do not have is nil.
    struct Element: Decodable {
        var id: String
        var type: String
        var title: String?
        var name: String?
        var message: String?
        var publishedAt: String?
        var startsAt: String?
        var reportType: String?
        var state: String?
        var section: String?
        var companyName: String?
        var customDomain: String?
        var subdomain: String?
        var affected: [Affected] = []
        var updates: [String] = []

        enum Keys: String, CodingKey { case id, type, attributes, relationships }
        enum Attributes: String, CodingKey {
            case title, name, message, subdomain
            case publicName = "public_name", publishedAt = "published_at", startsAt = "starts_at", reportType = "report_type"
            case state = "aggregate_state", section = "status_page_section_id", affected = "affected_resources"
            case companyName = "company_name", customDomain = "custom_domain"
        }
        enum Relationships: String, CodingKey { case updates = "status_updates" }
        enum Linkage: String, CodingKey { case data }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.id)
            type = try fields.required(.type)
            let attributes = try fields.nestedContainer(keyedBy: Attributes.self, forKey: .attributes)
            title = attributes.text(.title)
            name = attributes.text(.publicName) ?? attributes.text(.name)
            message = attributes.text(.message)
            publishedAt = attributes.text(.publishedAt)
            startsAt = attributes.text(.startsAt)
            reportType = attributes.text(.reportType)
            state = attributes.text(.state)
            section = attributes.text(.section)
            companyName = attributes.text(.companyName)
            customDomain = attributes.text(.customDomain)
            subdomain = attributes.text(.subdomain)
            affected = (try? attributes.list(.affected)) ?? []
            if type == "status_report",
                let relationships = try? fields.nestedContainer(keyedBy: Relationships.self, forKey: .relationships),
                let linkage = try? relationships.nestedContainer(keyedBy: Linkage.self, forKey: .updates)
            {
                let references: [Reference] = try linkage.list(.data)
                updates = references.map(\.id)
            }
        }
    }

    struct Reference: Decodable {
        var id: String
        enum Keys: String, CodingKey { case id }
        init(from decoder: any Decoder) throws { id = try decoder.container(keyedBy: Keys.self).required(.id) }
    }

    struct Affected: Decodable {
        var resource: String
        var status: String?
        enum Keys: String, CodingKey { case resource = "status_page_resource_id", status }
        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            resource = try fields.required(.resource)
            status = fields.text(.status)
        }
    }

    /// "Section - Name" by the resource's id.
    var resourceNames: [String: String] {
        let sections = included.filter { $0.type == "status_page_section" }
        let resources = included.filter { $0.type == "status_page_resource" }
        return Dictionary(
            resources.map { resource in
                let name = Self.trimmed(resource.name)
                let section = Self.trimmed(sections.first { $0.id == resource.section }?.name)
                return (resource.id, section.isEmpty ? name : "\(section) - \(name)")
            }, uniquingKeysWith: { first, _ in first })
    }

    private static func trimmed(_ text: String?) -> String {
        var text = (text ?? "").drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

extension BetterStackDocument {
    /// - Throws: `malformed` when an update has no time. An update that is referred to and not in the document is left out, as in a document that
    ///   was trimmed.
    func listed(_ report: Element, names: [String: String], context: DecodingContext) throws(SourceError) -> ListedIncident {
        let isMaintenance = report.reportType == "maintenance"
        var incident = ListedIncident(
            code: report.id, title: report.title ?? "", url: address.map { "https://\($0)/incident/\(report.id)" } ?? context.url,
            kind: isMaintenance ? .maintenance : .incident, severity: Self.severity(report.affected),
            components: report.affected.compactMap { names[$0.resource] })
        let start = report.startsAt.flatMap { EpochSeconds($0)?.value }
        for update in included where update.type == "status_update" && report.updates.contains(update.id) {
            let seconds = try context.seconds(update.publishedAt, at: "status_update \(update.id), published_at")
            incident.updates.append(
                ListedUpdate(
                    seconds: seconds,
                    status: Self.status(update.affected, isMaintenance: isMaintenance, hasBegun: seconds >= start ?? .min),
                    text: PlainText.ofBody(update.message ?? ""), components: update.affected.compactMap { names[$0.resource] },
                    id: update.id, severity: isMaintenance ? StatusEvent.Severity.none : Self.severity(update.affected)))
        }
        incident.updates.sort { $0.seconds < $1.seconds }
        // A recovery is as bad as what it ends.
        var worst = StatusEvent.Severity.unknown
        for index in incident.updates.indices {
            if let severity = incident.updates[index].severity, severity != .unknown { worst = severity }
            incident.updates[index].severity = worst
        }
        if report.updates.isEmpty {
            let seconds = try context.seconds(report.startsAt, at: "status_report \(report.id), starts_at")
            incident.updates = [
                ListedUpdate(
                    seconds: seconds, status: Self.status(report.affected, isMaintenance: isMaintenance, hasBegun: true), text: "",
                    id: "report")
            ]
        }
        return incident
    }

    private static func status(_ affected: [Affected], isMaintenance: Bool, hasBegun: Bool) -> StatusEvent.Status {
        let isOver = !affected.isEmpty && affected.allSatisfy { $0.status == "resolved" || $0.status == "operational" }
        if isMaintenance { return isOver ? .completed : hasBegun ? .inProgress : .scheduled }
        return isOver ? .resolved : .investigating
    }

    private static func severity(_ affected: [Affected]) -> StatusEvent.Severity {
        let states = Set(affected.compactMap(\.status))
        if states.contains("downtime") { return .critical }
        if states.contains("degraded") { return .minor }
        return states.contains("maintenance") ? .none : .unknown
    }
}
