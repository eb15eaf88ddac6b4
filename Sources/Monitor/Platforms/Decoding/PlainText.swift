import Parsing

/// The words of a body as a person reads them.
enum PlainText {
    static func ofHTML(_ html: Span<UInt8>) -> String { unsafe HTMLText.plainText(utf8: html.bytes) }

    /// A JSON body: plain text with line breaks of its own, unless it holds mark-up.
    static func ofBody(_ body: String) -> String { FeedText(source: body, isHTML: HTMLText.looksLikeHTML(body)).plainText }
}
