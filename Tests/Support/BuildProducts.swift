import Glibc

/// Programs that were built together with the tests.
public enum BuildProducts {
    public struct MissingProduct: Error, CustomStringConvertible {
        public var path: String
        public var description: String { "\(path) was not built: `swift build --build-tests` builds it" }
    }

    /// The path of a program that stands beside the test bundle.
    public static func path(of name: String) throws -> String {
        let path = folder() + "/" + name
        guard unsafe access(path, X_OK) == 0 else { throw MissingProduct(path: path) }
        return path
    }

    /// The folder of the test bundle.
    public static func folder() -> String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
        let bundle = String(decoding: buffer.prefix(max(count, 0)).map(UInt8.init(bitPattern:)), as: UTF8.self)
        return String(bundle[..<(bundle.lastIndex(of: "/") ?? bundle.endIndex)])
    }
}
