import Monitor

/// Data that a web page carries for its own script: what is read of a platform that keeps it nowhere else.
enum EmbeddedJSON {
    /// The JSON between the page's mark and the script's end.
    ///
    /// - Throws: `wrongFormat` when the page has none: an unreadable page is not a quiet one.
    static func document(in body: [UInt8], context: DecodingContext) throws(SourceError) -> [UInt8] {
        let page = body.span
        let mark = PagerDutyAdapter.embeddedDataMark
        guard let start = page.firstIndex(ofASCII: mark) else {
            throw context.wrongFormat(
                "a web page without the data that a status page of this kind carries: the page has changed, or asks for a log-in")
        }
        let from = start + mark.utf8CodeUnitCount
        guard let end = page.firstIndex(ofASCII: "</script>", from: from), page.firstIndex(ofASCII: "</html>", from: end) != nil else {
            throw context.malformed("the body is cut short: the page has no end")
        }
        return Array(body[from..<end])
    }

    /// Whether a body is a web page that carries data.
    static func isIn(_ page: [UInt8]) -> Bool {
        let body = page.span
        let start = body.skippingWhiteSpace(from: 0)
        return (body.hasASCII("<!doctype html", at: start) || body.hasASCII("<html", at: start))
            && body.firstIndex(ofASCII: PagerDutyAdapter.embeddedDataMark) != nil
    }
}
