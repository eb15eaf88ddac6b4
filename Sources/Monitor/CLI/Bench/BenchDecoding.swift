import ArgumentParser
import Configuration
import Consumers
import FoundationEssentials
import Parsing
import Platforms

/// `bench decoding`: how fast saved payloads are read.
struct BenchDecoding: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decoding",
        abstract: "Measures the decoding of saved payloads: processor time a document.",
        discussion: """
            "scan" checks JSON and finds its values. "document" makes values of it: of a Statuspage document its incidents, their updates and \
            the components, of a feed its entries; "JSONDecoder" is Foundation's decoder at the same. "events" is what a poll does with a changed page, from the bytes to the events. Medians of \
            the rounds, each of some four megabytes.
            """)

    @Option(help: "How often each is measured.")
    var rounds = 15

    @Option(help: "text, json, or line (key=value).")
    var format = BenchCommand.Format.text

    @Argument(help: ArgumentHelp("The payloads.", valueName: "file"))
    var files: [String]

    private static let maximumBytes = 256 << 20

    func validate() throws {
        guard (1...10_000).contains(rounds) else { throw ValidationError("1 to 10000 rounds") }
    }

    func run() async throws {
        let results = try files.map { file in
            try DecodingMeasurement(bytes: BoundedFile.read(file, maximumBytes: Self.maximumBytes), rounds: rounds).result(file)
        }
        let text = try format.rendered(results, table: DecodingResult.table, line: \.line)
        try await FileDescriptorOutput.standardOutput.write(Array(text.utf8))
    }
}

/// Reads one payload again and again.
private struct DecodingMeasurement {
    var bytes: [UInt8]
    var rounds: Int

    func result(_ file: String) throws -> DecodingResult {
        let context = DecodingContext(provider: "bench", url: "https://status.example")
        let events = try PayloadDecoder().decode(bytes, context: context).events.count
        var result = DecodingResult(
            file: String(file.split(separator: "/").last ?? ""), bytes: bytes.count, events: events,
            eventsMicroseconds: try microseconds { _ = try PayloadDecoder().decode(bytes, context: context) })
        if PayloadShape.sniff(bytes.span) == .json {
            result.scanMicroseconds = try? microseconds { _ = try JSONPayload.decode(AnyDocument.self, from: bytes) }
            // Documents of other platforms do not fit this one's type.
            result.documentMicroseconds = try? microseconds { _ = try JSONPayload.decode(BenchSummary.self, from: bytes) }
            let data = Data(bytes)
            result.foundationMicroseconds = try? microseconds { _ = try JSONDecoder().decode(BenchSummary.self, from: data) }
        } else {
            let parser = FeedParser()
            result.documentMicroseconds = try? microseconds {
                parser.begin(contentType: nil, baseURL: nil)
                try parser.parse(bytes.span)
                _ = try parser.finish()
            }
        }
        return result
    }

    /// The median of the rounds, of one reading.
    private func microseconds(_ read: () throws -> Void) throws -> Double {
        let readings = max(1, 4_000_000 / max(bytes.count, 1))
        var times: [Double] = []
        for _ in 0..<rounds {
            let start = ProcessUsage.now
            for _ in 0..<readings { try read() }
            let end = ProcessUsage.now
            times.append((end.user + end.system - start.user - start.system) / Double(readings) * 1e6)
        }
        times.sort()
        return times[times.count / 2]
    }
}

/// Of which nothing is read.
private struct AnyDocument: Decodable {
    init(from decoder: any Decoder) {}
}

/// What a Statuspage summary tells of incidents and components.
private struct BenchSummary: Decodable {
    struct Incident: Decodable {
        var id: String
        var name: String
        var status: String
        var impact: String?
        var created_at: String?
        var updated_at: String?
        var incident_updates: [Update]?
    }

    struct Update: Decodable {
        var id: String
        var status: String
        var body: String
        var display_at: String?
        var affected_components: [Affected]?
    }

    struct Affected: Decodable {
        var code: String
        var name: String
        var new_status: String?
    }

    struct Component: Decodable {
        var id: String
        var name: String
        var status: String
        var group_id: String?
        var group: Bool?
    }

    var components: [Component]?
    var incidents: [Incident]?
    var scheduled_maintenances: [Incident]?
}

/// The figures of one payload.
struct DecodingResult: Codable, Sendable {
    var file: String
    var bytes: Int
    var events: Int
    /// Processor time of one reading; nil for what is not JSON.
    var scanMicroseconds: Double?
    /// Nil for a JSON document that is not Statuspage's.
    var documentMicroseconds: Double?
    /// The same by Foundation's JSONDecoder.
    var foundationMicroseconds: Double?
    var eventsMicroseconds: Double

    init(file: String, bytes: Int, events: Int, eventsMicroseconds: Double) {
        (self.file, self.bytes, self.events, self.eventsMicroseconds) = (file, bytes, events, eventsMicroseconds)
    }

    /// Megabytes a second, a microsecond being a reading of all bytes.
    private func speed(_ microseconds: Double?) -> String {
        guard let microseconds, microseconds > 0 else { return "-" }
        return rounded(Double(bytes) / microseconds, 0)
    }

    private func time(_ microseconds: Double?) -> String { microseconds.map { rounded($0, 1) } ?? "-" }

    var line: String {
        """
        decoding file=\(file) bytes=\(bytes) events=\(events) scan_us=\(time(scanMicroseconds)) scan_MB/s=\(speed(scanMicroseconds)) \
        document_us=\(time(documentMicroseconds)) document_MB/s=\(speed(documentMicroseconds)) \
        JSONDecoder_us=\(time(foundationMicroseconds)) JSONDecoder_MB/s=\(speed(foundationMicroseconds)) \
        events_us=\(time(eventsMicroseconds)) events_MB/s=\(speed(eventsMicroseconds))
        """
    }

    static func table(_ results: [DecodingResult]) -> String {
        let head = ["file", "kB", "scan MB/s", "document µs", "MB/s", "JSONDecoder MB/s", "events", "µs", "MB/s"]
        let rows = results.map { result in
            [
                result.file, rounded(Double(result.bytes) / 1000, 1), result.speed(result.scanMicroseconds),
                result.time(result.documentMicroseconds), result.speed(result.documentMicroseconds),
                result.speed(result.foundationMicroseconds), String(result.events),
                result.time(result.eventsMicroseconds), result.speed(result.eventsMicroseconds),
            ]
        }
        return TextTable.render(head, rows)
    }
}
