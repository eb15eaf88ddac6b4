import FoundationEssentials
import Monitor

/// The header of a mail (RFC 5322, 2.2): fields in ASCII alone, lines of at most 78 characters where that is possible.
struct MailHeader {
    private(set) var bytes: [UInt8] = []

    /// The longest line, its end left out.
    private static let lineLength = 78
    /// The longest encoded word (RFC 2047, 2).
    private static let wordLength = 75
    /// Characters of a text: a subject is a line in a list.
    private static let maximumLength = 250

    /// A field whose value is the program's own and has its form.
    mutating func add(_ name: String, token: String) { write(name, [token]) }

    /// A field of free text, such as a subject.
    mutating func add(_ name: String, text: String) {
        let line = TextLimit.fitted(TerminalText.harmless(text), to: Self.maximumLength)
        write(name, Self.isPlain(line) ? line.split(separator: " ").map(String.init) : Self.encodedWords(line, after: name.utf8.count + 2))
    }

    /// A field of addresses.
    mutating func add(_ name: String, _ addresses: [MailAddress]) {
        var words: [String] = []
        for (index, mailbox) in addresses.enumerated() {
            let comma = index == addresses.count - 1 ? "" : ","
            if mailbox.name.isEmpty {
                words.append(mailbox.address + comma)
                continue
            }
            let text = TextLimit.fitted(TerminalText.harmless(mailbox.name), to: Self.maximumLength)
            words += Self.isPhrase(text) ? text.split(separator: " ").map(String.init) : Self.encodedWords(text, after: name.utf8.count + 2)
            words.append("<\(mailbox.address)>\(comma)")
        }
        write(name, words)
    }

    /// Writes a field, folded before the word that would make a line too long.
    private mutating func write(_ name: String, _ words: [String]) {
        var line = name + ":"
        for word in words {
            if line.utf8.count + 1 + word.utf8.count > Self.lineLength, line.contains(" ") {
                bytes += Array(line.utf8) + [13, 10]
                line = ""
            }
            line += " " + word
        }
        bytes += Array(line.utf8) + [13, 10]
    }

    /// Whether a text can stand as it is: ASCII, no word that a line cannot hold, none that looks encoded.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20..<0x7F).contains($0) } && !text.contains("=?")
            && text.split(separator: " ").allSatisfy { $0.utf8.count <= wordLength - 10 }
    }

    /// Whether a name can stand as it is: words of letters, digits and few marks (RFC 5322's atoms).
    private static func isPhrase(_ text: String) -> Bool {
        isPlain(text)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: " -_+'!&/".utf8.contains(byte)
                }
            }
    }

    /// A text as encoded words (RFC 2047, 4.1), none of which tears a character apart.
    ///
    /// - Parameter used: characters of the first line that are taken.
    private static func encodedWords(_ text: String, after used: Int) -> [String] {
        let (prefix, suffix) = ("=?utf-8?B?", "?=")
        func room(_ length: Int) -> Int { (length - prefix.utf8.count - suffix.utf8.count) / 4 * 3 }
        var words: [String] = []
        var piece: [UInt8] = []
        func word() -> String { prefix + Data(piece).base64EncodedString() + suffix }
        for scalar in text.unicodeScalars {
            let encoded = Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            let limit = words.isEmpty ? room(lineLength - 2 - used) : room(wordLength)
            if piece.count + encoded.count > limit {
                words.append(word())
                piece = []
            }
            piece += encoded
        }
        if !piece.isEmpty { words.append(word()) }
        return words
    }
}
