import FoundationEssentials

/// Captured payloads of real pages, kept beside the project and never in it. Tests that need them are skipped where they
/// are absent, and `scripts/test` prints how many.
///
/// Looked for in `STATUS_MONITOR_FIXTURES`, then in `../shared/fixtures` beside the project's root.
public enum SharedFixtures {
    /// The folder, or nil where there is none.
    public static let folder: String? = {
        var candidates: [String] = []
        if let set = ProcessInfo.processInfo.environment["STATUS_MONITOR_FIXTURES"] { candidates.append(set) }
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        candidates.append(root + "/../shared/fixtures")
        return candidates.first { FileManager.default.fileExists(atPath: $0 + "/INDEX.tsv") }
    }()

    /// For `.enabled(if:)`.
    public static var arePresent: Bool { folder != nil }
    /// The reason that a skipped test prints.
    public static let absence = "the shared fixtures are absent"

    /// The path of a fixture, such as "aws/aws-all-2021-12.rss".
    public static func path(_ name: String) throws -> String {
        guard let folder else { throw MissingFixture(name: name) }
        return folder + "/" + name
    }

    /// The bytes of a fixture.
    public static func bytes(_ name: String) throws -> [UInt8] {
        let path = try path(name)
        guard let data = FileManager.default.contents(atPath: path) else { throw MissingFixture(name: name) }
        return [UInt8](data)
    }

    /// The captures of one page in order of time, as names for ``bytes(_:)``.
    public static func series(_ name: String) throws -> [String] {
        let folder = try path("series/" + name)
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { "series/\(name)/\($0)" }
    }
}

public struct MissingFixture: Error, CustomStringConvertible {
    public var name: String
    public var description: String { "fixture \(name) cannot be read" }
}
