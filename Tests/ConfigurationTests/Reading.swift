import Configuration

/// The providers that these tests pretend there are.
let vocabulary = Vocabulary(
    providers: [
        .init(identifier: "openai", name: "OpenAI"), .init(identifier: "github", name: "GitHub"), .init(identifier: "aws", name: "AWS"),
    ],
    platforms: ["statuspage", "incident-io", "aws", "feed"])

/// Reads a configuration that has no errors.
func read(_ text: String, environment: [String: String] = [:]) throws -> Configuration {
    try ConfigurationFile.decode(Array(text.utf8), file: "c.yaml", vocabulary: vocabulary, environment: environment).configuration
}

/// The warnings of a configuration that has no errors.
func warnings(_ text: String) throws -> [String] {
    try ConfigurationFile.decode(Array(text.utf8), file: "c.yaml", vocabulary: vocabulary).warnings.map(\.description)
}

/// The errors and warnings of a configuration that has errors; none when it has no error.
func faults(_ text: String, environment: [String: String] = [:]) -> [String] { faults(Array(text.utf8), environment: environment) }

func faults(_ bytes: [UInt8], environment: [String: String] = [:]) -> [String] {
    do {
        _ = try ConfigurationFile.decode(bytes, file: "c.yaml", vocabulary: vocabulary, environment: environment)
        return []
    } catch {
        return error.issues.map(\.description)
    }
}
