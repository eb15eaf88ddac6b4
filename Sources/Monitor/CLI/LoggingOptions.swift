import ArgumentParser
import Logging

/// What every command that logs takes.
struct LoggingOptions: ParsableArguments {
    /// The levels of swift-log.
    enum Level: String, CaseIterable, ExpressibleByArgument {
        case trace, debug, info, notice, warning, error, critical
    }

    @Option(help: "The least that is logged to standard error.")
    var logLevel = Level.info

    func makeLogger() -> Logger {
        let level = Logger.Level(rawValue: logLevel.rawValue) ?? .info
        return Logger(label: "status-monitor") { _ in StandardErrorLog(level: level) }
    }
}
