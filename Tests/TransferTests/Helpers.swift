import LoopbackOrigin
import Synchronization
import Testing
import Transfer

#if canImport(Glibc)
    import Glibc
#endif

/// An engine that trusts what it is told to and is shut down at the end; then it must hold nothing any more.
func withEngine(
    trusting root: String? = nil, _ change: (inout TransferConfiguration) -> Void = { _ in },
    _ body: (TransferEngine) async throws -> Void
) async throws {
    var configuration = TransferConfiguration()
    let file = try root.map { try TemporaryFile($0) }
    configuration.caFile = file?.path
    change(&configuration)
    let engine = try TransferEngine(configuration)
    do {
        try await body(engine)
    } catch {
        await engine.shutdown()
        throw error
    }
    let statistics = await engine.statistics()
    #expect(statistics.inFlight == 0, "a permit is lost")
    #expect(statistics.waiting == 0, "a transfer still waits")
    #expect(statistics.idleHandles == statistics.handles, "a handle is lost")
    await engine.shutdown()
    withExtendedLifetime(file) {}
}

/// A file with that text, removed when it is let go of.
final class TemporaryFile: Sendable {
    let path: String

    init(_ text: String) throws {
        var template = Array("/tmp/transfer-tests-XXXXXX".utf8CString)
        let descriptor = unsafe mkstemp(&template)
        try #require(descriptor >= 0)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let bytes = Array(text.utf8)
        let written = unsafe Glibc.write(descriptor, bytes, bytes.count)
        close(descriptor)
        try #require(written == bytes.count)
    }

    /// Puts another text in the place of the file's.
    func write(_ text: String) throws {
        let other = try TemporaryFile(text)
        try #require(unsafe rename(other.path, path) == 0)
    }

    deinit { unsafe unlink(path) }
}

/// Takes bodies, as a parser would.
final class Collector: BodyReceiver {
    struct State: Sendable {
        var begun = 0
        var status = 0
        var contentType: String?
        var bytes: [UInt8] = []
        var chunks = 0
    }
    private let state = Mutex(State())
    /// After so many bytes it wants no more.
    let limit: Int

    init(limit: Int = .max) { self.limit = limit }

    var now: State { state.withLock { $0 } }

    func begin(status: Int, contentType: String?) {
        state.withLock { state in
            state.begun += 1
            state.status = status
            state.contentType = contentType
            state.bytes = []
        }
    }

    func receive(_ bytes: RawSpan) -> Bool {
        unsafe bytes.withUnsafeBytes { bytes in
            state.withLock { state in
                unsafe state.bytes.append(contentsOf: bytes)
                state.chunks += 1
                return state.bytes.count <= limit
            }
        }
    }
}

/// The code that a fetch fails with; records an issue when it does not fail.
func failure(
    of request: TransferRequest, on engine: TransferEngine, sourceLocation: SourceLocation = #_sourceLocation
) async -> TransferError.Code? {
    do throws(TransferError) {
        let outcome = try await engine.fetch(request)
        Issue.record("answered \(outcome.status) with \(outcome.bodyByteCount) bytes", sourceLocation: sourceLocation)
        return nil
    } catch {
        #expect(!error.detail.isEmpty, sourceLocation: sourceLocation)
        return error.code
    }
}

/// Waits, without a clock, until the engine's state is as wanted.
func settle(_ engine: TransferEngine, until isSettled: (TransferStatistics) -> Bool) async {
    while !isSettled(await engine.statistics()) { await Task.yield() }
}

func chunked(_ body: [UInt8], size: Int = 7, fields: String = "", complete: Bool = true) -> [UInt8] {
    var bytes = Array("HTTP/1.1 200 OK\r\n\(fields)Transfer-Encoding: chunked\r\n\r\n".utf8)
    var start = 0
    while start < body.count {
        let chunk = body[start..<min(start + size, body.count)]
        bytes += Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + [13, 10]
        start += size
    }
    return bytes + (complete ? Array("0\r\n\r\n".utf8) : [])
}
