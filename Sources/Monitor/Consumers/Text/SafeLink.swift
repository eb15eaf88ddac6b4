/// Links from pages, as they may be put into a message.
enum SafeLink {
    /// Longer ones are no links that anyone made by hand.
    static let maximumBytes = 2000

    /// The link when it is http or https, with all that a link's text has no place for percent-encoded; nil for any other.
    static func of(_ url: String) -> String? {
        let scheme = url.prefix(8).lowercased()
        guard scheme.hasPrefix("https://") || scheme.hasPrefix("http://"), url.utf8.count <= maximumBytes else { return nil }
        guard url.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F }) else { return nil }
        var link = ""
        for byte in url.utf8 {
            // RFC 3986, 2: what is neither reserved nor unreserved; and what ends a link in Slack's or Discord's text.
            if byte >= 0x80 || "<>\"|\\^`{}*~()'".utf8.contains(byte) {
                link += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            } else {
                link.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return link.utf8.count <= maximumBytes ? link : nil
    }
}
