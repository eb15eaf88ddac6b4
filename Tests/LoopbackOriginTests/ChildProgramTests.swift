import LoopbackOrigin
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
        #expect(throws: OriginError.self) { try ChildProgram.start("/nonexistent/program", []) }
    }

    @Test("A program that is no origin is an error that shows what it printed")
    func refusesOtherPrograms() async throws {
        let error = await #expect(throws: OriginError.self) {
            try await OriginProcess.start(program: "/bin/sh", arguments: ["-c", "echo hello; exit 4"])
        }
        #expect(error?.detail.contains("\"hello\" and ended with status 4") == true)
    }

    @Test("An origin process is reached at the addresses that it printed")
    func startsOrigins() async throws {
        let line = #"{"http":"http://127.0.0.1:1","https":"https://127.0.0.1:2","trustedRootFile":"root.pem"}"#
        let origin = try await OriginProcess.start(program: "/bin/sh", arguments: ["-c", "echo '\(line)'; cat"])
        #expect(origin.addresses == OriginAddresses(http: "http://127.0.0.1:1", https: "https://127.0.0.1:2", trustedRootFile: "root.pem"))
        await origin.stop()
    }
}
