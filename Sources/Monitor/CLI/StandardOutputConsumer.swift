import Consumers
import FoundationEssentials
import Monitor

extension ConsoleConsumer {
    /// The terminal, or whatever standard output leads to: coloured where a person looks at it and `NO_COLOR` is not set.
    static func standardOutput(name: String = "console", format: Format, template: MessageTemplate? = nil) -> ConsoleConsumer {
        let output = FileDescriptorOutput.standardOutput
        let usesColor = usesColor(isTerminal: output.isTerminal, environment: ProcessInfo.processInfo.environment)
        return ConsoleConsumer(name: name, output: output, format: format, usesColor: usesColor, template: template)
    }
}
