/// The figures of one scenario.
struct BenchResult: Codable, Sendable {
    var scenario: BenchScenario
    var connection: BenchConnection
    var level: BenchLevel
    /// What was done in each poll, in words.
    var measured: String
    var providers: Int
    var inFlight: Int
    var polls: Int
    var pollsPerSecond: Double
    /// User and system time of the client, divided by polls.
    var cpuMicroseconds: Double
    var userMicroseconds: Double
    var systemMicroseconds: Double
    var p50Milliseconds: Double
    var p99Milliseconds: Double
    /// Of the whole process, its start included.
    var peakKilobytes: Int
    var switchesPerPoll: Double
    /// At the level of the engine: answers 304, connections opened, bytes of bodies after decompression.
    var notModified: Int
    var connections: Int
    var bytes: Int
    /// At the level of the pipeline, since its start: events that reached the consumer.
    var eventsAnnounced: Int
    /// Since the start, the warm-up included.
    var errors: Int
    var firstError: String?

    /// One line for other programs, with the keys that the rulers in `Benchmarks/` print.
    var line: String {
        """
        status-monitor scenario=\(scenario.rawValue) connection=\(connection.rawValue) level=\(level.rawValue) n=\(providers) c=\(inFlight) \
        polls=\(polls) polls/s=\(rounded(pollsPerSecond, 0)) cpu_us=\(rounded(cpuMicroseconds, 2)) user_us=\(rounded(userMicroseconds, 2)) \
        system_us=\(rounded(systemMicroseconds, 2)) peak=\(peakKilobytes) p50_ms=\(rounded(p50Milliseconds, 3)) \
        p99_ms=\(rounded(p99Milliseconds, 3)) csw/poll=\(rounded(switchesPerPoll, 2)) not_modified=\(notModified) \
        connections=\(connections) err=\(errors) events=\(eventsAnnounced)
        """
    }

    static func table(_ results: [BenchResult]) -> String {
        let head = ["scenario", "polls/s", "CPU µs/poll", "user", "system", "p50 ms", "p99 ms", "peak MB", "switches/poll", "errors"]
        let rows = results.map { result in
            [
                result.scenario.rawValue, rounded(result.pollsPerSecond, 0), rounded(result.cpuMicroseconds, 1),
                rounded(result.userMicroseconds, 1), rounded(result.systemMicroseconds, 1), rounded(result.p50Milliseconds, 2),
                rounded(result.p99Milliseconds, 2), rounded(Double(result.peakKilobytes) / 1024, 1),
                rounded(result.switchesPerPoll, 2), String(result.errors),
            ]
        }
        let notes = results.map { "  \($0.scenario.rawValue): \($0.measured)" }
        let what = results.first.map { "\($0.providers) providers, \($0.inFlight) in flight, level \($0.level.rawValue)\n\n" } ?? ""
        return what + TextTable.render(head, rows) + "\n" + notes.joined(separator: "\n") + "\n"
    }
}

/// A number with so many digits after its point. (Formats belong to full Foundation.)
func rounded(_ value: Double, _ digits: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    let scaled = Int((abs(value) * scale).rounded())
    let whole = String(scaled / Int(scale))
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard digits > 0 else { return sign + whole }
    let fraction = String(scaled % Int(scale))
    return sign + whole + "." + String(repeating: "0", count: digits - fraction.count) + fraction
}

/// Columns of text, the first to the left, the others to the right.
enum TextTable {
    static func render(_ head: [String], _ rows: [[String]]) -> String {
        let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
        return ([head] + rows).map { row in
            row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return column == 0 ? row[column] + space : space + row[column]
            }.joined(separator: "  ") + "\n"
        }.joined()
    }
}
