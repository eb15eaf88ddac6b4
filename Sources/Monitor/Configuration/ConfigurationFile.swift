/// Reads configuration files.
public enum ConfigurationFile {
    /// Of the YAML text; 10,000 providers with overrides stay well inside.
    static let maximumBytes = 8 << 20
    /// Of a file that `${file:PATH}` names.
    static let maximumSecretBytes = 64 << 10

    /// Reads and checks a configuration file.
    ///
    /// - Parameters:
    ///   - path: the file, as errors are to name it.
    ///   - vocabulary: the providers and platforms that there are.
    ///   - environment: where `${NAME}` is looked up.
    /// - Returns: the configuration, and what a person should know of it although it can be used.
    /// - Throws: ``ConfigurationError`` with all that is wrong, in the file's order.
    public static func load(
        _ path: String, vocabulary: Vocabulary, environment: [String: String]
    ) throws(ConfigurationError) -> (configuration: Configuration, warnings: [ConfigurationIssue]) {
        let bytes: [UInt8]
        do throws(FileReadError) {
            bytes = try BoundedFile.read(path, maximumBytes: maximumBytes)
        } catch {
            throw ConfigurationError(issues: [ConfigurationIssue(file: path, message: error.reason)])
        }
        return try decode(
            bytes, file: path, vocabulary: vocabulary, environment: environment,
            isReadableByAll: BoundedFile.isReadableByAll(path))
    }

    /// Checks a configuration that is in memory. Relative paths in `${file:PATH}` start from the folder of `file`.
    ///
    /// - Parameter isReadableByAll: the file is open to everybody on the machine, which is told when it holds secrets.
    public static func decode(
        _ bytes: [UInt8], file: String, vocabulary: Vocabulary, environment: [String: String] = [:],
        isReadableByAll: Bool = false
    ) throws(ConfigurationError) -> (configuration: Configuration, warnings: [ConfigurationIssue]) {
        let root: YAMLNode?
        do throws(YAMLReader.Failure) {
            root = try YAMLReader.read(bytes)
        } catch {
            throw ConfigurationError(issues: [ConfigurationIssue(file: file, position: error.position, message: error.message)])
        }
        let folder = file.lastIndex(of: "/").map { file[...$0] } ?? ""
        let substitution = Substitution(environment: environment) { path throws(FileReadError) in
            try BoundedFile.read(path.hasPrefix("/") ? path : folder + path, maximumBytes: maximumSecretBytes)
        }
        var nodes = NodeDecoder(file: file, substitution: substitution)
        nodes.kafkaPropertyFault = vocabulary.kafkaPropertyFault
        let (configuration, decoded) = ConfigurationDecoder.decode(root, vocabulary: vocabulary, nodes: nodes)
        var issues = decoded.issues
        if decoded.holdsSecrets, isReadableByAll {
            let message = "everybody on this machine can read this file, and it holds secrets: chmod o= \(file)"
            issues.append(ConfigurationIssue(.warning, file: file, message: message))
        }
        let ordered = issues.sorted {
            ($0.position ?? SourcePosition(line: 0, column: 0)) < ($1.position ?? SourcePosition(line: 0, column: 0))
        }
        guard ordered.allSatisfy({ $0.gravity == .warning }) else { throw ConfigurationError(issues: ordered) }
        return (configuration, ordered)
    }
}
