/// Keeps texts within what a receiver takes.
enum TextLimit {
    /// The text with each scalar escaped, cut between two characters so that the result, "…" included, has at most `limit` UTF-16 code units:
    /// receivers say "characters", and none counts more than these.
    static func fitted(_ text: String, to limit: Int, escape: (Unicode.Scalar) -> String? = { _ in nil }) -> String {
        var result = ""
        var length = 0
        // How much stays when it has to be cut, in UTF-8; nil when there is no room for the ellipsis itself.
        var kept = limit > 0 ? 0 : nil
        for character in text {
            var piece = ""
            for scalar in character.unicodeScalars {
                if let escaped = escape(scalar) { piece += escaped } else { piece.unicodeScalars.append(scalar) }
            }
            let pieceLength = piece.utf16.count
            guard length + pieceLength <= limit else {
                return kept.map { String(decoding: result.utf8.prefix($0), as: UTF8.self) + "…" } ?? ""
            }
            result += piece
            length += pieceLength
            if length < limit { kept = result.utf8.count }
        }
        return result
    }
}
