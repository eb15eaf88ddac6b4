import ArgumentParser
import Consumers
import Platforms

/// `status-monitor providers`: lists the catalogue.
struct ProvidersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "providers",
        abstract: "Lists the providers that are known by name: the word for the configuration, name, platform, page.")

    @Argument(help: ArgumentHelp("Only those whose word, name, platform or page holds this.", valueName: "word"))
    var word: String?

    func run() async throws {
        let rows = BuiltInProviders.matching(word ?? "").map { [$0.id, $0.name, $0.platform.rawValue, $0.homePage] }
        let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
        var text = ""
        for row in rows {
            for (cell, width) in zip(row, widths) { text += cell + String(repeating: " ", count: width - cell.count + 2) }
            text += row[3] + "\n"
        }
        try await FileDescriptorOutput.standardOutput.write(Array(text.utf8))
    }
}
