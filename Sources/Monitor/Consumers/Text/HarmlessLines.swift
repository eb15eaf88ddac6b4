/// Makes text from outside harmless where lines are kept: each line as ``TerminalText`` leaves it, with no more than one empty line between.
enum HarmlessLines {
    static func of(_ text: String) -> String {
        var lines: [String] = []
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let harmless = TerminalText.harmless(String(line))
            if harmless.isEmpty, lines.last?.isEmpty ?? true { continue }
            lines.append(harmless)
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }
}
