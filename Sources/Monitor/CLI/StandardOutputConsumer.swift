import Consumers
import FoundationEssentials

extension ConsoleConsumer {
    /// The terminal, or whatever standard output leads to: coloured where a person looks at it and `NO_COLOR` is not set.
    static func standardOutput(format: Format) -> ConsoleConsumer {
        let output = FileDescriptorOutput.standardOutput
        let usesColor = usesColor(isTerminal: output.isTerminal, environment: ProcessInfo.processInfo.environment)
        return ConsoleConsumer(output: output, format: format, usesColor: usesColor)
    }
}
