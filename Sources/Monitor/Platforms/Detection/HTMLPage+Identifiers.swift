extension HTMLPage {
    /// The identifier (letters, digits, dashes, underscores, and what `others` names) that follows the first `mark`; nil when there is none.
    ///
    /// - Parameter mark: lower-case ASCII, with what stands before the identifier.
    func identifier(after mark: StaticString, others: String = "") -> String? {
        // A quotation mark, a bracket or a line's end follows soon, whatever the page's style.
        let candidates = [text(between: mark, and: "\""), text(between: mark, and: "'"), text(between: mark, and: "<")]
        guard let found = candidates.compactMap(\.self).min(by: { $0.utf8.count < $1.utf8.count }) else { return nil }
        let identifier = found.prefix { character in
            character.isASCII && (character.isLetter || character.isNumber || character == "-" || character == "_")
                || others.contains(character)
        }
        return identifier.isEmpty ? nil : String(identifier)
    }
}
