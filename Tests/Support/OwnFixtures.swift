import FoundationEssentials

/// The project's own payloads under `Tests/Fixtures`, of the shapes that real pages serve.
public enum OwnFixtures {
    /// The absolute path of a fixture, such as "platforms/statuspage/history.atom".
    public static func path(_ name: String) -> String {
        let tests = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
        return tests + "/Fixtures/" + name
    }

    /// The bytes of a fixture.
    public static func bytes(_ name: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path(name)) else { throw MissingFixture(name: path(name)) }
        return [UInt8](data)
    }

    public static func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }
}
