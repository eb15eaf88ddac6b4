import Parsing

/// What the head of a web page says of itself, read tolerantly: attributes in any order, quoted in any way or not at all.
struct HTMLHead: Sendable, Hashable {
    /// A document that tells the page's content in another format (`<link rel="alternate" type="…">`).
    struct Alternate: Sendable, Hashable {
        var url: String
        var kind: PageEndpoint.Kind
    }

    /// In the page's order, each address once; at most ``alternateLimit``.
    private(set) var alternates: [Alternate] = []
    /// The text of `<title>` as one line; empty when there is none.
    private(set) var title = ""

    static let alternateLimit = 16

    /// - Parameter url: Where the page was read: the base of its relative addresses, unless a `<base>` names another.
    init(_ source: Span<UInt8>, url: String) {
        var base = url
        var scanner = HTMLTagScanner()
        while let tag = scanner.next(in: source) {
            switch tag.name {
            case "base":
                if let href = tag.attributes["href"] { base = URLReference.resolve(href, against: url) }
            case "link": add(tag.attributes, base: base)
            case "title":
                guard title.isEmpty else { continue }
                let end = source.firstIndex(ofASCII: "</title", from: tag.end) ?? tag.end
                title = HTMLText.singleLine(HTMLText.plainText(source.text(tag.end..<min(end, tag.end + 1024))))
            default: continue
            }
        }
    }

    private mutating func add(_ attributes: [String: String], base: String) {
        guard let relation = attributes["rel"]?.lowercased(), relation.split(whereSeparator: \.isWhitespace).contains("alternate") else {
            return
        }
        guard let type = attributes["type"], let kind = Self.kind(ofType: type), let href = attributes["href"], !href.isEmpty else {
            return
        }
        let url = String(URLReference.resolve(href, against: base).prefix { $0 != "#" })
        let scheme = url.prefix { $0 != ":" }.lowercased()
        guard scheme == "https" || scheme == "http", alternates.count < Self.alternateLimit else { return }
        if !alternates.contains(where: { $0.url == url }) { alternates.append(Alternate(url: url, kind: kind)) }
    }

    /// Nil for a media type that is neither a feed's nor JSON's.
    private static func kind(ofType type: String) -> PageEndpoint.Kind? {
        let essence = type.prefix { $0 != ";" }.lowercased().filter { !$0.isWhitespace }
        return switch essence {
        case "application/atom+xml": .atom
        case "application/rss+xml", "application/rdf+xml", "application/xml", "text/xml": .rss
        case "application/feed+json", "application/json": .json
        default: nil
        }
    }
}

/// Walks the start tags of `base`, `link` and `title` elements. Comments and scripts are passed over.
private struct HTMLTagScanner {
    struct Tag {
        /// "base", "link" or "title".
        var name: String
        /// By names in lower case, character references resolved; of two with one name the first.
        var attributes: [String: String] = [:]
        /// Behind the tag's end.
        var end: Int
    }

    private var index = 0

    mutating func next(in source: Span<UInt8>) -> Tag? {
        while let open = source.firstIndex(ofASCII: "<", from: index) {
            index = open + 1
            if source.hasASCII("<!--", at: open) {
                index = source.firstIndex(ofASCII: "-->", from: open + 4).map { $0 + 3 } ?? source.count
            } else if source.hasASCII("<script", at: open) {
                index = source.firstIndex(ofASCII: "</script", from: open) ?? source.count
            } else if let tag = tag(in: source, at: open) {
                return tag
            }
        }
        return nil
    }

    private mutating func tag(in source: Span<UInt8>, at open: Int) -> Tag? {
        for (start, name) in [("<link", "link"), ("<base", "base"), ("<title", "title")] as [(StaticString, String)] {
            guard source.hasASCII(start, at: open) else { continue }
            let behind = open + start.utf8CodeUnitCount
            guard behind < source.count, !source[behind].isASCIILetter else { return nil }
            var tag = Tag(name: name, end: behind)
            while tag.attributes.count < 32, let (key, value) = attribute(in: source, at: &tag.end) {
                if tag.attributes[key] == nil { tag.attributes[key] = value }
            }
            index = tag.end
            return tag
        }
        return nil
    }

    /// The attribute that begins at or behind `place`, which then stands behind it; nil at the tag's end.
    private func attribute(in source: Span<UInt8>, at place: inout Int) -> (String, String)? {
        while place < source.count, source[place].isASCIISpace || source[place] == UInt8(ascii: "/") { place += 1 }
        let start = place
        while place < source.count, !source[place].isASCIISpace, !Self.endsName(source[place]) { place += 1 }
        guard place > start else {
            if place < source.count, source[place] != UInt8(ascii: "<") { place += 1 }
            return nil
        }
        let name = source.text(start..<place).lowercased()
        let equals = source.skippingWhiteSpace(from: place)
        guard equals < source.count, source[equals] == UInt8(ascii: "=") else { return (name, "") }
        place = source.skippingWhiteSpace(from: equals + 1)
        guard place < source.count else { return (name, "") }
        let quote = source[place]
        let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
        if isQuoted { place += 1 }
        let first = place
        while place < source.count, isQuoted ? source[place] != quote : !source[place].isASCIISpace && source[place] != UInt8(ascii: ">") {
            place += 1
        }
        let value = source.text(first..<min(place, first + 2048))
        if isQuoted, place < source.count { place += 1 }
        return (name, HTMLText.plainText(value))
    }

    private static func endsName(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "<")
    }
}
