/// A web page that was fetched where a status page may be: searched for marks, never rendered.
struct HTMLPage: Sendable {
    /// Where the page was read, after redirects.
    let url: String
    /// What its head says of it.
    let head: HTMLHead
    private let source: [UInt8]

    init(url: String, source: [UInt8]) {
        self.url = url
        self.source = source
        head = HTMLHead(source.span, url: url)
    }

    /// The documents that the page names as its content in another format, absolute, in its order.
    var alternates: [HTMLHead.Alternate] { head.alternates }

    /// Scheme, host and port of ``url``.
    var base: String { String(URLOrigin.of(url)) }

    /// The host of ``url`` in lower case, without a port.
    var host: String {
        let authority = base.firstRange(of: "://").map { base[$0.upperBound...] } ?? base[...]
        return authority.prefix { $0 != ":" }.lowercased()
    }

    /// Whether the words (lower-case ASCII) stand anywhere in the source, letter case left out of account.
    func contains(_ words: StaticString) -> Bool { source.span.firstIndex(ofASCII: words) != nil }

    /// The text between the first `opening` and the next `closing` (both lower-case ASCII); nil when there is none, or more than 512 bytes.
    func text(between opening: StaticString, and closing: StaticString) -> String? {
        let span = source.span
        guard let start = span.firstIndex(ofASCII: opening) else { return nil }
        let from = start + opening.utf8CodeUnitCount
        guard let end = span.firstIndex(ofASCII: closing, from: from), end - from <= 512 else { return nil }
        return span.text(from..<end)
    }
}
