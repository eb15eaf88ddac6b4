import ArgumentParser
import Consumers
import FoundationEssentials
import Parsing

/// `bench parsing`: what reading a feed costs, whole or changed.
struct BenchParsing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parsing",
        abstract: "Measures the reading of saved feeds: as new, as changed in one entry, as changed in none.",
        discussion: """
            The quickest of the rounds is told. "full" makes every entry, "read" reads every entry and makes none, "known" reads the feed again with \
            another date in its head, "one new" reads it when it was known without its first entry. Benchmarks/c/sax_floor.c is the ruler.
            """)

    @Option(help: "How often each feed is read in each way.")
    var rounds = 200

    @Option(help: "text, json, or line (key=value).")
    var format = BenchCommand.Format.text

    @Argument(help: ArgumentHelp("Atom or RSS documents.", valueName: "file"))
    var files: [String]

    func validate() throws {
        guard (1...1_000_000).contains(rounds) else { throw ValidationError("--rounds is 1 to 1000000") }
    }

    func run() async throws {
        var results: [ParsingResult] = []
        for file in files {
            guard let data = FileManager.default.contents(atPath: file) else {
                throw BenchError(description: "\(file) cannot be read; name a file that holds a feed")
            }
            do throws(ParseError) {
                results.append(try ParsingMeasurement(document: [UInt8](data)).result(file: file, rounds: rounds))
            } catch {
                throw BenchError(description: "\(file) is no feed with an entry: \(error)")
            }
        }
        let text = try format.rendered(results, table: Self.table, line: \.line)
        try await FileDescriptorOutput.standardOutput.write(Array(text.utf8))
    }

    private static func table(_ results: [ParsingResult]) -> String {
        let head = ["feed", "bytes", "entries", "full µs", "read µs", "known µs", "one new µs", "spared %"]
        let rows = results.map { result in
            [
                result.file, String(result.bytes), String(result.entries), rounded(result.fullMicroseconds, 1),
                rounded(result.readMicroseconds, 1), rounded(result.knownMicroseconds, 1), rounded(result.oneNewMicroseconds, 1),
                rounded(100 * Double(result.oneNewSparedBytes) / Double(result.bytes), 0),
            ]
        }
        return TextTable.render(head, rows)
    }
}

/// What the reading of one feed costs.
struct ParsingResult: Codable, Sendable {
    var file: String
    var bytes: Int
    var entries: Int
    var fullMicroseconds: Double
    var readMicroseconds: Double
    var knownMicroseconds: Double
    var oneNewMicroseconds: Double
    /// Bytes that the XML parser did not read.
    var knownSparedBytes: Int
    var oneNewSparedBytes: Int

    var line: String {
        """
        parsing file=\(file) bytes=\(bytes) entries=\(entries) full_us=\(rounded(fullMicroseconds, 1)) \
        read_us=\(rounded(readMicroseconds, 1)) known_us=\(rounded(knownMicroseconds, 1)) one_new_us=\(rounded(oneNewMicroseconds, 1)) \
        known_spared=\(knownSparedBytes) one_new_spared=\(oneNewSparedBytes)
        """
    }
}
