import Configuration
import FoundationEssentials
import Monitor
import Platforms

/// What captures of one page tell of its updates: when each was made, and for which times that is known.
struct PollingSeries {
    /// The folder's name.
    var name: String
    /// Each update once, oldest first.
    var updates: [StatusEvent] = []
    /// When each was made, in seconds since 1970. A page that tells minutes alone has each somewhere within its minute, by chance.
    var times: [Double] = []
    /// From the oldest update of a capture to its time everything is known that the page listed; what overlaps is one span.
    var spans: [ClosedRange<Double>] = []
    /// Captures that could not be read.
    var unreadable = 0

    var days: Double { spans.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) / 86_400 } }

    private static let maximumBytes = 256 << 20

    /// Reads the captures of one page: files whose names are their times, such as `2022-06-11T213111Z.atom`.
    init(folder: String) throws {
        name = String(folder.split(separator: "/").last ?? "")
        var known: [String: StatusEvent] = [:]
        guard let files = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw BenchError(description: "\(folder) is no folder that can be read")
        }
        for file in files.sorted() {
            guard let captured = Self.time(of: file) else { continue }
            let bytes = try BoundedFile.read("\(folder)/\(file)", maximumBytes: Self.maximumBytes)
            guard let reading = try? PayloadDecoder().decode(bytes, context: DecodingContext(provider: name, url: "")) else {
                unreadable += 1
                continue
            }
            // What is announced for later is no update yet.
            let made = reading.events.filter { $0.timestamp.timeIntervalSince1970 <= captured }
            for event in made { known[event.id] = event }
            if let oldest = made.map(\.timestamp.timeIntervalSince1970).min() { add(oldest...captured) }
        }
        let tellsSeconds = known.values.contains { $0.timestamp.timeIntervalSince1970.truncatingRemainder(dividingBy: 60) != 0 }
        let timed = known.values.map { event in
            (event, event.timestamp.timeIntervalSince1970 + (tellsSeconds ? 0 : Double(StableHash.of(event.id) % 60)))
        }.sorted { ($0.1, $0.0.id) < ($1.1, $1.0.id) }
        updates = timed.map(\.0)
        times = timed.map(\.1)
    }

    private mutating func add(_ span: ClosedRange<Double>) {
        var span = span
        spans.removeAll { other in
            guard other.overlaps(span) else { return false }
            span = min(other.lowerBound, span.lowerBound)...max(other.upperBound, span.upperBound)
            return true
        }
        spans.append(span)
    }

    private static func time(of file: String) -> Double? {
        let name = file.prefix { $0 != "." }
        guard name.count == 18, name.last == "Z" else { return nil }
        let day = name.prefix(11)
        let clock = Array(name.dropFirst(11).dropLast())
        guard clock.count == 6 else { return nil }
        let text = "\(day)\(String(clock[0...1])):\(String(clock[2...3])):\(String(clock[4...5]))Z"
        return RFC3339.date(from: text)?.timeIntervalSince1970
    }
}
