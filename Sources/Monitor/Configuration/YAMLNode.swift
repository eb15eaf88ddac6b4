/// A value of a YAML document, with its place in the file.
struct YAMLNode: Sendable {
    var position: SourcePosition
    var content: Content

    indirect enum Content: Sendable {
        case scalar(Scalar)
        case sequence([YAMLNode])
        /// In the document's order; a key may occur twice.
        case mapping([Pair])
    }

    struct Scalar: Sendable {
        var text: String
        /// Quoted or a block: never null, and a place inside cannot be told from the text alone.
        var isPlain: Bool

        /// Whether it stands for no value: `~`, `null` or nothing at all, without quotes.
        var isNull: Bool { isPlain && (text.isEmpty || text == "~" || text == "null" || text == "Null" || text == "NULL") }
    }

    struct Pair: Sendable {
        var key: YAMLNode
        var value: YAMLNode
    }

    var scalar: Scalar? { if case .scalar(let scalar) = content { scalar } else { nil } }
    var isNull: Bool { scalar?.isNull ?? false }

    /// What a person calls it in an error.
    var kind: String {
        switch content {
        case .scalar(let scalar): scalar.isNull ? "nothing" : "a single value"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
