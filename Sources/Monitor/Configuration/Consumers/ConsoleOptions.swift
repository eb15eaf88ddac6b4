extension Configuration {
    /// How the terminal shows events.
    public struct ConsoleOptions: Sendable, Hashable {
        public enum Format: String, Sendable, Hashable, CaseIterable {
            case text, json
        }

        public var format = Format.text
        public init() {}
    }
}

extension ConsumerKind {
    /// `- console: { format: json }`
    static let console = ConsumerKind(word: "console", keys: ["format"], soleReason: "one standard output has one consumer") {
        fields, nodes in
        var options = Configuration.ConsoleOptions()
        if let format = fields["format"] { options.format = nodes.choice(format, called: "format") ?? options.format }
        if options.format == .json, let template = fields["template"] {
            nodes.report("a template makes text, and format json has none: leave one of the two out", at: template.position)
        }
        return .console(options)
    }
}
