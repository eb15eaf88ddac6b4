import Monitor

/// Apple's system status (`system_status_en_US.js`, which is JSON, and the developer's, which is JSONP), from the documented shape and
/// published samples: no captured bytes of Apple's own.
///
/// An event stands under each service that it affects; its `messageId` makes them one incident. It has no updates, only a state that it
/// comes into: an update is `MESSAGE/STATE` with Apple's own word. `ongoing` is "investigating" (of a maintenance "in progress"),
/// `upcoming` "scheduled", `resolved` and `completed` are themselves. `statusType` is how bad it is: `Outage` critical, `Issue` major,
/// `Performance` minor.
enum AppleAdapter: PlatformAdapter {
    static let platform = Platform.apple

    static func recognises(_ document: JSONOutline) -> Bool {
        let services = document.keys(of: "services")
        return document.kind == .object && services.contains("serviceName") && services.contains("events")
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        let status = try document.decode(SystemStatus.self, context: context)
        var order: [String] = []
        var incidents: [String: ListedIncident] = [:]
        for service in status.services {
            for event in service.events {
                let key = "\(event.id)/\(event.status)"
                if incidents[key] == nil {
                    order.append(key)
                    incidents[key] = try listed(event, service: service, context: context)
                } else if incidents[key]?.components.contains(service.name) == false {
                    incidents[key]?.components.append(service.name)
                }
            }
        }
        var events = order.compactMap { incidents[$0] }.flatMap { UpdateIdentity.apple.events(of: titled($0), provider: context.provider) }
        StatusEvent.sortOldestFirst(&events)
        return Reading(events: events, format: "json", platform: platform, pageName: "Apple")
    }

    static func sources(of page: PageLocation) -> [PageSource] {
        let folder = "https://www.apple.com/support/systemstatus/data"
        let isDeveloper = page.base.contains("developer.apple.com")
        return [PageSource(PageEndpoint("\(folder)/\(isDeveloper ? "developer/" : "")system_status_en_US.js", .json))]
    }

    static func locate(in html: HTMLPage) -> PageLocation? {
        let isApple = html.host == "www.apple.com" || html.host == "developer.apple.com"
        return isApple && (html.url.contains("/systemstatus") || html.url.contains("/system-status")) ? PageLocation(html.base) : nil
    }

    private static func listed(_ event: Event, service: Service, context: DecodingContext) throws(SourceError) -> ListedIncident {
        let isMaintenance = event.type == "Maintenance" || event.status == "upcoming" || event.status == "completed"
        let isOver = event.status == "resolved" || event.status == "completed"
        let path = "event \(event.id) of \(service.name)"
        let seconds =
            try isOver && event.end != nil
            ? context.seconds(event.end, at: "\(path), epochEndDate")
            : context.seconds(event.start, at: "\(path), epochStartDate")
        let status: StatusEvent.Status? =
            switch event.status {
            case "ongoing": isMaintenance ? .inProgress : .investigating
            case "upcoming": .scheduled
            default: StatusEvent.Status(pageWord: event.status)
            }
        let words = [event.message, event.usersAffected ?? ""].map(PlainText.ofBody).filter { !$0.isEmpty }
        var incident = ListedIncident(
            code: event.id, title: event.type, url: service.url ?? "https://www.apple.com/support/systemstatus/",
            kind: isMaintenance ? .maintenance : .incident, severity: severity(event.type), components: [service.name])
        incident.updates = [ListedUpdate(seconds: seconds, status: status, text: words.joined(separator: "\n"), id: event.status)]
        return incident
    }

    /// "App Store, Maps: Outage" has its colon from the message: the title is the services alone.
    private static func titled(_ incident: ListedIncident) -> ListedIncident {
        var incident = incident
        let names = incident.components.joined(separator: ", ")
        incident.title = incident.title.isEmpty ? names : "\(names) (\(incident.title))"
        return incident
    }

    private static func severity(_ type: String) -> StatusEvent.Severity {
        switch type {
        case "Outage": .critical
        case "Issue": .major
        case "Performance": .minor
        case "Maintenance": .none
        default: .unknown
        }
    }

    private struct SystemStatus: Decodable {
        var services: [Service]
        enum Keys: String, CodingKey { case services }
        init(from decoder: any Decoder) throws { services = try decoder.container(keyedBy: Keys.self).list(.services) }
    }

    private struct Service: Decodable {
        var name: String
        var url: String?
        var events: [Event]
        enum Keys: String, CodingKey { case name = "serviceName", url = "redirectUrl", events }
        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            var name = try fields.required(.name)
            while name.last?.isWhitespace == true { name.removeLast() }
            self.name = name
            url = fields.text(.url)
            events = try fields.list(.events)
        }
    }

    private struct Event: Decodable {
        var id: String
        var status: String
        var type: String
        var message: String
        var usersAffected: String?
        var start: String?
        var end: String?

        enum Keys: String, CodingKey {
            case messageId, eventStatus, statusType, message, usersAffected, epochStartDate, epochEndDate
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            id = try fields.required(.messageId)
            status = try fields.required(.eventStatus).lowercased()
            type = fields.text(.statusType) ?? ""
            message = fields.text(.message) ?? ""
            usersAffected = fields.text(.usersAffected)
            start = fields.text(.epochStartDate)
            end = fields.text(.epochEndDate)
        }
    }
}

extension UpdateIdentity {
    /// Updates have names of their own, see ``AppleAdapter``.
    static let apple = UpdateIdentity(precision: .second)
}
