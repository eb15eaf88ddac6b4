import FoundationEssentials
import Monitor

/// UptimeRobot's public pages (`api/getMonitorList/TOKEN` with conditions, `api/getEventFeed/TOKEN` with what people wrote), from public readers
/// of these undocumented documents; no captured payload was at hand.
///
/// Danger is a major outage, warning ("seems down") is degraded, paused is no news. Since when a monitor is as it is is not told. Of the list, the
/// first page is read. The token stands in the page's script, and in the path of the pages of stats.uptimerobot.com.
enum UptimeRobotAdapter: PlatformAdapter {
    static let platform = Platform.uptimeRobot

    static func recognises(_ document: JSONOutline) -> Bool {
        guard document.kind == .object, document.keys.contains("status") else { return false }
        return isMonitorList(document) || isEventFeed(document)
    }

    private static func isMonitorList(_ document: JSONOutline) -> Bool {
        let keys = document.keys(of: "data")
        if ["monitorId", "statusClass"].allSatisfy(keys.contains) { return true }
        return keys.isEmpty && document.has("psp", "data") || document.keys(of: "psp").contains("monitors")
    }

    private static func isEventFeed(_ document: JSONOutline) -> Bool {
        let keys = document.keys(of: "results")
        if ["id", "type", "title", "timestamp"].allSatisfy(keys.contains) { return true }
        return keys.isEmpty && document.has("results") && document.keys.allSatisfy(["status", "results", "meta"].contains)
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        isEventFeed(document.outline)
            ? try UptimeRobotEvents.reading(document, context: context) : try UptimeRobotMonitors.reading(document, context: context)
    }

    static func sources(of page: PageLocation) -> [PageSource] {
        guard let token = page.identifier ?? token(in: page.base) else { return [] }
        let origin = URLOrigin.of(page.base)
        let list = PageEndpoint("\(origin)/api/getMonitorList/\(token)?page=1", .json)
        return [PageSource(list, PageEndpoint("\(origin)/api/getEventFeed/\(token)", .json)), PageSource(list)]
    }

    static func owns(host: String) -> Bool { host == "stats.uptimerobot.com" }

    static func locate(in html: HTMLPage) -> PageLocation? {
        guard html.contains("pspapipath") else { return nil }
        return PageLocation(html.base, identifier: html.identifier(after: "/api/getmonitorlist/") ?? token(in: html.url))
    }

    /// From "https://stats.uptimerobot.com/TOKEN".
    private static func token(in address: String) -> String? {
        let origin = URLOrigin.of(address)
        guard origin.hasSuffix("//stats.uptimerobot.com") else { return nil }
        let token = address[origin.endIndex...].dropFirst().prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return token.isEmpty ? nil : String(token)
    }
}

/// `getMonitorList`.
private struct UptimeRobotMonitors: Decodable {
    var monitors: [Monitor]

    enum Keys: String, CodingKey { case data, psp }
    enum PageKeys: String, CodingKey { case monitors }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Keys.self)
        monitors = try fields.list(.data)
        // As it was before 2024.
        if !fields.contains(.data) { monitors = try fields.nestedContainer(keyedBy: PageKeys.self, forKey: .psp).list(.monitors) }
    }

    static func reading(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        let states = try document.decode(Self.self, context: context).monitors.map { monitor in
            ComponentState(
                provider: context.provider, id: monitor.id, name: monitor.fullName, condition: monitor.condition,
                url: String(URLOrigin.of(context.url)))
        }
        return Reading(states: states, platform: .uptimeRobot, receivedAt: context.receivedAt)
    }

    struct Monitor: Decodable {
        var id: String
        var fullName: String
        var condition: ComponentState.Condition

        enum Keys: String, CodingKey { case monitorId, name, statusClass, groupId, groupName }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.monitorId)
            let name = fields.text(.name) ?? id
            // Group 0 is of those that are in none.
            let group = fields.integer(.groupId) ?? 0 == 0 ? "" : fields.text(.groupName) ?? ""
            fullName = group.isEmpty ? name : "\(group) - \(name)"
            condition =
                switch try fields.required(.statusClass) {
                case "success": .operational
                case "warning": .degraded
                case "danger": .majorOutage
                default: .unknown
                }
        }
    }
}

/// `getEventFeed`: incidents, maintenances and announcements that people wrote, each with the state that it is in.
private struct UptimeRobotEvents: Decodable {
    var results: [Entry]

    enum Keys: String, CodingKey { case results }
    init(from decoder: any Decoder) throws { results = try decoder.container(keyedBy: Keys.self).list(.results) }

    static func reading(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        var events: [StatusEvent] = []
        for (index, entry) in try document.decode(Self.self, context: context).results.enumerated() {
            guard let seconds = EpochSeconds(number: entry.timestamp)?.value else {
                throw context.malformed("results[\(index)].timestamp: \(entry.timestamp) is no time")
            }
            let kind: StatusEvent.Kind = entry.type == "maintenance" ? .maintenance : .incident
            let listed = ListedIncident(
                code: "\(entry.type)-\(entry.id)", title: entry.title, url: String(URLOrigin.of(context.url)), kind: kind,
                severity: entry.type == "incident" ? .unknown : .none)
            events += listed.events(entry.updates(seconds: seconds), provider: context.provider)
        }
        return Reading(json: events, platform: .uptimeRobot)
    }

    struct Entry: Decodable {
        var id: String
        var type: String
        var title: String
        var text: String
        var timestamp: Int
        var state: Int

        enum Keys: String, CodingKey { case id, type, title, content, description, timestamp, status }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.id)
            type = try fields.required(.type)
            title = fields.text(.title) ?? ""
            text = fields.text(.content) ?? fields.text(.description) ?? ""
            timestamp = fields.integer(.timestamp) ?? -1
            state = fields.integer(.status) ?? 0
        }

        /// 0 is the report, 1 a maintenance under way, 2 the end; only one time is told.
        func updates(seconds: Int) -> [IdentifiedUpdate] {
            let text = PlainText.ofBody(text)
            let isMaintenance = type == "maintenance"
            let first: StatusEvent.Status? = isMaintenance ? .scheduled : type == "incident" ? .investigating : nil
            var updates = [IdentifiedUpdate(id: "0", seconds: seconds, status: first, text: text)]
            if state == 1, isMaintenance { updates.append(IdentifiedUpdate(id: "1", seconds: seconds, status: .inProgress, text: text)) }
            if state == 2, first != nil {
                updates.append(IdentifiedUpdate(id: "2", seconds: seconds, status: isMaintenance ? .completed : .resolved, text: text))
            }
            // Two of one time stay in this order.
            return updates.reversed()
        }
    }
}
