/// One `outline` of an OPML document that names an address.
public struct OPMLOutline: Sendable, Hashable {
    /// `text`, or `title` where there is no text; white space made even. Empty where there is neither.
    public var name: String
    /// `xmlUrl`: the feed; nil when absent or empty.
    public var feedURL: String?
    /// `htmlUrl`, or `url` of a link: the page; nil when absent or empty.
    public var pageURL: String?

    public init(name: String, feedURL: String? = nil, pageURL: String? = nil) {
        self.name = name
        self.feedURL = feedURL
        self.pageURL = pageURL
    }
}

/// Reads OPML 1.0 and 2.0 (opml.org), the subscription lists of feed readers.
///
/// Any encoding, as ``FeedParser`` reads it. The mark-up is mended first, since readers export bare ampersands and HTML's entities. What is refused, with a
/// ``ParseError``: a document cut short, one with a document type declaration, one past the bounds, and what is no OPML.
public enum OPMLParser {
    /// Bytes of a document.
    public static let maximumBytes = 16 << 20
    static let maximumOutlines = 100_000
    static let maximumDepth = 200
    /// Characters of one attribute that are kept.
    static let maximumTextLength = 2048

    /// The outlines that name an address, in the document's order, however deep they stand in others.
    public static func parse(_ bytes: [UInt8]) throws(ParseError) -> [OPMLOutline] {
        guard bytes.count <= maximumBytes else {
            throw ParseError(.tooLarge, detail: "the document is longer than \(maximumBytes) bytes")
        }
        var document = ByteBuffer(capacity: bytes.count + 16)
        defer { document.deallocate() }
        unsafe bytes.span.bytes.withByteView { view in
            guard var decision = DocumentProlog.decide(view, contentType: nil, isComplete: true) else { return }
            decision.decoder.decode(view.view(from: decision.markLength), into: &document)
            decision.decoder.finish(into: &document)
        }
        guard document.count <= 2 * maximumBytes else {
            throw ParseError(.tooLarge, detail: "the document is longer than \(2 * maximumBytes) bytes of UTF-8")
        }
        guard let start = DocumentProlog.markupStart(document.bytes, isComplete: true) else { throw withoutMarkup(document.bytes) }
        return try outlines(in: document.bytes.view(from: start))
    }

    private static func outlines(in text: ByteView) throws(ParseError) -> [OPMLOutline] {
        let reader = OPMLReader()
        var repair = MarkupRepair(depthLimit: maximumDepth)
        defer { repair.deallocate() }
        repair.run(text) { piece in
            reader.parse(piece.bytes)
            return reader.failure == nil
        }
        if let failure = reader.failure { throw failure }
        if repair.sawDocumentType {
            throw ParseError(.documentType, detail: "a document type declaration (<!DOCTYPE>) is not read, and OPML has no use for one")
        }
        if repair.isTooDeep { throw ParseError(.tooLarge, detail: "elements are nested more than \(maximumDepth) deep") }
        guard reader.hasRoot else { throw ParseError(.notAFeed, detail: "no <opml> element") }
        if repair.isCutShort { throw ParseError(.truncated, detail: "the document ends in the middle, after \(text.count) bytes") }
        return reader.outlines
    }

    private static func withoutMarkup(_ text: ByteView) -> ParseError {
        switch PayloadShape.sniff(text) {
        case .empty: ParseError(.empty, detail: "the document is empty")
        case .json: ParseError(.notAFeed, detail: "JSON where OPML was due")
        default: ParseError(.notAFeed, detail: "no mark-up where OPML was due")
        }
    }
}

/// Collects the outlines of one document from libxml2's events (``OPMLContext``).
final class OPMLReader {
    private(set) var outlines: [OPMLOutline] = []
    private(set) var failure: ParseError?
    private(set) var hasRoot = false
    private lazy var context = OPMLContext(reader: self)

    /// Hands over the next piece of mended text; after a failure nothing more.
    func parse(_ bytes: ByteView) {
        guard failure == nil else { return }
        context.parse(bytes)
        if context.hasTooManyNames { fail(.tooLarge, "thousands of different names") }
    }

    func startElement(_ tag: StartTag) {
        guard failure == nil else { return }
        guard hasRoot else {
            hasRoot = true
            let name = tag.localName
            if name.equals("opml") { return }
            if name.equals("html") { return fail(.html, "HTML where OPML was due") }
            return fail(.notAFeed, "the document is <\(name.head(40).string)>, not <opml>")
        }
        guard tag.localName.equals("outline") else { return }
        guard tag.attributes.count <= SAXContext.attributeLimit else { return fail(.tooLarge, "a tag with hundreds of attributes") }
        let feed = text(tag, "xmlurl")
        let page = text(tag, "htmlurl") ?? text(tag, "url")
        guard feed != nil || page != nil else { return }
        guard outlines.count < OPMLParser.maximumOutlines else {
            return fail(.tooLarge, "more than \(OPMLParser.maximumOutlines) outlines")
        }
        outlines.append(OPMLOutline(name: text(tag, "text") ?? text(tag, "title") ?? "", feedURL: feed, pageURL: page))
    }

    /// What libxml2 cannot read even so. Its line would be one of the mended text.
    func error(_ message: String) {
        guard failure == nil else { return }
        var message = message[...]
        while message.last?.isNewline == true { message.removeLast() }
        failure = ParseError(.malformed, detail: "not well-formed: \(message)")
    }

    private func fail(_ code: ParseError.Code, _ detail: String) { failure = ParseError(code, detail: detail) }

    /// An attribute's text with its white space made even; nil when absent or empty.
    private func text(_ tag: StartTag, _ name: StaticString) -> String? {
        guard let value = tag.attributes.value(name) else { return nil }
        let words = value.string.prefix(OPMLParser.maximumTextLength).split(whereSeparator: \.isWhitespace)
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}
