import FoundationEssentials
import Glibc
import Support

/// Reads topics by `kcat`, a program that is not this project's. Tests that need it are skipped where it is absent.
public enum Kcat {
    public static let path: String? = ["/usr/bin/kcat", "/usr/local/bin/kcat"].first { unsafe access($0, X_OK) == 0 }
    /// For `.enabled(if:)`.
    public static var isPresent: Bool { path != nil }
    public static let absence = "kcat is absent"

    /// A message of a topic as `kcat -J` prints it.
    public struct Message: Decodable, Sendable {
        public var partition: Int
        public var offset: Int
        public var headers: [String]?
        public var key: String
        public var payload: String
    }

    /// All that is in a topic now.
    public static func messages(of topic: String, at brokers: [String]) async throws -> [Message] {
        try await read(["-C", "-t", topic, "-o", "beginning"], brokers)
    }

    /// What a consumer group has not had of a topic yet; it has had it then.
    public static func messages(of topic: String, at brokers: [String], for group: String) async throws -> [Message] {
        try await read(["-X", "auto.offset.reset=earliest", "-X", "session.timeout.ms=6000", "-G", group, topic], brokers)
    }

    private static func read(_ what: [String], _ brokers: [String]) async throws -> [Message] {
        guard let path else { throw MockCluster.Failure(description: absence) }
        let process = try ChildProcess(path, ["-b", brokers.joined(separator: ","), "-e", "-q", "-J"] + what)
        let result = await process.end()
        guard result.ending == .exited(0) else { throw MockCluster.Failure(description: result.standardError) }
        return try result.lines.map { try JSONDecoder().decode(Message.self, from: Data($0.utf8)) }
    }
}
