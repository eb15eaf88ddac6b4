import FoundationEssentials
import Processes

/// An origin that runs as a child process, so that its work is not counted as the client's. It ends with ``stop()``, with the last
/// reference, or with this process.
public final class OriginProcess: Sendable {
    public let addresses: OriginAddresses
    private let child: ChildProgram

    private init(_ child: ChildProgram, _ addresses: OriginAddresses) {
        self.child = child
        self.addresses = addresses
    }

    /// Starts this program's own `origin` command and waits until it listens.
    public static func startOwn(_ arguments: [String]) async throws(OriginError) -> OriginProcess {
        try await start(program: "/proc/self/exe", arguments: ["origin"] + arguments)
    }

    /// Starts a program that prints ``OriginAddresses`` as its first line, and waits for that line.
    public static func start(program: String, arguments: [String]) async throws(OriginError) -> OriginProcess {
        let child: ChildProgram
        do throws(ProcessError) {
            child = try ChildProgram.start(program, arguments)
        } catch {
            throw OriginError(.system, error.detail)
        }
        let line = await child.firstLine()
        guard let addresses = try? JSONDecoder().decode(OriginAddresses.self, from: Data(line)) else {
            let status = await child.end()
            let printed = String(decoding: line, as: UTF8.self)
            throw OriginError(.system, "\(program) did not start as an origin: it printed \"\(printed)\" and ended with status \(status)")
        }
        return OriginProcess(child, addresses)
    }

    /// Ends the child and waits until it has ended.
    public func stop() async { await child.end() }
}
