import FoundationEssentials
import Testing

@testable import Configuration

@Suite("Variables in a configuration")
struct SubstitutionTests {
    private let substitution = Substitution(environment: [
        "A": "alpha", "URL": "${A}", "EMPTY": "", "CREDENTIALS_DIRECTORY": "/run/credentials/unit",
    ]) { path throws(FileReadError) in
        if path == "/run/credentials/unit/token" { return Array("cred\n".utf8) }
        guard path == "secret" else { throw FileReadError(path: path, reason: "no such file") }
        return Array("s3cret\r\n\n".utf8)
    }

    @Test(
        "are filled in, once",
        arguments: [
            ("${A}", "alpha"), ("x${A}y${A}", "xalphayalpha"), ("${URL}", "${A}"), ("$A $$ $", "$A $$ $"), ("$${A}", "${A}"),
            ("$$${A}", "$${A}"),
            ("${file:secret}", "s3cret"), ("${credential:token}", "cred"), ("${EMPTY}", ""), ("plain", "plain"),
        ])
    func filledIn(text: String, expected: String) {
        let result = substitution.apply(to: text)
        #expect(result.text == expected)
        #expect(result.failures.isEmpty)
    }

    @Test(
        "that cannot be filled in are told with their place",
        arguments: [
            ("${B}", 0, "the environment variable B is not set"), ("ab ${file:gone}", 3, "gone: no such file"),
            ("${credential:gone}", 0, "/run/credentials/unit/gone: no such file"),
            ("${credential:../x}", 0, "\"../x\" is no credential's name"), ("${credential:..}", 0, "\"..\" is no credential's name"),
            ("é${A", 1, "\"${\" without \"}\"; a text that holds \"${\" is written \"$${\""),
            ("${}", 0, "\"${}\" names no variable: letters, digits and _ are, or file:PATH or credential:NAME"),
            ("${1A}", 0, "\"${1A}\" names no variable: letters, digits and _ are, or file:PATH or credential:NAME"),
        ])
    func failures(text: String, offset: Int, message: String) {
        let failures = substitution.apply(to: text).failures
        #expect(failures.map(\.offset) == [offset])
        #expect(failures.map(\.message) == [message])
    }

    @Test("Files are found beside the configuration; the file itself is named when it cannot be read")
    func files() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/status-monitor-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data("https://status.acme.example\n".utf8).write(to: URL(filePath: folder + "/address"))
        try Data("providers: [{ url: \"${file:address}\", name: \"${file:nothing}\" }]".utf8).write(to: URL(filePath: folder + "/c.yaml"))

        #expect(
            throws: ConfigurationError(issues: [
                ConfigurationIssue(
                    file: folder + "/c.yaml", position: SourcePosition(line: 1, column: 45), message: "\(folder)/nothing: no such file")
            ])
        ) { try ConfigurationFile.load(folder + "/c.yaml", vocabulary: vocabulary, environment: [:]) }

        try Data("providers: [{ url: \"${file:address}\" }]".utf8).write(to: URL(filePath: folder + "/c.yaml"))
        let configuration = try ConfigurationFile.load(folder + "/c.yaml", vocabulary: vocabulary, environment: [:]).configuration
        #expect(configuration.providers.map(\.source) == [.page(url: "https://status.acme.example")])

        #expect(fault(of: folder + "/none.yaml") == "\(folder)/none.yaml: no such file")
        #expect(fault(of: folder) == "\(folder): is a directory, and a file was expected")
    }

    private func fault(of path: String) -> String? {
        do {
            _ = try ConfigurationFile.load(path, vocabulary: vocabulary, environment: [:])
            return nil
        } catch {
            return error.description
        }
    }
}
