/// Keeps texts within what a receiver takes.
enum TextLimit {
    /// The text with each scalar escaped, cut between two characters so that the result, "…" included, has at most `limit` UTF-16 code units:
    /// receivers say "characters", and none counts more than these.
    static func fitted(_ text: String, to limit: Int, escape: (Unicode.Scalar) -> String? = { _ in nil }) -> String {
        var result = ""
        var length = 0
        var endOfCut = result.endIndex
        var cutLength = 0
        for character in text {
            var piece = ""
            for scalar in character.unicodeScalars {
                if let escaped = escape(scalar) { piece += escaped } else { piece.unicodeScalars.append(scalar) }
            }
            let pieceLength = piece.utf16.count
            guard length + pieceLength <= limit else {
                return cutLength < limit ? result[..<endOfCut] + "…" : ""
            }
            result += piece
            length += pieceLength
            if length < limit {
                endOfCut = result.endIndex
                cutLength = length
            }
        }
        return result
    }
}
