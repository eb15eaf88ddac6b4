extension Configuration {
    /// Which file events are appended to.
    public struct FileOptions: Sendable, Hashable {
        /// When a new file begins, and how many old ones are kept.
        public struct Rotation: Sendable, Hashable {
            /// Bytes, 64 KiB … 1 TiB.
            public var size = 10 << 20
            /// 1 … 1000.
            public var keep = 5
            public init() {}
        }

        /// Its folder must exist.
        public var path: String
        public var mode: UInt32 = 0o640
        public var rotation: Rotation?
        public var synchronizes = false
        public init(path: String) { self.path = path }
    }
}

extension ConsumerKind {
    /// `- file: { path: /var/log/status-monitor/events.jsonl, rotate: { size: 10MiB, keep: 5 } }`
    static let file = ConsumerKind(word: "file", keys: ["path", "mode", "rotate", "sync"]) { fields, nodes in
        nodes.refuseTemplate(fields)
        let path = fields.required("path", &nodes).flatMap { nodes.path($0, called: "path") }
        let mode = fields["mode"].flatMap { fileMode($0, &nodes) }
        let rotation = fields["rotate"].map { fileRotation($0, &nodes) }
        let synchronizes = fields["sync"].flatMap { nodes.flag($0, called: "sync") }
        guard let path else { return nil }
        var options = Configuration.FileOptions(path: path)
        options.mode = mode ?? options.mode
        options.rotation = rotation
        options.synchronizes = synchronizes ?? options.synchronizes
        return .file(options)
    }

    /// Octal, as chmod(1) takes it.
    private static func fileMode(_ node: YAMLNode, _ nodes: inout NodeDecoder) -> UInt32? {
        guard let text = nodes.text(node, called: "mode") else { return nil }
        let digits = text.hasPrefix("0o") ? text.dropFirst(2) : text[...]
        if let mode = UInt32(digits, radix: 8), mode <= 0o777, mode & 0o600 == 0o600, digits.utf8.count >= 3 { return mode }
        nodes.report("mode must be the octal permissions of a file that its owner reads and writes, such as 0640", at: node.position)
        return nil
    }

    private static func fileRotation(_ node: YAMLNode, _ nodes: inout NodeDecoder) -> Configuration.FileOptions.Rotation {
        var rotation = Configuration.FileOptions.Rotation()
        let fields = nodes.fields(of: node, called: "rotate", keys: ["size", "keep"])
        if let size = fields["size"], let count = nodes.byteCount(size, called: "size", in: 64 << 10...1 << 40) { rotation.size = count }
        if let keep = fields["keep"], let count = nodes.integer(keep, called: "keep", in: 1...1_000) { rotation.keep = count }
        return rotation
    }
}
