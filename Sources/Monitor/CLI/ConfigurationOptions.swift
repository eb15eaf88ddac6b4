import ArgumentParser
import Configuration
import FoundationEssentials
import Logging

/// What every command that reads a configuration takes.
struct ConfigurationOptions: ParsableArguments {
    @Option(name: [.short, .long], help: ArgumentHelp("The configuration, in YAML.", valueName: "file"))
    var config: String?

    /// Reads the configuration, or the default one when no file is named. Its warnings are logged.
    ///
    /// - Throws: ``ExitCode/badConfiguration`` after every fault was written to standard error.
    func load(logger: Logger) throws -> Configuration {
        guard let config else { return Configuration() }
        let (configuration, warnings) = try Self.load(config)
        for warning in warnings { logger.warning("\(warning.plainDescription)") }
        return configuration
    }

    /// Reads a configuration and its warnings.
    static func load(_ path: String) throws -> (configuration: Configuration, warnings: [ConfigurationIssue]) {
        // From here on memory holds secrets.
        CoreDumps.forbid()
        do throws(ConfigurationError) {
            return try ConfigurationFile.load(path, vocabulary: .current, environment: ProcessInfo.processInfo.environment)
        } catch {
            for issue in error.issues { StandardErrorLog.write(issue.description) }
            throw ExitCode.badConfiguration
        }
    }
}
