import Support
import Testing

@Suite("What a user gets wrong")
struct UsageTests {
    @Test(
        "is one clear line and exit code 64 when it is the command line",
        arguments: [
            ["--frobnicate"], ["frobnicate"], ["run", "--frobnicate"], ["run", "--format", "xml"], ["validate"], ["decode"],
            ["check", "--format", "yaml"],
            ["decode", "--platform", "nonsense", "file"], ["run", "--log-level", "loud"], ["components"], ["components", "a", "b"],
            ["providers", "import"], ["providers", "import", "a", "b"], ["providers", "--format", "xml"],
        ])
    func usageErrors(arguments: [String]) async throws {
        let result = try await Program.start(arguments).end()
        #expect(result.ending == .exited(64))
        #expect(result.standardOutput.isEmpty)
        #expect(result.standardError.hasPrefix("Error: "))
    }

    @Test("is exit code 2 when it is the configuration: missing, a directory, faulty", arguments: ["validate", "run", "check"])
    func badConfiguration(command: String) async throws {
        let folder = try TemporaryFolder()
        let missing = try await Program.run(command, "--config", folder.path + "/none.yaml")
        #expect(missing.ending == .exited(2))
        #expect(missing.standardError == "\(folder.path)/none.yaml: no such file\n")
        #expect(missing.standardOutput.isEmpty)

        let directory = try await Program.run(command, "--config", folder.path)
        #expect(directory.ending == .exited(2))
        #expect(directory.standardError == "\(folder.path): is a directory, and a file was expected\n")

        let faulty = try folder.write("concurency: 3\nproviders:\n  - gihub\n", as: "c.yaml")
        let result = try await Program.run(command, "--config", faulty)
        #expect(result.ending == .exited(2))
        #expect(
            result.standardError == """
                \(faulty):1:1: the configuration has no "concurency" (did you mean "concurrency"?)
                \(faulty):3:5: unknown provider "gihub" (did you mean "github"?)

                """)
    }

    @Test("is told by validate with 0 when there are only warnings")
    func validates() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            "state: journal.db\nproviders: [openai, { github: { interval: 5s } }, { url: \"${PAGE}\" }]\nconsumers: [console]\n",
            as: "c.yaml")
        let result = try await Program.run("validate", "--config", file, environment: ["PAGE": "https://status.acme.example"])
        #expect(result.ending == .exited(0))
        #expect(result.standardError.hasPrefix("\(file):2:43: warning: an interval of 5s"))
        #expect(result.standardOutput == "\(file): can be used: 3 providers, 1 consumer\n")

        let unset = try await Program.run("validate", "--config", file)
        #expect(unset.ending == .exited(2))
        #expect(unset.standardError.contains("\(file):2:58: the environment variable PAGE is not set"))
    }

    @Test(
        "and what the program offers is told with exit code 0",
        arguments: [
            ["--help"], ["--version"], ["help", "run"], ["run", "--help"], ["components", "--help"], ["providers", "--help"],
            ["providers", "list", "--help"], ["providers", "import", "--help"], ["providers", "export", "--help"],
        ])
    func help(arguments: [String]) async throws {
        let result = try await Program.start(arguments).end()
        #expect(result.ending == .exited(0))
        #expect(!result.standardOutput.isEmpty)
        #expect(result.standardError.isEmpty)
    }
}
