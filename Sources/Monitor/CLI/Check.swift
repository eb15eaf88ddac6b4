import ArgumentParser
import Configuration
import Consumers
import Logging
import Monitor
import Transfer

/// `status-monitor check`: polls each page once.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Polls each page once and prints all that it lists, oldest first.",
        discussion: """
            Pages are named by a provider's word or by their address; without any, those of the configuration are polled, and without one
            OpenAI, GitHub and AWS. A page that cannot be read is named on standard error and stops no other; then the exit code is 1.
            """)

    @OptionGroup var configurationOptions: ConfigurationOptions

    @Option(help: "How events are printed: text or json.")
    var format = ConsoleConsumer.Format.text

    @OptionGroup var loggingOptions: LoggingOptions

    @Argument(help: ArgumentHelp("What to poll.", valueName: "name-or-url"))
    var pages: [String] = []

    func run() async throws {
        let logger = loggingOptions.makeLogger()
        let configuration = try configurationOptions.load(logger: logger).selecting(pages)
        let sources = try PageSources(configuration)
        let printer = ConsoleConsumer.standardOutput(format: format)
        let tally = try await withTaskExecutorPreference(sources.engine.executor) {
            try await Self.poll(sources.providers, atOnce: configuration.concurrency * 2, printer)
        }
        await sources.engine.shutdown()
        logger.debug("\(tally.read) pages read, \(tally.events) updates, \(tally.failed) pages failed")
        if tally.failed > 0 { throw ExitCode.somethingFailed }
    }

    private struct Tally {
        var read = 0
        var failed = 0
        var events = 0
    }

    /// Polls all, so many at once, and prints each page's events as they come.
    private static func poll(_ providers: [any StatusProvider], atOnce: Int, _ printer: ConsoleConsumer) async throws -> Tally {
        let progress = ProgressLine(isEnabled: ProgressLine.isUseful(forPages: providers.count))
        var tally = Tally()
        try await withThrowingTaskGroup(of: Result<[StatusEvent], SourceError>.self) { group in
            var waiting = providers.makeIterator()
            for _ in 0..<atOnce {
                guard let provider = waiting.next() else { break }
                group.addTask { await Self.events(of: provider) }
            }
            while let result = try await group.next() {
                if let provider = waiting.next() { group.addTask { await Self.events(of: provider) } }
                switch result {
                case .success(let events):
                    tally.read += 1
                    tally.events += events.count
                    if !events.isEmpty {
                        progress.clear()
                        try await printer.deliver(events[...])
                    }
                case .failure(let error):
                    tally.failed += 1
                    progress.clear()
                    StandardErrorLog.write(error.description)
                }
                progress.show("\(tally.read + tally.failed)/\(providers.count) pages, \(tally.events) updates, \(tally.failed) failed")
            }
        }
        progress.clear()
        return tally
    }

    private static func events(of provider: any StatusProvider) async -> Result<[StatusEvent], SourceError> {
        do throws(SourceError) {
            return .success(try await provider.poll().events.filter(provider.selection.passes))
        } catch {
            return .failure(error)
        }
    }
}
