import Support
import Testing

@Suite("providers")
struct ProvidersTests {
    @Test("lists the catalogue, and only what a word is part of")
    func lists() async throws {
        let all = try await Program.run("providers")
        #expect(all.ending == .exited(0))
        #expect(all.lines.contains { $0.hasPrefix("openai ") && $0.contains("OpenAI") && $0.contains("https://status.openai.com") })
        #expect(all.lines.contains { $0.hasPrefix("github ") })
        #expect(all.lines.contains { $0.hasPrefix("aws ") })
        let one = try await Program.run("providers", "GitH")
        #expect(one.lines.count == 1)
        let none = try await Program.run("providers", "no such provider")
        #expect(none.ending == .exited(0))
        #expect(none.standardOutput.isEmpty)
    }
}
