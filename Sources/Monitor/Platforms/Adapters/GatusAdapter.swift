import FoundationEssentials
import Monitor

/// Gatus (`api/v1/endpoints/statuses`), from its public source code, TwiN/gatus; no captured payload was at hand.
///
/// Lists endpoints with their newest results. An endpoint whose newest result failed has a major outage since the first of the failures that
/// led to it, as far back as the document goes; what failed is its text. It tells no incidents.
enum GatusAdapter: PlatformAdapter {
    static let platform = Platform.gatus
    private static let path = "/api/v1/endpoints/statuses"

    static func recognises(_ document: JSONOutline) -> Bool {
        document.kind == .array && ["key", "results"].allSatisfy(document.keys.contains)
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        let endpoints = try document.decode([Endpoint].self, context: context)
        let base = context.url.firstRange(of: path).map { String(context.url[..<$0.lowerBound]) }
        var states: [ComponentState] = []
        for endpoint in endpoints {
            var state = ComponentState(
                provider: context.provider, id: endpoint.key,
                name: endpoint.group.isEmpty ? endpoint.name : "\(endpoint.group) - \(endpoint.name)", condition: .unknown,
                url: base.map { "\($0)/endpoints/\(endpoint.key)" } ?? "")
            var newest: [(seconds: Int, result: Result)] = []
            for (index, result) in endpoint.results.enumerated() {
                guard let seconds = EpochSeconds(result.timestamp) else {
                    throw context.malformed("\(endpoint.key): results[\(index)].timestamp \"\(result.timestamp.prefix(40))\" is no time")
                }
                newest.append((seconds.value, result))
            }
            newest.sort { $0.seconds > $1.seconds }
            if let last = newest.first {
                state.condition = last.result.success ? .operational : .majorOutage
                let run = newest.prefix { $0.result.success == last.result.success }
                state.since = run.last.map { Date(timeIntervalSince1970: Double($0.seconds)) }
                if !last.result.success { state.text = last.result.failures.joined(separator: "; ") }
            }
            states.append(state)
        }
        return Reading(states: states, platform: .gatus, receivedAt: context.receivedAt)
    }

    static func sources(of page: PageLocation) -> [PageSource] { [page.document("\(path)?page=1&pageSize=50", .json)] }

    static func locate(in html: HTMLPage) -> PageLocation? {
        html.contains("window.config = {") && (html.contains("maximumnumberofresults:") || html.contains("gatus"))
            ? PageLocation(html.base) : nil
    }

    private struct Endpoint: Decodable {
        var key: String
        var name: String
        var group: String
        var results: [Result]

        enum Keys: String, CodingKey { case key, name, group, results }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            key = try fields.required(.key)
            name = fields.text(.name) ?? key
            group = fields.text(.group) ?? ""
            results = try fields.list(.results)
        }
    }

    private struct Result: Decodable {
        var success: Bool
        var timestamp: String
        /// Errors, else the conditions that were not met.
        var failures: [String]

        enum Keys: String, CodingKey { case success, timestamp, errors, conditionResults }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            success = try fields.decode(Bool.self, forKey: .success)
            timestamp = try fields.required(.timestamp)
            let errors: [String] = fields.object(.errors) ?? []
            let conditions: [Condition] = fields.object(.conditionResults) ?? []
            failures = errors.isEmpty ? conditions.filter { !$0.success }.map(\.condition) : errors
        }
    }

    private struct Condition: Decodable {
        var condition: String
        var success: Bool
    }
}
