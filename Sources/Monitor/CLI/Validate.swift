import ArgumentParser
import Configuration
import Consumers

/// `status-monitor validate`: checks a configuration and does nothing else.
struct Validate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks a configuration: every fault with its file, line and column.",
        discussion: "Ends with 0 when the configuration can be used, with 2 when it cannot. Warnings alone do not make it fail.")

    @Option(name: [.short, .long], help: ArgumentHelp("The configuration, in YAML.", valueName: "file"))
    var config: String

    func run() async throws {
        let (configuration, warnings) = try ConfigurationOptions.load(config)
        for warning in warnings { StandardErrorLog.write(warning.description) }
        let providers = configuration.providers.isEmpty ? "the default providers" : Self.count(configuration.providers.count, "provider")
        let consumers = configuration.consumers.isEmpty ? "the terminal" : Self.count(configuration.consumers.count, "consumer")
        let text = "\(config): can be used: \(providers), \(consumers)\n"
        try await FileDescriptorOutput.standardOutput.write(Array(text.utf8))
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
