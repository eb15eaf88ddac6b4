import Parsing

/// libFuzzer's driver; its own `main` gives way to the one that the package manager sets.
@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

@_cdecl("FeedFuzzer_main")
func feedFuzzerMain(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    var (count, arguments) = unsafe (count, arguments)
    return unsafe runDriver(&count, &arguments, fuzzFeed)
}

/// One parser for all inputs, as in real use: what one document leaves behind must not touch the next.
nonisolated(unsafe) private let reused = FeedParser()
/// Leaves every text to the XML parser.
nonisolated(unsafe) private let plain: FeedParser = {
    let parser = FeedParser()
    parser.sparesTexts = false
    return parser
}()
nonisolated(unsafe) private let pages = (quick: RepeatedReading(passesOver: true), full: RepeatedReading(passesOver: false))

/// The first byte says how the document is served, the rest is the document.
@_cdecl("fuzzFeed")
func fuzzFeed(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard count > 1, let start = unsafe start else { return 0 }
    let selector = unsafe start[0]
    let bytes = unsafe Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
    switch selector & 7 {
    case 6:
        let text = String(decoding: bytes, as: UTF8.self)
        precondition(!HTMLText.plainText(text).hasPrefix(" "), "blank at the start of a plain text")
        _ = HTMLText.looksLikeHTML(text)
    case 7:
        let text = String(decoding: bytes, as: UTF8.self)
        if let date = DateParser.feedDate(text) {
            precondition(DateParser.rfc3339(RFC3339.string(from: date)) != nil, "a date that cannot be written and read again")
        }
    default:
        let contentTypes = [
            nil, "text/xml", "application/rss+xml; charset=iso-8859-1", "application/xml; charset=utf-16",
            "text/xml; charset=\"shift_jis\"",
        ]
        let type = contentTypes[Int(selector >> 3) % contentTypes.count]
        let whole = unsafe outcome(bytes, contentType: type, chunk: bytes.count, parser: reused)
        let pieces = outcome(bytes, contentType: type, chunk: 1 + Int(selector & 7) * 7, parser: FeedParser())
        precondition(whole == pieces, "a document says another thing in pieces: \(whole) and \(pieces)")
        let read = unsafe outcome(bytes, contentType: type, chunk: bytes.count, parser: plain)
        precondition(whole == read, "texts say another thing to the XML parser: \(whole) and \(read)")
        comparePolls(of: bytes)
    }
    return 0
}

/// Polls a page that is this document with a byte changed, and then as it is: with passing over what is known, and without.
private func comparePolls(of bytes: [UInt8]) {
    var before = bytes
    before[before.count / 2] ^= 1
    for document in [before, bytes, bytes + [10]] {
        let quick = unsafe pages.quick.read(document)
        let full = unsafe pages.full.read(document)
        precondition(quick == full, "a page whose entries are known says another thing: \(quick) and \(full)")
    }
    unsafe pages.quick.forget()
    unsafe pages.full.forget()
}

private func outcome(_ bytes: [UInt8], contentType: String?, chunk: Int, parser: FeedParser) -> Result<Feed, ParseError> {
    do throws(ParseError) {
        parser.begin(contentType: contentType, baseURL: "https://status.example/feeds/all.xml")
        var index = 0
        while index < bytes.count {
            let end = min(index + chunk, bytes.count)
            try parser.parse(bytes.span.extracting(index..<end))
            index = end
        }
        return .success(try parser.finish())
    } catch {
        // Where in the document a flaw was met depends on how much of it the parser saw at once.
        return .failure(ParseError(error.code, detail: ""))
    }
}
