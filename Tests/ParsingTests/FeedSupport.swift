import FoundationEssentials
import Parsing

/// Parses a document in pieces of `chunk` bytes.
func parseFeed(
    _ bytes: [UInt8], contentType: String? = nil, base: String? = nil, chunk: Int = .max, limits: FeedParserLimits = .init()
) throws(ParseError) -> Feed {
    let parser = FeedParser(limits: limits)
    parser.begin(contentType: contentType, baseURL: base)
    var start = 0
    while start < bytes.count {
        let end = chunk < bytes.count - start ? start + chunk : bytes.count
        try parser.parse(bytes.span.extracting(start..<end))
        start = end
    }
    return try parser.finish()
}

func parseFeed(_ text: String, contentType: String? = nil, base: String? = nil) throws(ParseError) -> Feed {
    try parseFeed(Array(text.utf8), contentType: contentType, base: base)
}

/// An Atom feed with one entry that holds `inner`.
func atom(_ inner: String, feed: String = "") -> String {
    "<feed xmlns=\"http://www.w3.org/2005/Atom\">\(feed)<entry>\(inner)</entry></feed>"
}

/// An RSS 2.0 feed with one item that holds `inner`.
func rss(_ inner: String, channel: String = "", namespaces: String = "") -> String {
    "<rss version=\"2.0\"\(namespaces)><channel>\(channel)<item>\(inner)</item></channel></rss>"
}

/// The only entry of a document.
func entry(_ text: String, base: String? = nil) throws(ParseError) -> FeedEntry {
    let feed = try parseFeed(text, base: base)
    guard feed.entries.count == 1 else { throw ParseError(.malformed, detail: "\(feed.entries.count) entries instead of one") }
    return feed.entries[0]
}

/// The code of the error that a document meets; nil when it is read.
func failure(_ bytes: [UInt8], limits: FeedParserLimits = .init()) -> ParseError.Code? {
    do throws(ParseError) {
        _ = try parseFeed(bytes, limits: limits)
        return nil
    } catch {
        return error.code
    }
}

func failure(_ text: String) -> ParseError.Code? { failure(Array(text.utf8)) }

func utc(_ text: String) -> Date? { DateParser.rfc3339(text) }
