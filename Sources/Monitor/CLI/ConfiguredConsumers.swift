import Configuration
import Consumers
import Monitor

/// Turns the consumers that a configuration names into consumers: the one place that knows both.
struct ConfiguredConsumers {
    /// A consumer with the events that it wants.
    struct Entry {
        var consumer: any EventConsumer
        var filter: EventFilter
    }

    private let configured: [Configuration.Consumer]
    private let format: ConsoleConsumer.Format?

    /// - Parameter format: how the terminal shows events, whatever the configuration says.
    init(_ configuration: Configuration, format: ConsoleConsumer.Format? = nil) {
        let terminal = Configuration.Consumer(name: "console", .console(Configuration.ConsoleOptions()))
        configured = configuration.consumers.isEmpty ? [terminal] : configuration.consumers
        self.format = format
    }

    /// All of them, in the configuration's order; the terminal when it names none.
    var all: [Entry] { configured.map { Entry(consumer: make($0), filter: $0.filter) } }

    private func make(_ consumer: Configuration.Consumer) -> any EventConsumer {
        switch consumer.target {
        case .console(let options):
            let configured: ConsoleConsumer.Format = options.format == .json ? .json : .text
            return ConsoleConsumer.standardOutput(name: consumer.name, format: format ?? configured, template: consumer.template)
        }
    }
}
