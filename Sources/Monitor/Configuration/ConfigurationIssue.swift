/// One thing that is wrong, or questionable, in a configuration file.
public struct ConfigurationIssue: Error, Sendable, Hashable {
    /// Whether the configuration can still be used.
    public enum Gravity: Sendable, Hashable {
        /// The configuration is refused.
        case error
        /// The configuration is used; a person should know this.
        case warning
    }

    public var gravity: Gravity
    /// The file as it was named on the command line.
    public var file: String
    /// Nil when the file as a whole is meant, for instance when it cannot be read.
    public var position: SourcePosition?
    public var message: String
    /// What was probably meant.
    public var suggestion: String?

    public init(
        _ gravity: Gravity = .error, file: String, position: SourcePosition? = nil, message: String, suggestion: String? = nil
    ) {
        self.gravity = gravity
        self.file = file
        self.position = position
        self.message = message
        self.suggestion = suggestion
    }
}

extension ConfigurationIssue: CustomStringConvertible {
    /// `FILE:LINE:COLUMN: what is wrong (did you mean "…"?)`
    public var description: String { text(naming: gravity == .warning ? "warning: " : "") }

    /// The description without the word "warning", for a log that has its own.
    public var plainDescription: String { text(naming: "") }

    private func text(naming gravity: String) -> String {
        let place = position.map { ":\($0.line):\($0.column)" } ?? ""
        let hint = suggestion.map { " (did you mean \"\($0)\"?)" } ?? ""
        return "\(file)\(place): \(gravity)\(message)\(hint)"
    }
}

/// Everything that is wrong in a configuration file, in the file's order.
public struct ConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Errors and warnings; at least one is an error.
    public var issues: [ConfigurationIssue]

    public init(issues: [ConfigurationIssue]) { self.issues = issues }

    /// One line an issue.
    public var description: String { issues.map(\.description).joined(separator: "\n") }
}
