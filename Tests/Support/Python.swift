import Glibc

/// Python 3, for counts that do not come from this project's own code. Tests that need it are skipped where it is absent.
public enum Python {
    /// The interpreter, or nil where there is none.
    public static let path: String? = ["/usr/bin/python3", "/usr/local/bin/python3"].first { unsafe access($0, X_OK) == 0 }
    /// For `.enabled(if:)`.
    public static var isPresent: Bool { path != nil }
    /// The reason that a skipped test prints.
    public static let absence = "python3 is absent"

    /// Runs a script and returns what it prints.
    public static func run(_ script: String, _ arguments: [String]) async throws -> String {
        guard let path else { throw ChildProcess.StartError(description: absence) }
        let result = try await ChildProcess(path, ["-I", "-c", script] + arguments).end()
        guard result.ending == .exited(0) else { throw ChildProcess.StartError(description: result.standardError) }
        return result.standardOutput
    }
}
