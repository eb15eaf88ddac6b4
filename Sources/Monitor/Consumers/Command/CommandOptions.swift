public import Monitor

/// Which command is run for each event, and what it may take.
public struct CommandOptions: Sendable, Hashable {
    /// A path, or a name that is looked for in the command's own `PATH`.
    public var program: String
    /// Handed over as they are: no shell reads them.
    public var arguments: [String]
    /// Beside `PATH`, `LANG` and the event's `STATUS_` variables; nothing else is inherited.
    public var environment: [String: Secret] = [:]
    /// The text for `STATUS_TEXT`; nil leaves that out.
    public var template: MessageTemplate?
    /// For one run.
    public var timeLimit = Duration.seconds(30)
    /// Runs of one event that may fail before it is refused. Status 75 does not count.
    public var attempts = 3

    public init(_ program: String, _ arguments: [String] = []) {
        self.program = program
        self.arguments = arguments
    }
}

/// What a command printed in one run, for a log.
public struct CommandOutput: Sendable, Hashable {
    /// The event that it ran for.
    public var event: String
    public var hasFailed: Bool
    /// The lines of both streams, made harmless for a terminal; the first ones, when there are many.
    public var lines: [String]
}
