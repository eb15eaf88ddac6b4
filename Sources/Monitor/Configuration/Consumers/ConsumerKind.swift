/// One kind of consumer that a configuration can name. One kind more is a file beside this one, a line in ``all``, and a case of
/// ``Configuration/ConsumerTarget``.
struct ConsumerKind: Sendable {
    /// Reads a kind's own options; nil after a report. What all kinds share is read elsewhere.
    typealias Decode = @Sendable (_ fields: ConsumerFields, _ nodes: inout NodeDecoder) -> Configuration.ConsumerTarget?

    /// As a configuration names it.
    let word: String
    /// The keys of its own options.
    let keys: [String]
    /// Why there can be only one of it; nil when there can be several.
    var soleReason: String?
    let decode: Decode

    /// All that there are, in the order in which errors list them.
    static let all: [ConsumerKind] = [
        .console, .slack, .discord, .teams, .webhook, .pagerDuty, .email, .kafka, .file, .command,
    ]

    /// The keys that every consumer has.
    static let commonKeys = ["name", "template"] + filterKeys
    static let filterKeys = ["providers", "services", "kinds", "severity"]
}

/// The options of one consumer, by key, for the functions that read them.
struct ConsumerFields {
    /// The consumer's kind ("slack").
    let word: String
    /// Where the file names it.
    let position: SourcePosition
    let fields: [String: YAMLNode]
    /// A key was refused: it may be one that seems to be missing, which is no further fault.
    let hasRefusedKey: Bool

    subscript(key: String) -> YAMLNode? { fields[key] }

    /// The value of a key that cannot be left out; nil after a report.
    func required(_ key: String, _ nodes: inout NodeDecoder) -> YAMLNode? {
        if let node = fields[key] { return node }
        reportMissing("\(Self.article(key)) \(key)", &nodes)
        return nil
    }

    /// Tells that something is missing, unless a key was refused that may have been meant for it.
    func reportMissing(_ what: String, _ nodes: inout NodeDecoder) {
        if !hasRefusedKey { nodes.report("\(word) needs \(what)", at: position) }
    }

    private static func article(_ noun: String) -> String { noun.first.map { "aeio".contains($0) } ?? false ? "an" : "a" }
}
