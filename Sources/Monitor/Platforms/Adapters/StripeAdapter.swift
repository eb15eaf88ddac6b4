import Monitor

/// Stripe's own status page (`current/full`, and the older `current`), from clients that read it: no captured bytes.
///
/// The page lists no incidents, only how its parts work. In `current/full` a part whose `warning` is not null is degraded, or down when
/// the page's `UptimeStatus` is `down`; in `current` each part says `up`, `degraded` or `down`.
enum StripeAdapter: PlatformAdapter {
    static let platform = Platform.stripe

    static func recognises(_ document: JSONOutline) -> Bool {
        document.kind == .object && (document.has("UptimeStatus", "uptimeData") || document.has("largestatus", "statuses"))
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        let current = try document.decode(Current.self, context: context)
        let states = current.parts.map { part in
            ComponentState(
                provider: context.provider, id: part.key, name: part.name, condition: part.condition,
                text: part.condition == .operational ? "" : part.text, url: "https://status.stripe.com")
        }
        return Reading(states: states, platform: platform, pageName: "Stripe", receivedAt: context.receivedAt)
    }

    static func sources(of page: PageLocation) -> [PageSource] {
        [page.document("/current/full", .json), page.document("/current", .json)]
    }

    static func owns(host: String) -> Bool { host == "status.stripe.com" || host == "www.stripestatus.com" }
    static func locate(in html: HTMLPage) -> PageLocation? { owns(host: html.host) ? PageLocation(html.base) : nil }

    private struct Part {
        var key: String
        var name: String
        var condition: ComponentState.Condition
        var text: String
    }

    private struct Current: Decodable {
        var parts: [Part]

        enum Keys: String, CodingKey { case status = "UptimeStatus", data = "uptimeData", statuses, message, largestatus }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            let message = fields.text(.message) ?? ""
            if fields.contains(.data) {
                let overall = StripeAdapter.condition(try fields.required(.status))
                let listed: [Uptime] = try fields.list(.data)
                parts = listed.map { part in
                    let condition =
                        part.hasWarning ? (overall == .majorOutage ? .majorOutage : .degraded) : ComponentState.Condition.operational
                    return Part(key: part.key, name: part.title, condition: condition, text: part.warning ?? message)
                }
                // A page that is not well and does not say where.
                if overall != .operational, parts.allSatisfy({ $0.condition == .operational }) {
                    parts.append(Part(key: "page", name: "Stripe", condition: overall, text: message))
                }
            } else {
                let statuses = try fields.decode([String: String].self, forKey: .statuses)
                parts = statuses.sorted { $0.key < $1.key }.map { key, word in
                    Part(key: key, name: key, condition: StripeAdapter.condition(word), text: message)
                }
            }
        }
    }

    private struct Uptime: Decodable {
        var key: String
        var title: String
        var hasWarning: Bool
        var warning: String?

        enum Keys: String, CodingKey { case key, title, warning }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            key = try fields.required(.key)
            title = fields.text(.title) ?? key
            hasWarning = fields.contains(.warning) ? try !fields.decodeNil(forKey: .warning) : false
            warning = fields.text(.warning)
        }
    }

    static func condition(_ word: String) -> ComponentState.Condition {
        switch word {
        case "up": .operational
        case "degraded", "warning": .degraded
        case "down": .majorOutage
        default: .unknown
        }
    }
}
