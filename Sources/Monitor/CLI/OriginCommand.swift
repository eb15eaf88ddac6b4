import ArgumentParser
import Consumers
import FoundationEssentials
import Glibc
import LoopbackOrigin
import Processes

/// Serves pages on loopback for `bench` and `scripts/demo`, which start it as a child process. Not for people.
struct OriginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "origin", abstract: "Serves pages on loopback until its standard input closes, then says what it counted.",
        shouldDisplay: false)

    @Option(help: ArgumentHelp("Serve the pages recorded in a folder, as they changed over time.", valueName: "folder"))
    var recordings: String?

    @Option(help: ArgumentHelp("Write a line for each request to a file: milliseconds since the start, and the path.", valueName: "file"))
    var requests: String?

    @Option(help: "Listen for plain HTTP on this port; 0 takes a free one.")
    var port: UInt16 = 0

    @Option(help: ArgumentHelp("Serve TLS too, and write the root that clients are to trust to this file.", valueName: "file"))
    var trustedRoot: String?

    @Option(help: ArgumentHelp("Make one of so many answers a fault: a reset, a cut, an error, an endless head …", valueName: "count"))
    var faultEvery: Int?

    @Flag(help: "Let no TLS session be resumed: each handshake is a full one.")
    var noResumption = false

    @Option(help: "Run on this processor alone.")
    var processor: Int?

    func run() async throws {
        if let processor { Processors.pin(to: processor) }
        let handler = try requests.map { try Self.logging(to: $0, makeFaultyHandler()) } ?? makeFaultyHandler()
        let plain = try start(nil, port: port, handler)
        var addresses = OriginAddresses(http: plain.baseURL)
        var secure: OriginServer?
        if let trustedRoot {
            var tls = try OriginTLS.make()
            tls.resumesSessions = !noResumption
            try Data(tls.trustedRoot.utf8).write(to: URL(filePath: trustedRoot))
            let server = try start(tls, port: 0, handler)
            addresses.https = server.baseURL
            addresses.trustedRootFile = trustedRoot
            secure = server
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try await FileDescriptorOutput.standardOutput.write([UInt8](encoder.encode(addresses)) + [10])
        // The parent has closed the pipe, or has ended.
        while await PolledInput.next(from: 0, every: .milliseconds(50)) != nil {}
        let counted = plain.statistics + (secure?.statistics ?? OriginStatistics())
        await plain.stop()
        await secure?.stop()
        // A parent that has ended reads it no more.
        try? await FileDescriptorOutput.standardOutput.write([UInt8](encoder.encode(counted)) + [10])
    }

    private func start(_ tls: OriginTLS?, port: UInt16, _ handler: @escaping OriginServer.Handler) throws -> OriginServer {
        let configuration = OriginConfiguration(address: .wholeLoopbackNetwork, port: port, tls: tls, recordedRequests: 0)
        return try OriginServer.start(configuration, handler: handler)
    }

    /// A handler that notes each request before it is answered.
    private static func logging(to path: String, _ handler: @escaping OriginServer.Handler) throws -> OriginServer.Handler {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw ValidationError("\(path) cannot be written") }
        let start = ContinuousClock.now
        return { request in
            let (seconds, attoseconds) = (ContinuousClock.now - start).components
            let line = Array("\(seconds * 1000 + attoseconds / 1_000_000_000_000_000) \(String(request.path))\n".utf8)
            _ = unsafe write(file, line, line.count)
            return handler(request)
        }
    }

    private func makeFaultyHandler() throws -> OriginServer.Handler {
        let handler = try makeHandler()
        guard let faultEvery else { return handler }
        let pages = FaultyPages(handler, period: faultEvery)
        return { pages.reply(to: $0) }
    }

    private func makeHandler() throws -> OriginServer.Handler {
        guard let recordings else {
            let pages = BenchmarkPages()
            return { pages.reply(to: $0) }
        }
        let start = ContinuousClock.now
        let pages = try RecordedPages(folder: recordings) { ContinuousClock.now - start }
        return { pages.reply(to: $0) }
    }
}
