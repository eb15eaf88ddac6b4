import ArgumentParser
import Configuration
import Consumers
import FoundationEssentials
import Monitor
import SQLiteJournal

/// `status-monitor dead-letters`: events that a consumer refused for good.
struct DeadLettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead-letters",
        abstract: "Lists events that a consumer refused for good, sends them again, or drops them.",
        discussion: """
            Works while `run` runs. Letters that are to be sent again are marked: a running process sends them within seconds, else the next one
            does when it starts. What is refused again stays in the list.
            """)

    enum Action: String, CaseIterable, ExpressibleByArgument { case list, retry, drop }

    @Argument(help: "What to do: list, retry or drop.")
    var action = Action.list

    @Argument(help: ArgumentHelp("Numbers of letters, as the list has them; without any, all.", valueName: "id"))
    var ids: [Int64] = []

    @Option(help: ArgumentHelp("Only letters of this consumer.", valueName: "name"))
    var consumer: String?

    @Option(help: "How the list is printed: text or json.")
    var format = ConsoleConsumer.Format.text

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var loggingOptions: LoggingOptions

    func run() async throws {
        let configuration = try configurationOptions.load(logger: loggingOptions.makeLogger())
        let path = try JournalLocation.path(configuration, file: configurationOptions.config)
        let journal = try await SQLiteJournal.open(path, action == .list ? .read : .edit)
        let letters = try await journal.deadLetters(of: consumer).filter { ids.isEmpty || ids.contains($0.id) }
        let unknown = ids.filter { id in !letters.contains { $0.id == id } }
        for id in unknown { StandardErrorLog.write("Error: there is no dead letter \(id)\(consumer.map { " of \($0)" } ?? "")") }
        switch action {
        case .list: try await FileDescriptorOutput.standardOutput.write(bytes(of: letters))
        case .retry: try await say(journal.markLetters(letters.map(\.id)).count, "to be sent again")
        case .drop: try await say(journal.dropLetters(letters.map(\.id)).count, "dropped")
        }
        await journal.close()
        if !unknown.isEmpty { throw ExitCode.somethingFailed }
    }

    private func say(_ count: Int, _ what: String) async throws {
        try await FileDescriptorOutput.standardOutput.write(Array("\(count) dead letter\(count == 1 ? "" : "s") \(what)\n".utf8))
    }

    private func bytes(of letters: [DeadLetter]) -> [UInt8] {
        let line = EventLine(usesColor: false)
        return letters.flatMap { letter in
            switch format {
            case .text:
                Array(
                    ("\(letter.id)  \(letter.consumer)  \(RFC3339.string(from: letter.time))  tried \(letter.attempts)"
                        + "\(letter.isMarked ? "  to be sent again" : "")  \(TerminalText.harmless(letter.reason))\n"
                        + "    \(line.text(of: letter.event.event))\n").utf8)
            case .json: Self.json(letter)
            }
        }
    }

    private static func json(_ letter: DeadLetter) -> [UInt8] {
        var bytes = Array("{\"dead_letter\":\(letter.id),\"consumer\":".utf8)
        JSONLines.appendString(letter.consumer, to: &bytes)
        bytes += Array(",\"reason\":".utf8)
        JSONLines.appendString(letter.reason, to: &bytes)
        bytes += Array(",\"refused\":\"\(RFC3339.string(from: letter.time))\",\"attempts\":\(letter.attempts)".utf8)
        bytes += Array(",\"retry\":\(letter.isMarked),\"event\":".utf8)
        bytes += JSONLines.encode(letter.event.event).dropLast()
        return bytes + Array("}\n".utf8)
    }
}
