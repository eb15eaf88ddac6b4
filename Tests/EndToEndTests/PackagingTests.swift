import FoundationEssentials
import Glibc
import Support
import Testing

/// What `scripts/package` makes of the program itself, with no package built.
@Suite("packaging")
struct PackagingTests {
    private static func path(_ name: String) -> String {
        let project = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        return project + "/packaging/" + name
    }

    @Test("The example configuration can be used as it is, and with every line that it comments out as an example")
    func exampleConfiguration() async throws {
        let shipped = try await Program.run("validate", "--config", Self.path("config.yaml"))
        #expect(shipped.ending == .exited(0))
        #expect(shipped.standardOutput.contains("3 providers, 1 consumer"))

        let text = String(decoding: try #require(FileManager.default.contents(atPath: Self.path("config.yaml"))), as: UTF8.self)
        let examples = text.split(separator: "\n").map { line in line.hasPrefix("#  - ") ? line.dropFirst() : line }
        // Those two stand there with options then, and may be named once.
        let all = examples.filter { $0 != "  - github" && $0 != "  - console: { format: text }" }.joined(separator: "\n")
        let folder = try TemporaryFolder()
        let result = try await Program.run("validate", "--config", folder.write(all + "\n", as: "c.yaml"))
        #expect(result.ending == .exited(0), "\(result.standardError)")
        #expect(result.standardOutput.contains("5 providers, 1 consumer"), "\(result.standardOutput)")
    }

    @Test(
        "Each command that is shown has a manual page with its options",
        .enabled(if: Python.isPresent, Comment(rawValue: Python.absence)))
    func manualPages() async throws {
        let folder = try TemporaryFolder()
        let help = try await Program.run("--experimental-dump-help")
        let python = try #require(Python.path)
        let process = try ChildProcess(
            python,
            [
                "-I", Self.path("man-pages.py"), folder.write(help.standardOutput, as: "help.json"), folder.path, "1.2.3", "2026-01-02",
                Self.path("man-sections.roff"),
            ])
        let result = await process.end()
        #expect(result.ending == .exited(0), "\(result.standardError)")
        let pages = Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
        for command in ["", "-run", "-check", "-decode", "-providers", "-validate", "-bench", "-bench-polls", "-bench-bus"] {
            #expect(pages.contains("status-monitor\(command).1"))
        }
        #expect(!pages.contains("status-monitor-origin.1"))
        let check = String(
            decoding: try #require(FileManager.default.contents(atPath: folder.path + "/status-monitor-check.1")), as: UTF8.self)
        #expect(check.hasPrefix(".TH STATUS\\-MONITOR\\-CHECK 1 2026-01-02 \"status\\-monitor 1.2.3\" \"User Commands\"\n"))
        #expect(check.contains("\n\\fB\\-c\\fR, \\fB\\-\\-config\\fR \\fIfile\\fR\n"))
        #expect(check.contains("\n[\\fIname\\-or\\-url\\fR ...]\n"))
    }
}
