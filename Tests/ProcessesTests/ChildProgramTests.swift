import Processes
import Testing

@Suite("A child program")
struct ChildProgramTests {
    @Test("Its first line is read, and it ends with its input")
    func readsAndEnds() async throws {
        let child = try ChildProgram.start("/bin/sh", ["-c", "echo first; cat; exit 3"])
        #expect(String(decoding: await child.firstLine(), as: UTF8.self) == "first")
        #expect(await child.end() == 3)
    }

    @Test("Output without a newline counts when the child ends")
    func readsWithoutNewline() async throws {
        let child = try ChildProgram.start("/bin/sh", ["-c", "printf abc"])
        #expect(await child.firstLine() == Array("abc".utf8))
        #expect(await child.status() == 0)
    }

    @Test("A signal shows in the status, a missing program is an error")
    func reportsFailure() async throws {
        let child = try ChildProgram.start("/bin/sh", ["-c", "kill -9 $$"])
        #expect(await child.firstLine() == [])
        #expect(await child.status() == 137)
        #expect(throws: ProcessError.self) { try ChildProgram.start("/nonexistent/program", []) }
    }
}
