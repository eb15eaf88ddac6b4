import Configuration
import Consumers
import Logging
import Monitor
import Transfer

/// Turns the consumers that a configuration names into consumers: the one place that knows both.
struct ConfiguredConsumers {
    /// A consumer with the events that it wants.
    struct Entry {
        var consumer: any EventConsumer
        var filter: EventFilter
    }

    private let configured: [Configuration.Consumer]
    private let client: any HTTPClient
    private let format: ConsoleConsumer.Format?
    private let logger: Logger
    private let memory: (_ consumer: String) -> any ConsumerMemory

    /// - Parameters:
    ///   - client: delivers over HTTP.
    ///   - format: how the terminal shows events, whatever the configuration says.
    ///   - logger: is told what commands and libraries say.
    ///   - memory: what the consumer of that name remembers.
    init(
        _ configuration: Configuration, client: any HTTPClient, format: ConsoleConsumer.Format? = nil, logger: Logger,
        memory: @escaping (_ consumer: String) -> any ConsumerMemory = { _ in TransientConsumerMemory() }
    ) {
        let terminal = Configuration.Consumer(name: "console", .console(Configuration.ConsoleOptions()))
        configured = configuration.consumers.isEmpty ? [terminal] : configuration.consumers
        self.client = client
        self.format = format
        self.logger = logger
        self.memory = memory
    }

    /// All of them, in the configuration's order; the terminal when it names none.
    var all: [Entry] { configured.map { Entry(consumer: make($0), filter: $0.filter) } }

    /// Their names, in the configuration's order.
    var names: [String] { configured.map(\.name) }

    /// The one of that name; case does not count.
    func named(_ name: String) -> (any EventConsumer)? {
        configured.first { $0.name.lowercased() == name.lowercased() }.map { make($0) }
    }

    private func make(_ consumer: Configuration.Consumer) -> any EventConsumer {
        let (name, template) = (consumer.name, consumer.template)
        let environment = ConsumerEnvironment(
            client: client, memory: memory(name), userAgent: "status-monitor/\(StatusMonitor.version)")
        switch consumer.target {
        case .console(let options):
            let configured: ConsoleConsumer.Format = options.format == .json ? .json : .text
            return ConsoleConsumer.standardOutput(name: name, format: format ?? configured, template: template)
        case .slack(.webhook(let webhook)):
            let rate = consumer.rate ?? SlackWebhookConsumer.usualRate
            return SlackWebhookConsumer(name: name, webhook: webhook, template: template, rate: rate, environment)
        case .slack(.bot(let token, let channel, let api)):
            return SlackBotConsumer(
                name: name, token: token, channel: channel, api: api ?? SlackBotConsumer.usualAPI, template: template,
                rate: consumer.rate ?? SlackWebhookConsumer.usualRate, environment)
        case .discord(let options):
            let rate = consumer.rate ?? DiscordConsumer.usualRate
            return DiscordConsumer(name: name, webhook: options.webhook, template: template, rate: rate, environment)
        case .teams(let options):
            let rate = consumer.rate ?? TeamsConsumer.usualRate
            return TeamsConsumer(name: name, webhook: options.webhook, template: template, rate: rate, environment)
        case .webhook(let options):
            return WebhookConsumer(
                name: name, url: options.url, key: options.secret, fields: options.headers.map { ($0.name, $0.value) }, template: template,
                rate: consumer.rate ?? WebhookConsumer.usualRate, environment)
        case .pagerDuty(let options):
            return PagerDutyConsumer(
                name: name, routingKey: options.routingKey, address: options.url ?? options.region.address,
                includesMaintenance: options.includesMaintenance, template: template, rate: consumer.rate ?? PagerDutyConsumer.usualRate,
                environment)
        case .kafka(let options): return Self.kafka(name, options, logger: logger)
        case .email(let options): return Self.email(consumer, options)
        case .file(let options): return Self.file(name, options)
        case .command(let options): return Self.command(name, options, template: template, logger: logger)
        }
    }
}

extension Configuration.PagerDutyOptions.Region {
    fileprivate var address: String {
        switch self {
        case .us: PagerDutyConsumer.usualAddress
        case .eu: PagerDutyConsumer.europeanAddress
        }
    }
}
