public import Monitor

extension Configuration {
    /// Which command is run for each event.
    public struct CommandOptions: Sendable, Hashable {
        /// The program and its arguments; at least one.
        public var run: [String]
        public var environment: [String: Secret] = [:]
        /// For one run, 1 s … 1 h.
        public var timeout = Duration.seconds(30)
        /// Runs of one event that may fail before it is refused, 1 … 100.
        public var attempts = 3
        public init(run: [String]) { self.run = run }
    }
}

extension ConsumerKind {
    /// `- command: { run: [/usr/local/bin/page-me, --urgent], timeout: 30s }`
    static let command = ConsumerKind(word: "command", keys: ["run", "environment", "timeout", "attempts"]) { fields, nodes in
        let run = fields.required("run", &nodes).map { arguments($0, &nodes) } ?? []
        let environment = fields["environment"].map { node in
            nodes.settings(node, called: "environment") { name, _ in
                isVariable(name)
                    ? nil : "\"\(name.prefix(80))\" is no name of a variable: it has letters, digits and _, and begins with no digit"
            }
        }
        let timeout = fields["timeout"].flatMap { nodes.duration($0, called: "timeout", in: .seconds(1) ... .seconds(3_600)) }
        let attempts = fields["attempts"].flatMap { nodes.integer($0, called: "attempts", in: 1...100) }
        guard !run.isEmpty else { return nil }
        var options = Configuration.CommandOptions(run: run)
        options.environment = environment ?? [:]
        options.timeout = timeout ?? options.timeout
        options.attempts = attempts ?? options.attempts
        return .command(options)
    }

    private static func arguments(_ node: YAMLNode, _ nodes: inout NodeDecoder) -> [String] {
        let texts = nodes.texts(node, called: "run").map(\.text)
        if node.scalar != nil, texts.first?.contains(" ") == true {
            nodes.report("run is a list, [program, argument, …]: no shell takes a text apart", at: node.position)
        }
        if texts.isEmpty, case .sequence = node.content { nodes.report("run names no program", at: node.position) }
        if texts.contains(where: { $0.utf8.contains(0) }) { nodes.report("run holds a NUL, which no argument can", at: node.position) }
        return texts
    }

    private static func isVariable(_ name: String) -> Bool {
        let scalars = name.unicodeScalars
        guard let first = scalars.first, !("0"..."9" ~= first), scalars.count <= 128 else { return false }
        return scalars.allSatisfy { "a"..."z" ~= $0 || "A"..."Z" ~= $0 || "0"..."9" ~= $0 || $0 == "_" }
    }
}
