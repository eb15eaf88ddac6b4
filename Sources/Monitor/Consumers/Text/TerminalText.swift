/// Makes text from outside harmless on a terminal: one line, no control sequence, nothing that hides or reorders what is read.
public enum TerminalText {
    /// - White space, line breaks and tabs become single spaces; none is left at the ends.
    /// - Other control characters show as their pictures (␛ for ESC), C1 and invisible format characters are left out.
    /// - Direction overrides are left out, so that no text reads in another order than it is written.
    public static func harmless(_ text: String) -> String {
        if isPlain(text) { return text }
        var out = String.UnicodeScalarView()
        var isSpaceDue = false
        var last: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if isSpace(scalar) {
                isSpaceDue = !out.isEmpty
                continue
            }
            guard let shown = shown(scalar, after: isSpaceDue ? nil : last) else { continue }
            if isSpaceDue { out.append(" ") }
            isSpaceDue = false
            out.append(shown)
            last = shown
        }
        return String(out)
    }

    /// Printable ASCII with single spaces inside: most texts.
    private static func isPlain(_ text: String) -> Bool {
        var last: UInt8 = 0x20
        for byte in text.utf8 {
            guard (0x20..<0x7F).contains(byte), byte != 0x20 || last != 0x20 else { return false }
            last = byte
        }
        return last != 0x20 || text.isEmpty
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// What is printed for a scalar; nil when it is left out.
    private static func shown(_ scalar: Unicode.Scalar, after last: Unicode.Scalar?) -> Unicode.Scalar? {
        switch scalar.value {
        case 0..<0x20: return Unicode.Scalar(0x2400 + scalar.value)
        case 0x20..<0x7F: return scalar
        case 0x7F: return "\u{2421}"
        case 0x80..<0xA0: return nil
        // Joiners make letters and emoji; after ASCII they only hide.
        case 0x200C, 0x200D: return last.map { $0.isASCII } ?? true ? nil : scalar
        // Emoji presentation.
        case 0xFE0E, 0xFE0F: return last == nil ? nil : scalar
        default:
            switch scalar.properties.generalCategory {
            case .format, .control, .surrogate: return nil
            case .nonspacingMark, .enclosingMark, .spacingMark: return last == nil ? nil : scalar
            default: return scalar.properties.isDefaultIgnorableCodePoint ? nil : scalar
            }
        }
    }
}
