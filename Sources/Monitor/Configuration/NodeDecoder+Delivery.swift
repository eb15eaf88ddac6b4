import Monitor

/// Values that consumers have: secrets, templates, rates.
extension NodeDecoder {
    /// A text that must not be seen. Warns when the file itself holds it.
    mutating func secret(_ node: YAMLNode, called what: String) -> Secret? {
        guard let text = text(node, called: what) else { return nil }
        noteSecret(node, called: what)
        guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            report("\(what) holds a line break or another control character; correct it where it is kept", at: node.position)
            return nil
        }
        return Secret(text)
    }

    /// An absolute http or https address that is a secret as a whole, as those of webhooks are.
    mutating func secretAddress(_ node: YAMLNode, called what: String) -> Secret? {
        guard let text = text(node, called: what) else { return nil }
        noteSecret(node, called: what)
        guard let fault = PageAddress.fault(of: text) else {
            if text.lowercased().hasPrefix("http://"), !PageAddress.isPrivate(host: PageAddress.host(of: text)) {
                report(
                    "\(what) is an http address: all that is sent there can be read on the way; use https", at: node.position,
                    gravity: .warning)
            }
            return Secret(text)
        }
        report("\(what) cannot be used: \(fault)", at: node.position)
        return nil
    }

    private mutating func noteSecret(_ node: YAMLNode, called what: String) {
        guard let scalar = node.scalar, !scalar.text.replacingEscapes.contains("${") else { return }
        holdsSecrets = true
        report(
            "\(what) is a secret and stands in this file: ${NAME} takes it from the environment, ${file:PATH} from a file, "
                + "${credential:NAME} from systemd",
            at: node.position, gravity: .warning)
    }

    /// `true` or `false`.
    mutating func flag(_ node: YAMLNode, called what: String) -> Bool? {
        guard let text = text(node, called: what) else { return nil }
        if text == "true" || text == "false" { return text == "true" }
        let meant = ["yes": "true", "on": "true", "no": "false", "off": "false"][text.lowercased()] ?? text.lowercased()
        report(
            "\(what) must be true or false, not \"\(shown(node))\"", at: node.position,
            suggestion: EditDistance.nearest(to: meant, among: ["true", "false"]))
        return nil
    }

    /// A text with places for an event's fields.
    mutating func template(_ node: YAMLNode, called what: String) -> MessageTemplate? {
        guard let text = text(node, called: what) else { return nil }
        do throws(MessageTemplate.Fault) {
            return try MessageTemplate(text)
        } catch {
            let words = MessageTemplate.Placeholder.allCases.map(\.rawValue)
            let near = error.word.flatMap { EditDistance.nearest(to: $0, among: words) }
            let known = error.word != nil && near == nil ? ": there is \(words.joined(separator: ", "))" : ""
            var position = node.position
            // In a quoted text the place of a character depends on its escapes: then its start has to do.
            if let scalar = node.scalar, scalar.isPlain, scalar.text == text { position.column += error.offset }
            report("\(what): \(error.message)\(known)", at: position, suggestion: near)
            return nil
        }
    }

    /// "1/s", "30/min", "5/2s": so many in that time.
    mutating func rate(_ node: YAMLNode, called what: String) -> DeliveryRate? {
        guard let text = text(node, called: what) else { return nil }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
        if parts.count == 2, let count = Int(parts[0]), 1...10_000 ~= count, let period = Self.period(parts[1]) {
            return DeliveryRate(count, per: period)
        }
        report("\(what) must be a number in a time, such as 1/s, 30/min or 5/2s, not \"\(shown(node))\"", at: node.position)
        return nil
    }

    private static func period(_ text: String) -> Duration? {
        switch text {
        case "s": return .seconds(1)
        case "m", "min": return .seconds(60)
        case "h": return .seconds(3600)
        default:
            guard let period = Measures.duration(text), period >= .milliseconds(100), period <= .seconds(3600) else { return nil }
            return period
        }
    }
}

extension String {
    /// Without `$${`, which stands for itself and fills nothing in.
    fileprivate var replacingEscapes: String { split(separator: "$${", omittingEmptySubsequences: false).joined(separator: " ") }
}
