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

/// A folder that is removed when it is let go of.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/status-monitor-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file and returns its path.
    func write(_ text: String, as name: String) throws -> String { try write(Array(text.utf8), as: name) }

    func write(_ bytes: [UInt8], as name: String) throws -> String {
        let file = path + "/" + name
        try Data(bytes).write(to: URL(filePath: file))
        return file
    }
}
