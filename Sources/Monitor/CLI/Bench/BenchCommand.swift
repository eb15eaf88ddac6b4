import ArgumentParser
import FoundationEssentials

/// Measures this program on the machine that it runs on.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures polls a second, processor time a poll, latency and memory against an origin on loopback.",
        discussion: """
            With no option every scenario runs, each in a process of its own, against an origin that this program starts as a child. \
            Processor time is that of the client alone. "bench bus" measures the event bus, "bench scheduler" the scheduler, \
            "bench polling" how soon updates are seen, "bench parsing" the reading of feeds, "bench decoding" how fast payloads are read.
            """,
        subcommands: [BenchPolls.self, BenchBus.self, BenchScheduler.self, BenchPolling.self, BenchParsing.self, BenchDecoding.self],
        defaultSubcommand: BenchPolls.self)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        /// A table for people.
        case text
        /// One JSON document.
        case json
        /// One line of key=value for each result.
        case line

        /// What was measured, as it is to be printed.
        func rendered<Result: Encodable>(
            _ results: [Result], table: ([Result]) -> String, line: (Result) -> String
        ) throws -> String {
            switch self {
            case .text: return table(results)
            case .line: return results.map { line($0) + "\n" }.joined()
            case .json:
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.sortedKeys]
                return String(decoding: try encoder.encode(results), as: UTF8.self) + "\n"
            }
        }
    }
}
