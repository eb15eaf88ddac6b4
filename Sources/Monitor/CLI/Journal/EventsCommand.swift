import ArgumentParser
import Configuration
import Consumers
import FoundationEssentials
import Monitor
import SQLiteJournal

/// `status-monitor events`: reads the journal.
struct EventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Prints the events that the journal has, oldest first.",
        discussion: "Works while `run` runs. Where nothing is said of it, the journal is the one that `run` would use.")

    @OptionGroup var configurationOptions: ConfigurationOptions

    @Option(help: ArgumentHelp("Only events of this provider, by its name in events.", valueName: "name"))
    var provider: String?

    @Option(
        help: ArgumentHelp(
            "Only events of this time or later: RFC 3339 (2026-07-20T04:44:05Z), a date (2026-07-20), or how long ago (2h, 7d).",
            valueName: "time"))
    var since: String?

    @Option(help: "How events are printed: text or json.")
    var format = ConsoleConsumer.Format.text

    @Option(help: ArgumentHelp("The newest so many.", valueName: "count"))
    var limit = 1000

    @OptionGroup var loggingOptions: LoggingOptions

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be 1 or more") }
        if let since, Self.time(since, now: Date()) == nil {
            throw ValidationError("--since must be a time such as 2026-07-20T04:44:05Z, 2026-07-20, 2h or 7d, not \"\(since)\"")
        }
    }

    func run() async throws {
        let configuration = try configurationOptions.load(logger: loggingOptions.makeLogger())
        let journal = try await SQLiteJournal.open(try JournalLocation.path(configuration, file: configurationOptions.config), .read)
        let name = provider.flatMap { Vocabulary.current.provider(named: $0)?.name } ?? provider
        let events = try await journal.search(provider: name, since: since.flatMap { Self.time($0, now: Date()) }, limit: limit)
        await journal.close()
        try await ConsoleConsumer.standardOutput(format: format).deliver(events.map(\.event)[...])
    }

    /// A time as a person names it.
    static func time(_ text: String, now: Date) -> Date? {
        if let date = RFC3339.date(from: text) ?? RFC3339.date(from: text + "T00:00:00Z") { return date }
        return Measures.duration(text).map { now - Double($0.components.seconds) }
    }
}
