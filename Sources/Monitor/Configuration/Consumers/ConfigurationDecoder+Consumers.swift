import Monitor

/// The list of consumers: `- console`, `- slack: { webhook: … }`.
extension ConfigurationDecoder {
    mutating func consumers(_ node: YAMLNode) {
        var kinds: [String: SourcePosition] = [:]
        var names: [String: SourcePosition] = [:]
        for item in nodes.items(of: node, called: "consumers") {
            guard let (word, position, options) = named(item) else { continue }
            guard let kind = ConsumerKind.all.first(where: { $0.word == word }) else {
                let words = ConsumerKind.all.map(\.word)
                let near = EditDistance.nearest(to: word, among: words)
                let exists = near == nil ? ": there is \(words.joined(separator: ", "))" : ""
                nodes.report("unknown consumer \"\(word.prefix(80))\"\(exists)", at: position, suggestion: near)
                continue
            }
            if let first = kinds[word], let reason = kind.soleReason {
                nodes.report("consumer \"\(word)\" is already in line \(first.line): \(reason)", at: item.position)
                continue
            }
            guard let consumer = consumer(kind, options, at: position) else { continue }
            if let first = names[consumer.name.lowercased()] {
                nodes.report(
                    "a consumer named \"\(consumer.name)\" is already in line \(first.line); another one needs a \"name\" of its own",
                    at: position)
                continue
            }
            kinds[word] = kinds[word] ?? item.position
            names[consumer.name.lowercased()] = position
            configuration.consumers.append(consumer)
        }
    }

    /// The kind's word, its place, and its options when it has some.
    private mutating func named(_ item: YAMLNode) -> (word: String, position: SourcePosition, options: YAMLNode?)? {
        switch item.content {
        case .scalar: return nodes.text(item, called: "a consumer").map { ($0, item.position, nil) }
        case .mapping(let pairs):
            if pairs.count == 1, let pair = pairs.first, let word = pair.key.scalar?.text {
                return (word, pair.key.position, pair.value.isNull ? nil : pair.value)
            }
        case .sequence: break
        }
        nodes.report("a consumer is a name, or a name with options (- console: { format: json })", at: item.position)
        return nil
    }

    private mutating func consumer(
        _ kind: ConsumerKind, _ options: YAMLNode?, at position: SourcePosition
    ) -> Configuration.Consumer? {
        var fields: [String: YAMLNode] = [:]
        let faults = nodes.issues.count
        if let options { fields = nodes.fields(of: options, called: kind.word, keys: kind.keys + ConsumerKind.commonKeys) }
        let hasRefusedKey = nodes.issues.count > faults
        let name = fields["name"].flatMap { consumerName($0) }
        let template = fields["template"].flatMap { nodes.template($0, called: "template") }
        let rate = fields["rate"].flatMap { nodes.rate($0, called: "rate") }
        let filter = filter(fields)
        // After what all have in common, so that every fault is told.
        guard
            let target = kind.decode(
                ConsumerFields(word: kind.word, position: position, fields: fields, hasRefusedKey: hasRefusedKey), &nodes)
        else { return nil }
        var consumer = Configuration.Consumer(name: name ?? kind.word, target, position: position)
        consumer.filter = filter
        consumer.template = template
        consumer.rate = rate
        return consumer
    }

    /// A name goes into logs, the journal and the command line: short, and of what can be seen.
    private mutating func consumerName(_ node: YAMLNode) -> String? {
        guard let name = nodes.text(node, called: "name") else { return nil }
        let isFit = name.count <= 64 && name.unicodeScalars.allSatisfy { !$0.properties.isDefaultIgnorableCodePoint && $0.value > 0x1F }
        guard isFit, name.first?.isWhitespace == false, name.last?.isWhitespace == false else {
            nodes.report("name must have 64 visible characters at most, and no space at its ends", at: node.position)
            return nil
        }
        return name
    }
}
