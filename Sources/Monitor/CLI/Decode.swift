import ArgumentParser
import Configuration
import Consumers
import FoundationEssentials
import Monitor
import Parsing
import Platforms

/// `status-monitor decode`: reads saved payloads without a network.
struct Decode: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Decodes saved payloads of status pages and prints their events.",
        discussion: """
            The platform is told by the payload. With --entries the feed itself is printed, one JSON line a file:
            {file, ok, error, version, encoding, feed: {title, link, id, subtitle, updated},
             entries: [{id, title, link, summary, content, published, updated}]}
            Ends with 1 when a file could not be decoded; the others are printed all the same.
            """)

    @Option(help: "Read every file by the rules of this platform: \(Platform.allCases.map(\.rawValue).joined(separator: ", ")).")
    var platform: Platform?

    @Flag(help: "Print the parsed feed instead of its events.")
    var entries = false

    @Option(help: ArgumentHelp("The Content-Type that the payload was served with.", valueName: "type"))
    var contentType: String?

    @Option(help: ArgumentHelp("The address that the payload was served from: the base of its relative links.", valueName: "url"))
    var baseUrl: String?

    @Option(help: ArgumentHelp("The provider's name in the events; if left out, what the payload calls it.", valueName: "name"))
    var provider: String?

    @Option(help: "How events are printed: text or json.")
    var format = ConsoleConsumer.Format.text

    @Argument(help: ArgumentHelp("The payloads; - is standard input.", valueName: "file"))
    var files: [String]

    /// What decode holds in memory at most for one file.
    private static let maximumBytes = 256 << 20

    func run() async throws {
        let output = FileDescriptorOutput.standardOutput
        let printer = ConsoleConsumer.standardOutput(format: format)
        var hasFailed = false
        for file in files {
            do {
                let bytes = try read(file)
                if entries {
                    let line = EntriesLine(file: file, outcome: parse(bytes))
                    hasFailed = hasFailed || !line.isOK
                    try await output.write(line.bytes)
                } else {
                    var reading = try PayloadDecoder(platform: platform).decode(bytes, context: context(for: file))
                    if provider == nil, let name = reading.pageName {
                        for index in reading.events.indices { reading.events[index].provider = name }
                    }
                    try await output.write(printer.bytes(for: reading.events))
                }
            } catch let error as FileReadError {
                hasFailed = true
                StandardErrorLog.write(error.description)
                if entries { try await output.write(EntriesLine(file: file, error: error.reason).bytes) }
            } catch let error as SourceError {
                hasFailed = true
                StandardErrorLog.write("\(file): \(error.detail)")
            }
        }
        if hasFailed { throw ExitCode.somethingFailed }
    }

    private func read(_ file: String) throws(FileReadError) -> [UInt8] {
        if file == "-" { return try BoundedFile.read(descriptor: 0, path: "standard input", maximumBytes: Self.maximumBytes) }
        return try BoundedFile.read(file, maximumBytes: Self.maximumBytes)
    }

    private func parse(_ bytes: [UInt8]) -> Result<Feed, ParseError> {
        let parser = FeedParser()
        parser.begin(contentType: contentType, baseURL: baseUrl)
        return Result { () throws(ParseError) in
            try parser.parse(bytes.span)
            return try parser.finish()
        }
    }

    private func context(for file: String) -> DecodingContext {
        let name = file == "-" ? "standard input" : String(file.split(separator: "/").last ?? "")
        // A condition that tells no time of its own is dated to when its page was read: to when the file was written.
        let written = file == "-" ? nil : BoundedFile.modified(file).map { Date(timeIntervalSince1970: Double($0)) }
        return DecodingContext(provider: provider ?? name, url: baseUrl ?? "", contentType: contentType, receivedAt: written ?? Date())
    }
}
