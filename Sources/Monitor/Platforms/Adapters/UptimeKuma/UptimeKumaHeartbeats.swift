import FoundationEssentials
import Monitor

/// `api/status-page/heartbeat/SLUG`: the newest beats of each monitor, oldest first; a beat of an empty span is the number 0.
struct UptimeKumaHeartbeats: Decodable {
    private var monitors: [String: [Beat]]

    private enum Keys: String, CodingKey { case heartbeatList }

    init(from decoder: any Decoder) throws {
        monitors = try decoder.container(keyedBy: Keys.self).decode([String: [Beat]].self, forKey: .heartbeatList)
    }

    static func reading(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        let monitors = try document.decode(Self.self, context: context).monitors
        var states: [ComponentState] = []
        for (id, beats) in monitors.sorted(by: { ($0.key.utf8.count, $0.key) < ($1.key.utf8.count, $1.key) }) where !id.isEmpty {
            var state = ComponentState(provider: context.provider, id: id, name: id, condition: .unknown)
            let told = beats.filter { $0.status != nil }
            if let last = told.last {
                state.condition = condition(last.status)
                state.text = last.message
                let run = told.reversed().prefix { $0.status == last.status }
                guard let first = run.last?.time, let seconds = LooseTime.seconds(first) else {
                    throw context.malformed("heartbeatList.\(id.prefix(20)): a beat has no time")
                }
                state.since = Date(timeIntervalSince1970: Double(seconds))
            }
            states.append(state)
        }
        return Reading(states: states, platform: .uptimeKuma, receivedAt: context.receivedAt)
    }

    private static func condition(_ status: Int?) -> ComponentState.Condition {
        switch status {
        case 0: .majorOutage
        case 1: .operational
        case 3: .maintenance
        default: .unknown
        }
    }

    private struct Beat: Decodable {
        var status: Int?
        var time: String?
        var message = ""

        enum Keys: String, CodingKey {
            case status, time
            case message = "msg"
        }

        init(from decoder: any Decoder) throws {
            if let single = try? decoder.singleValueContainer(), (try? single.decode(Int.self)) != nil { return }
            let fields = try decoder.container(keyedBy: Keys.self)
            status = fields.integer(.status)
            time = fields.text(.time)
            message = fields.text(.message) ?? ""
        }
    }
}
