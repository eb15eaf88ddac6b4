import FoundationEssentials
import Support

/// The built executable.
enum Program {
    /// Runs it to its end. The environment holds nothing but a PATH and what is given.
    static func run(
        _ arguments: String..., environment: [String: String] = [:], input: [UInt8] = [], output: ChildProcess.Output = .captured
    ) async throws -> ChildProcess.Result {
        try await start(arguments, environment: environment, input: input, output: output).end()
    }

    /// - Parameter keepsState: whether `run` keeps a journal, in the place that the arguments or the environment name.
    static func start(
        _ arguments: [String], keepsState: Bool = false, environment: [String: String] = [:], input: [UInt8] = [],
        output: ChildProcess.Output = .captured
    ) throws -> ChildProcess {
        let isEphemeral = arguments.first == "run" && !keepsState && !arguments.contains("--help")
        return try ChildProcess(
            BuildProducts.path(of: "status-monitor"), arguments + (isEphemeral ? ["--ephemeral"] : []),
            environment: environment.merging(["PATH": "/usr/bin:/bin"]) { given, _ in given }, input: input, output: output)
    }
}
