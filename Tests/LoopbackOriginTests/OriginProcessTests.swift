import LoopbackOrigin
import Testing

@Suite("An origin in a process of its own")
struct OriginProcessTests {
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
