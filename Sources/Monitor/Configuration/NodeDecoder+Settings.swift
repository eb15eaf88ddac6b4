import Monitor

/// Values of consumers that are handed on to another program or library.
extension NodeDecoder {
    /// A mapping of names to texts, any of which may be a secret. Those whose names say that they are, are warned of when the file holds them.
    ///
    /// - Parameter fault: what is wrong with a name or its value, without the value; nil for nothing.
    mutating func settings(
        _ node: YAMLNode, called what: String, fault: (_ name: String, _ value: Secret) -> String?
    ) -> [String: Secret] {
        guard case .mapping(let pairs) = node.content else {
            report("\(what) must be a mapping (name: value), not \(node.kind)", at: node.position)
            return [:]
        }
        var settings: [String: Secret] = [:]
        for pair in pairs {
            let name = pair.key.scalar?.text ?? ""
            guard settings[name] == nil else {
                report("\"\(name.prefix(80))\" is given twice in \(what)", at: pair.key.position)
                continue
            }
            let label = "\(name.prefix(80)) in \(what)"
            let value = Self.namesSecret(name) ? secret(pair.value, called: label) : text(pair.value, called: label).map { Secret($0) }
            guard let value else { continue }
            settings[name] = value
            if let fault = fault(name, value) { report(fault, at: pair.key.position) }
        }
        return settings
    }

    private static func namesSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        if name.hasSuffix(".location") || name.hasSuffix("_file") || name.hasSuffix("_path") { return false }
        return ["password", "secret", "token", "key"].contains { name.contains($0) }
    }

    /// A file's path. A relative one begins at the folder of the configuration.
    mutating func path(_ node: YAMLNode, called what: String) -> String? {
        guard let text = text(node, called: what) else { return nil }
        guard !text.utf8.contains(0) else {
            report("\(what) holds a NUL, which no path can", at: node.position)
            return nil
        }
        if text.hasPrefix("/") { return text }
        return (file.lastIndex(of: "/").map { String(file[...$0]) } ?? "") + text
    }

    /// For consumers whose messages are the event itself.
    mutating func refuseTemplate(_ fields: ConsumerFields) {
        guard let template = fields["template"] else { return }
        report("a template makes text, and \(fields.word) gets each event as JSON: leave it out", at: template.position)
    }
}
