import Configuration
import Consumers
import Kafka
import Logging
import Monitor
import Transfer

/// Consumers that deliver by other ways than HTTP.
extension ConfiguredConsumers {
    static func file(_ name: String, _ options: Configuration.FileOptions) -> FileConsumer {
        var file = FileOptions(path: options.path)
        file.mode = options.mode
        file.rotation = options.rotation.map { .init(size: $0.size, keep: $0.keep) }
        file.synchronizes = options.synchronizes
        return FileConsumer(name: name, file)
    }

    static func command(
        _ name: String, _ options: Configuration.CommandOptions, template: MessageTemplate?, logger: Logger
    ) -> CommandConsumer {
        var command = CommandOptions(options.run.first ?? "", Array(options.run.dropFirst()))
        command.environment = options.environment
        command.template = template
        command.timeLimit = options.timeout
        command.attempts = options.attempts
        return CommandConsumer(name: name, command) { output in
            for line in output.lines {
                logger.log(level: output.hasFailed ? .warning : .info, "\(name): \(line)", metadata: ["event": "\(output.event)"])
            }
        }
    }

    static func kafka(_ name: String, _ options: Configuration.KafkaOptions, logger: Logger) -> KafkaConsumer {
        KafkaConsumer(name: name, KafkaSettings(brokers: options.brokers, topic: options.topic, properties: options.settings)) { line in
            logger.log(level: Logger.Level(syslog: line.level), "\(name): \(line.facility): \(line.text)")
        }
    }

    static func email(_ consumer: Configuration.Consumer, _ options: Configuration.EmailOptions) -> EmailConsumer {
        var server = MailServer(host: options.server, port: options.port, security: .init(options.security))
        server.user = options.user
        server.password = options.password?.reveal()
        server.caFile = options.caFile
        server.timeout = options.timeout
        var email = EmailOptions(from: options.from, to: options.to, rate: consumer.rate ?? EmailConsumer.usualRate)
        email.subject = options.subject
        email.template = consumer.template
        return EmailConsumer(name: consumer.name, email, sender: MailClient(server))
    }
}

extension MailServer.Security {
    fileprivate init(_ security: Configuration.EmailOptions.Security) {
        switch security {
        case .tls: self = .tls
        case .starttls: self = .startTLS
        case .none: self = .none
        }
    }
}

extension Logger.Level {
    /// The level for one of syslog's numbers (RFC 5424, 6.2.1).
    fileprivate init(syslog number: Int) {
        switch number {
        case ...2: self = .critical
        case 3: self = .error
        case 4: self = .warning
        case 5: self = .notice
        case 6: self = .info
        default: self = .debug
        }
    }
}
