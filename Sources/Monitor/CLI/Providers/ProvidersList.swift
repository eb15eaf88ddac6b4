import ArgumentParser
import Configuration
import Consumers
import Platforms

/// `status-monitor providers list`: the catalogue, or what of it a word is part of.
struct ProvidersList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the providers that are known by name: the word for the configuration, name, platform, page.",
        discussion: """
            A word finds those in whose id, name, alias, host or platform it stands; case, spaces and punctuation make no difference.
            The platform is - where it is found out when the page is read. With --format json each provider is one line:
            {id, name, aliases: [], page, platform}; an unknown platform is null.
            Where nothing is found, standard error says so and what may have been meant; that is no failure, and the exit code is 0.
            """)

    @Option(help: "How providers are printed: text or json.")
    var format = ConsoleConsumer.Format.text

    @Argument(help: ArgumentHelp("Only those in which this stands.", valueName: "word"))
    var word: String?

    func run() async throws {
        let found = BuiltInProviders.matching(word ?? "")
        if let word, found.isEmpty {
            let near = Vocabulary.current.suggestion(for: word).map { " (did you mean \"\($0)\"?)" } ?? ""
            StandardErrorLog.write("no provider is known by \"\(word)\"\(near)")
        }
        let bytes: [UInt8] =
            switch format {
            case .text: Array(Self.table(found).utf8)
            case .json: found.flatMap(Self.line)
            }
        try await FileDescriptorOutput.standardOutput.write(bytes)
    }

    private static func table(_ providers: [BuiltInProvider]) -> String {
        let rows = providers.map { [$0.id, $0.name, $0.platform?.rawValue ?? "-", $0.homePage] }
        let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
        var text = ""
        for row in rows {
            for (cell, width) in zip(row, widths) { text += cell + String(repeating: " ", count: width - cell.count + 2) }
            text += row[3] + "\n"
        }
        return text
    }

    private static func line(_ provider: BuiltInProvider) -> [UInt8] {
        var json = JSONLineWriter()
        json.object { json in
            json.field("id", provider.id)
            json.field("name", provider.name)
            json.key("aliases")
            json.array(provider.aliases) { json, alias in json.value(alias) }
            json.field("page", provider.homePage)
            json.field("platform", provider.platform?.rawValue)
        }
        return json.line
    }
}
