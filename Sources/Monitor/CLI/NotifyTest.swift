import ArgumentParser
import Configuration
import Consumers
import FoundationEssentials
import Monitor
import Transfer

/// `status-monitor notify-test`: sends one made-up event through a consumer.
struct NotifyTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notify-test",
        abstract: "Sends one test event through a consumer of the configuration and says what came of it.",
        discussion: "The consumer's filter is not asked. Ends with 0 when the receiver took the event, with 1 when it did not.")

    @OptionGroup var configurationOptions: ConfigurationOptions

    @OptionGroup var loggingOptions: LoggingOptions

    @Argument(help: ArgumentHelp("The consumer, as the configuration names it.", valueName: "name"))
    var name: String

    func run() async throws {
        let logger = loggingOptions.makeLogger()
        let configuration = try configurationOptions.load(logger: logger)
        var transfers = TransferConfiguration()
        transfers.allowance = AddressAllowance(configuration.allow)
        let engine = try TransferEngine(transfers)
        let consumers = ConfiguredConsumers(configuration, client: engine, logger: logger)
        guard let consumer = consumers.named(name) else {
            StandardErrorLog.write("Error: no consumer is named \"\(name)\": there is \(consumers.names.joined(separator: ", "))")
            throw ExitCode.validationFailure
        }
        let failure = await Self.failure(of: consumer)
        await engine.shutdown()
        if let failure {
            StandardErrorLog.write("\(consumer.name): not delivered: \(failure)")
            throw ExitCode.somethingFailed
        }
        try await FileDescriptorOutput.standardOutput.write(Array("\(consumer.name): delivered\n".utf8))
    }

    private static func failure(of consumer: any EventConsumer) async -> (any Error)? {
        do {
            try await consumer.deliver([testEvent()])
            return nil
        } catch {
            return error
        }
    }

    /// An incident that is over, so that nobody is woken: a pager resolves an alert that there is none of.
    private static func testEvent() -> StatusEvent {
        let now = Date.now
        let title = "Test of status-monitor"
        return StatusEvent(
            id: "notify-test/\(RFC3339.string(from: now))", provider: "status-monitor", service: "notify-test",
            message: StatusEvent.message(title: title, status: .resolved, text: "This is a test; nothing is wrong."), timestamp: now,
            status: .resolved, severity: .minor, incident: "notify-test/\(RFC3339.string(from: now))", title: title)
    }
}
