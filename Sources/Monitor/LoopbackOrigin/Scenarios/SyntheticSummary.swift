/// Documents in the shape of Statuspage's `api/v2/summary.json`: 55 components in five groups, 21 incidents of five to seven updates and three
/// scheduled maintenances, about 100 kB, some 10 kB in gzip. The same number gives the same document on every machine.
struct SyntheticSummary {
    private static let incidentCount = 21
    private static let maintenanceCount = 3
    private static let states = ["operational", "degraded_performance", "partial_outage", "major_outage"]

    private let number: Int
    private let edition: Int
    private let pageID: String
    private var random: SeededRandom
    private var time = UTCTime(secondsSinceEpoch: 1_784_522_640)

    /// - Parameters:
    ///   - number: 0 ..< ``SyntheticFeed/pageCount``.
    ///   - edition: documents of different editions differ in `page.updated_at` and in the state of one component, in no incident.
    static func document(_ number: Int, edition: Int = 0) -> [UInt8] {
        var summary = SyntheticSummary(number: number, edition: edition)
        return Array(summary.text().utf8)
    }

    private init(number: Int, edition: Int) {
        self.number = number
        self.edition = edition
        random = SeededRandom(state: UInt64(number) &* 0x9e37_79b9 &+ 2)
        pageID = random.identifier()
    }

    private mutating func text() -> String {
        let updated = time.adding(seconds: edition % 60)
        let page = """
            {"id":"\(pageID)","name":"Provider \(number)","url":"https://status.provider\(number).example","time_zone":"Etc/UTC",\
            "updated_at":\(Self.quoted(updated))}
            """
        let components = components()
        let incidents = (0..<Self.incidentCount).map { _ in incident(isMaintenance: false) }
        let maintenances = (0..<Self.maintenanceCount).map { _ in incident(isMaintenance: true) }
        return """
            {"page":\(page),"components":[\(components.joined(separator: ","))],"incidents":[\(incidents.joined(separator: ","))],\
            "scheduled_maintenances":[\(maintenances.joined(separator: ","))],\
            "status":{"indicator":"minor","description":"Partially Degraded Service"}}

            """
    }

    /// The one whose state differs from edition to edition comes first.
    private mutating func components() -> [String] {
        let groups = IncidentTexts.regions.map { (id: random.identifier(), name: $0) }
        var position = 0
        return groups.flatMap { group in
            let members = IncidentTexts.components + ["Billing"]
            let heading = component(id: group.id, name: group.name, position: position, group: nil, state: Self.states[0])
            return [heading]
                + members.map { name in
                    position += 1
                    let state = position == 1 ? Self.states[edition % Self.states.count] : Self.states[0]
                    return component(id: random.identifier(), name: name, position: position, group: group.id, state: state)
                }
        }
    }

    /// - Parameter group: nil for a group itself.
    private func component(id: String, name: String, position: Int, group: String?, state: String) -> String {
        """
        {"id":"\(id)","name":"\(name)","status":"\(state)","created_at":"2021-03-01T09:00:00.000Z","updated_at":"2026-07-01T09:00:00.000Z",\
        "position":\(position),"description":null,"showcase":true,"start_date":"2021-03-01","group_id":\(group.map { "\"\($0)\"" } ?? "null"),\
        "page_id":"\(pageID)","group":\(group == nil),"only_show_if_degraded":false}
        """
    }

    private mutating func incident(isMaintenance: Bool) -> String {
        let id = random.identifier()
        let (component, region) = (random.pick(IncidentTexts.components), random.pick(IncidentTexts.regions))
        let symptom = random.pick(IncidentTexts.symptoms)
        time = time.adding(seconds: -3_600 * (5 + random.next(below: 86)))
        let (first, last) = (time, time.adding(seconds: 4 * 3_600))
        let updates =
            isMaintenance
            ? [
                update(
                    of: id, at: first, "scheduled", "\(component) in \(region) will be maintained; requests may fail now and then.",
                    component, region)
            ]
            : incidentUpdates(of: id, endingAt: last, component, region, symptom)
        let title = isMaintenance ? "Maintenance of \(component) in \(region)" : "\(component): \(symptom) in \(region)"
        let ending =
            isMaintenance
            ? ",\"scheduled_for\":\(Self.quoted(last)),\"scheduled_until\":\(Self.quoted(last.adding(seconds: 7_200)))" : ""
        return """
            {"id":"\(id)","name":"\(title)","status":"\(isMaintenance ? "scheduled" : "resolved")","created_at":\(Self.quoted(first)),\
            "updated_at":\(Self.quoted(last)),"monitoring_at":null,"resolved_at":\(isMaintenance ? "null" : Self.quoted(last)),\
            "impact":"\(isMaintenance ? "maintenance" : "minor")","shortlink":"https://stspg.example/\(id)","started_at":\(Self.quoted(first)),\
            "page_id":"\(pageID)","incident_updates":[\(updates.joined(separator: ","))],"components":[]\(ending)}
            """
    }

    private mutating func incidentUpdates(
        of incident: String, endingAt last: UTCTime, _ component: String, _ region: String, _ symptom: String
    ) -> [String] {
        let count = 5 + random.next(below: 3)
        var time = last
        return (0..<count).map { index in
            let share = 2 + random.next(below: 59)
            let (status, words) = IncidentTexts.update(index, of: count, component, region, symptom, share)
            let text = update(of: incident, at: time, status == "Update" ? "identified" : status.lowercased(), words, component, region)
            time = time.adding(seconds: -60 * (9 + random.next(below: 30)))
            return text
        }
    }

    private mutating func update(
        of incident: String, at time: UTCTime, _ status: String, _ body: String, _ component: String, _ region: String
    ) -> String {
        let time = Self.quoted(time)
        return """
            {"id":"\(random.identifier())","status":"\(status)","body":"\(body)","incident_id":"\(incident)","created_at":\(time),\
            "updated_at":\(time),"display_at":\(time),"affected_components":[{"code":"\(random.identifier())",\
            "name":"\(region) - \(component)","old_status":"operational","new_status":"degraded_performance"}],\
            "deliver_notifications":true,"custom_tweet":null,"tweet_id":null}
            """
    }

    private static func quoted(_ time: UTCTime) -> String { "\"\(time.rfc3339.dropLast()).000Z\"" }
}

extension SeededRandom {
    /// Twelve letters and digits, as Statuspage's ids are.
    fileprivate mutating func identifier() -> String {
        let characters = "0123456789bcdfghjklmnpqrstvwxyz".utf8.map { $0 }
        return String(decoding: (0..<12).map { _ in pick(characters) }, as: UTF8.self)
    }
}
