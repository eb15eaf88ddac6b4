import Consumers
import Dispatch
import Glibc
import Testing

/// Both ends of a pipe that no program which another test starts inherits: it would hold a closed end open.
private func openPipe() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [0, 0]
    try #require(unsafe pipe(&ends) == 0)
    for end in ends { try #require(fcntl(end, F_SETFD, FD_CLOEXEC) == 0) }
    return (ends[0], ends[1])
}

/// A pipe, whose ends are closed with it.
private final class Pipe {
    let reading: Int32
    private(set) var writing: Int32

    init(nonBlocking: Bool = false) throws {
        (reading, writing) = try openPipe()
        if nonBlocking { try #require(fcntl(writing, F_SETFL, O_NONBLOCK) == 0) }
    }

    func closeWriting() {
        if writing >= 0 { close(writing) }
        writing = -1
    }

    deinit {
        closeWriting()
        close(reading)
    }
}

/// Reads to the end, on a thread outside of Swift's pool.
private func readAll(_ descriptor: Int32) async -> [UInt8] {
    await withCheckedContinuation { continuation in
        DispatchQueue(label: "reader").async {
            var all: [UInt8] = []
            var piece = [UInt8](repeating: 0, count: 1000)
            while true {
                let count = unsafe read(descriptor, &piece, piece.count)
                if count <= 0 { break }
                all += piece.prefix(count)
            }
            continuation.resume(returning: all)
        }
    }
}

@Suite("Writing to a file descriptor")
struct FileDescriptorOutputTests {
    @Test("More than a pipe holds is written whole and in order", arguments: [false, true])
    func largeWrite(nonBlocking: Bool) async throws {
        let pipe = try Pipe(nonBlocking: nonBlocking)
        let output = FileDescriptorOutput(pipe.writing)
        let reading = pipe.reading
        let reader = Task { await readAll(reading) }
        let first = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        try await output.write(first)
        try await output.write([1, 2, 3])
        pipe.closeWriting()
        #expect(await reader.value == first + [1, 2, 3])
    }

    @Test("A closed pipe is a typed error and does not end the process")
    func closedPipe() async throws {
        let ends = try openPipe()
        close(ends.reading)
        let output = FileDescriptorOutput(ends.writing)
        let error = await #expect(throws: OutputError.self) { try await output.write([1]) }
        #expect(error?.code == .closed)
        close(ends.writing)
    }

    @Test("A write that nobody reads ends when its task is cancelled")
    func cancellation() async throws {
        let pipe = try Pipe()
        let output = FileDescriptorOutput(pipe.writing)
        let writing = Task<Void, any Error> { try await output.write([UInt8](repeating: 65, count: 1 << 20)) }
        writing.cancel()
        let result = await writing.result
        guard case .failure(let error) = result else {
            Issue.record("a megabyte fits no pipe")
            return
        }
        #expect((error as? OutputError)?.code == .cancelled)
    }

    @Test("A descriptor that cannot be written to says why")
    func badDescriptor() async throws {
        let descriptor = unsafe open("/dev/null", O_RDONLY)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let output = FileDescriptorOutput(descriptor)
        await #expect(throws: OutputError.self) { try await output.write([1]) }
        #expect(!output.isTerminal)
    }
}
