/// The body of a mail, as lines that every server takes: ASCII as it is, anything else quoted-printable (RFC 2045, 6.7).
struct MailBody {
    let encoding: String
    /// Lines ended by CR LF.
    let bytes: [UInt8]

    /// A line, its end left out (RFC 2045, 6.7, 5).
    private static let lineLength = 76

    init(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.utf8) }
        let isPlain = lines.allSatisfy { line in
            line.count <= 78 && line.allSatisfy { (0x20..<0x7F).contains($0) } && line.last != 0x20
        }
        encoding = isPlain ? "7bit" : "quoted-printable"
        bytes = lines.flatMap { (isPlain ? $0 : Self.quoted($0)) + [13, 10] }
    }

    private static func quoted(_ line: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var length = 0
        for (index, byte) in line.enumerated() {
            let isLast = index == line.count - 1
            // White space at a line's end is taken away on the way.
            let isLiteral = byte != UInt8(ascii: "=") && ((0x21..<0x7F).contains(byte) || (byte == 0x20 && !isLast))
            let piece = isLiteral ? [byte] : [UInt8(ascii: "="), digit(byte >> 4), digit(byte & 0xF)]
            // Room for the sign of a soft line break.
            if length + piece.count > lineLength - (isLast ? 0 : 1) {
                out += Array("=\r\n".utf8)
                length = 0
            }
            out += piece
            length += piece.count
        }
        return out
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
}
