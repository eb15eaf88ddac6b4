public import Monitor
import Processes
import Synchronization

/// Runs a command for each event, one at a time, with the event's JSON as a line on its standard input.
///
/// Status 0 is delivered. Status 75 (`EX_TEMPFAIL` of sysexits.h) asks for another try, for as long as it takes. Any other status, a signal
/// or the end of its time is a failure, after some of which the event is refused.
public final class CommandConsumer: EventConsumer {
    public let name: String
    private let options: CommandOptions
    private let said: @Sendable (CommandOutput) -> Void
    /// The event that failed last and how often; its own lock guards it.
    private let failed = Mutex(Failures())

    private struct Failures {
        var event = ""
        var count = 0
    }

    /// `EX_TEMPFAIL`.
    private static let temporaryFailure: Int32 = 75

    /// - Parameter said: is told what the command printed, when it printed something.
    public init(name: String = "command", _ options: CommandOptions, said: @escaping @Sendable (CommandOutput) -> Void) {
        self.name = name
        self.options = options
        self.said = said
    }

    public func countSentTogether(of events: ArraySlice<StatusEvent>) -> Int { 1 }

    /// - Throws: ``DeliveryError`` about the first event whose run failed; those before it are delivered.
    public func deliver(_ events: ArraySlice<StatusEvent>) async throws {
        try await SerialDelivery.deliver(events) { event in
            let result: ProgramResult
            do throws(ProcessError) {
                result = try await invocation(for: event).run()
            } catch {
                throw DeliveryError(.temporary, detail: error.detail)
            }
            tell(result, of: event)
            if let error = judge(result, of: event) { throw error }
        }
    }

    // MARK: One run

    private func invocation(for event: StatusEvent) -> ProgramInvocation {
        var environment = CommandEnvironment.variables(of: event)
        if let template = options.template {
            environment["STATUS_TEXT"] = CommandEnvironment.value(template.text(of: event) { TerminalText.harmless($0) })
        }
        for (name, value) in options.environment { environment[name] = CommandEnvironment.value(value.reveal()) }
        return ProgramInvocation(
            CommandEnvironment.path(of: options.program, in: environment["PATH"] ?? ""), options.arguments, environment: environment,
            input: JSONLines.encode(event), timeLimit: options.timeLimit)
    }

    /// What the end of a run means; nil when the event is delivered.
    private func judge(_ result: ProgramResult, of event: StatusEvent) -> DeliveryError? {
        let ending: String
        switch result.ending {
        case .exited(0):
            failed.withLock { $0 = Failures() }
            return nil
        case .exited(Self.temporaryFailure):
            return DeliveryError(.temporary, detail: "\(options.program) asks for another try (status 75)\(Self.reason(result))")
        case .exited(let status): ending = "ended with status \(status)"
        case .signalled(let signal): ending = "was ended by signal \(signal)"
        case .timedOut: ending = "did not end in \(options.timeLimit)"
        }
        let key = "\(event.provider)/\(event.id)"
        let count = failed.withLock { failed in
            failed = Failures(event: key, count: failed.event == key ? failed.count + 1 : 1)
            return failed.count
        }
        let detail = "\(options.program) \(ending)\(Self.reason(result))"
        if count < options.attempts { return DeliveryError(.temporary, detail: "\(detail) (try \(count) of \(options.attempts))") }
        failed.withLock { $0 = Failures() }
        return DeliveryError(.refused, detail: detail)
    }

    /// The last line that it printed as an error.
    private static func reason(_ result: ProgramResult) -> String {
        let line = lines(of: result.standardError).last ?? ""
        return line.isEmpty ? "" : ": \(line)"
    }

    private func tell(_ result: ProgramResult, of event: StatusEvent) {
        let lines = Self.lines(of: result.standardOutput) + Self.lines(of: result.standardError)
        guard !lines.isEmpty else { return }
        said(CommandOutput(event: event.id, hasFailed: result.ending != .exited(0), lines: lines))
    }

    private static let maximumLines = 20
    private static let maximumLineLength = 500

    private static func lines(of bytes: [UInt8]) -> [String] {
        bytes.split(separator: 10).prefix(maximumLines).map { line in
            String(TerminalText.harmless(String(decoding: line, as: UTF8.self)).prefix(maximumLineLength))
        }.filter { !$0.isEmpty }
    }
}
