import Monitor

/// Turns nodes into values and collects what is wrong with them: every fault is reported, not the first alone.
struct NodeDecoder {
    let file: String
    let substitution: Substitution
    private(set) var issues: [ConfigurationIssue] = []
    /// Whether the file itself holds a secret.
    var holdsSecrets = false
    /// See ``Vocabulary/kafkaPropertyFault``.
    var kafkaPropertyFault: @Sendable (_ name: String, _ value: Secret) -> String? = { _, _ in nil }

    init(file: String, substitution: Substitution) {
        self.file = file
        self.substitution = substitution
    }

    mutating func report(
        _ message: String, at position: SourcePosition, suggestion: String? = nil, gravity: ConfigurationIssue.Gravity = .error
    ) {
        // An aliased value is decoded once for each alias; its faults are one.
        let issue = ConfigurationIssue(gravity, file: file, position: position, message: message, suggestion: suggestion)
        if !issues.contains(issue) { issues.append(issue) }
    }

    /// The fields of a mapping by key. Unknown and repeated keys are reported.
    mutating func fields(of node: YAMLNode, called what: String, keys: [String]) -> [String: YAMLNode] {
        guard case .mapping(let pairs) = node.content else {
            if !node.isNull { report("\(what) must be a mapping (key: value), not \(node.kind)", at: node.position) }
            return [:]
        }
        var fields: [String: YAMLNode] = [:]
        var places: [String: SourcePosition] = [:]
        for pair in pairs {
            let key = pair.key.scalar?.text ?? ""
            if let first = places[key] {
                report("\"\(key)\" is given twice (first in line \(first.line))", at: pair.key.position)
                continue
            }
            places[key] = pair.key.position
            guard keys.contains(key) else {
                let near = EditDistance.nearest(to: key, among: keys)
                let known = near == nil ? ": it has \(keys.joined(separator: ", "))" : ""
                report("\(what) has no \"\(key)\"\(known)", at: pair.key.position, suggestion: near)
                continue
            }
            // A key without a value is as good as left out.
            if !pair.value.isNull { fields[key] = pair.value }
        }
        return fields
    }

    /// The items of a list.
    mutating func items(of node: YAMLNode, called what: String) -> [YAMLNode] {
        if case .sequence(let items) = node.content { return items }
        report("\(what) must be a list (- item), not \(node.kind)", at: node.position)
        return []
    }

    /// A text with its variables filled in; nil after a report.
    mutating func text(_ node: YAMLNode, called what: String) -> String? {
        guard let scalar = node.scalar, !scalar.isNull else {
            report("\(what) must be a text, not \(node.kind)", at: node.position)
            return nil
        }
        let (text, failures) = substitution.apply(to: scalar.text)
        for failure in failures {
            var position = node.position
            // In a quoted or folded text the place of a character depends on its escapes: then its start has to do.
            if scalar.isPlain { position.column += failure.offset }
            report(failure.message, at: position, suggestion: failure.suggestion)
        }
        guard failures.isEmpty else { return nil }
        guard !text.isEmpty else {
            report("\(what) must not be empty", at: node.position)
            return nil
        }
        return text
    }

    /// One text or a list of texts.
    mutating func texts(_ node: YAMLNode, called what: String) -> [(text: String, position: SourcePosition)] {
        if node.scalar != nil { return text(node, called: what).map { [($0, node.position)] } ?? [] }
        return items(of: node, called: what).compactMap { item in text(item, called: what).map { ($0, item.position) } }
    }

    mutating func duration(_ node: YAMLNode, called what: String, in range: ClosedRange<Duration>) -> Duration? {
        guard let text = text(node, called: what) else { return nil }
        guard let duration = Measures.duration(text) else {
            let isNumber = !text.isEmpty && text.allSatisfy(\.isWholeNumber)
            report(
                "\(what) must be a duration such as 300s, 5m or 1h30m, not \"\(shown(node))\"", at: node.position,
                suggestion: isNumber ? text + "s" : nil)
            return nil
        }
        guard range.contains(duration) else {
            let bounds = "from \(Measures.text(range.lowerBound)) to \(Measures.text(range.upperBound))"
            report("\(what) must be \(bounds), not \(Measures.text(duration))", at: node.position)
            return nil
        }
        return duration
    }

    mutating func integer(_ node: YAMLNode, called what: String, in range: ClosedRange<Int>) -> Int? {
        guard let text = text(node, called: what) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            let bounds = "from \(range.lowerBound) to \(range.upperBound)"
            report("\(what) must be a whole number \(bounds), not \"\(shown(node))\"", at: node.position)
            return nil
        }
        return number
    }

    mutating func byteCount(_ node: YAMLNode, called what: String, in range: ClosedRange<Int>) -> Int? {
        guard let text = text(node, called: what) else { return nil }
        guard let count = Measures.byteCount(text), range.contains(count) else {
            let bounds = "from \(range.lowerBound) to \(range.upperBound) bytes"
            report("\(what) must be a size such as 8MiB, \(bounds), not \"\(shown(node))\"", at: node.position)
            return nil
        }
        return count
    }

    /// An absolute http or https address.
    mutating func address(_ node: YAMLNode, called what: String) -> String? {
        guard let text = text(node, called: what) else { return nil }
        if let fault = PageAddress.fault(of: text) {
            report("\(what) \"\(shown(node))\" cannot be used: \(fault)", at: node.position)
            return nil
        }
        return text
    }

    /// One of an enumeration's words.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ node: YAMLNode, called what: String) -> Choice? {
        guard let text = text(node, called: what) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let words = Choice.allCases.map(\.rawValue)
        report(
            "\(what) must be one of \(words.joined(separator: ", ")), not \"\(shown(node))\"", at: node.position,
            suggestion: EditDistance.nearest(to: text, among: words))
        return nil
    }

    /// A value as the file writes it: what was filled in may be a secret.
    func shown(_ node: YAMLNode) -> String {
        String((node.scalar?.text ?? "").prefix(80))
    }
}
