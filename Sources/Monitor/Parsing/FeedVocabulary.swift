/// The namespaces that feeds take their elements from, as far as they are read.
enum FeedNamespace: UInt8 {
    /// No namespace, one of RSS's own, or that of the root element whatever it is.
    case core
    case atom, dublinCore, dublinCoreTerms, content, media, itunes, xhtml, rdf, xml
    /// Anything else.
    case foreign

    /// By URI, letter case and a closing slash or number sign ignored: feeds spell them in every way.
    init?(uri: ByteView) {
        guard let name = Self.byURI[Self.normalised(uri)] else { return nil }
        self = name
    }

    /// By a prefix that is not declared, or is bound to a URI that nobody knows.
    init?(prefix: ByteView) {
        switch Self.normalised(prefix) {
        case "atom", "atom10", "a10": self = .atom
        case "dc": self = .dublinCore
        case "dcterms": self = .dublinCoreTerms
        case "content": self = .content
        case "media": self = .media
        case "itunes": self = .itunes
        case "xhtml": self = .xhtml
        case "rdf": self = .rdf
        case "xml": self = .xml
        case "rss", "feed": self = .core
        default: return nil
        }
    }

    private static func normalised(_ bytes: ByteView) -> String {
        var text = String(decoding: bytes, as: UTF8.self).lowercased()
        if text.hasPrefix("https://") { text = "http://" + text.dropFirst(8) }
        while let last = text.last, last == "/" || last == "#" || last == " " { text.removeLast() }
        while text.first == " " { text.removeFirst() }
        return text
    }

    private static let byURI: [String: FeedNamespace] = [
        "": .core,
        "http://www.w3.org/2005/atom": .atom,
        "http://purl.org/atom/ns": .atom,
        "http://purl.org/atom": .atom,
        "http://example.com/newformat": .atom,
        "http://purl.org/rss/1.0": .core,
        "http://purl.org/net/rss1.1": .core,
        "http://my.netscape.com/rdf/simple/0.9": .core,
        "http://channel.netscape.com/rdf/simple/0.9": .core,
        "http://my.netscape.com/publish/formats/rss-0.91.dtd": .core,
        "http://backend.userland.com/rss": .core,
        "http://backend.userland.com/rss2": .core,
        "http://backend.userland.com/rss091": .core,
        "http://backend.userland.com/rss092": .core,
        "http://blogs.law.harvard.edu/tech/rss": .core,
        "http://cyber.law.harvard.edu/rss/rss.html": .core,
        "http://www.rssboard.org/rss-specification": .core,
        "http://purl.org/rss/1.0/modules/rss091": .core,
        "http://purl.org/dc/elements/1.1": .dublinCore,
        "http://purl.org/dc/elements/1.0": .dublinCore,
        "http://purl.org/dc/terms": .dublinCoreTerms,
        "http://purl.org/rss/1.0/modules/dcterms": .dublinCoreTerms,
        "http://purl.org/rss/1.0/modules/content": .content,
        "http://search.yahoo.com/mrss": .media,
        "http://www.itunes.com/dtds/podcast-1.0.dtd": .itunes,
        "http://example.com/dtds/podcast-1.0.dtd": .itunes,
        "http://www.w3.org/1999/xhtml": .xhtml,
        "http://www.w3.org/1999/02/22-rdf-syntax-ns": .rdf,
        "http://www.w3.org/xml/1998/namespace": .xml,
    ]
}

/// The local names that mean something, in lower case: feeds mix the case of letters.
enum FeedName: String, CaseIterable {
    case feed, rss, rdf, channel, entry, item, html
    case title, link, id, guid, identifier
    case summary, description, subtitle, tagline, abstract, content, encoded, fullitem, body, div
    case published, issued, pubdate, updated, modified, lastbuilddate, date, created
    case category, subject, group

    private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    init?(_ bytes: ByteView) {
        guard bytes.count <= 13,
            let name = Self.byName[String(decoding: bytes, as: UTF8.self)]
                ?? Self.byName[String(decoding: bytes, as: UTF8.self).lowercased()]
        else { return nil }
        self = name
    }
}

/// What a recorded text of a feed or an entry is, most wanted first within each group.
enum FieldKind: UInt8 {
    case title, moduleTitle
    /// A link to the page itself: typed as HTML or with no type; other types; RSS `link` text; a permanent `guid`; an `rdf:about`.
    case link, textLink, otherLink, permalink, about
    case id, moduleID, identifier
    case summary, moduleSummary, fallbackSummary, shortSummary
    case content, encodedContent
    case published, modulePublished, issued, updated, moduleUpdated, modified, date, created, built
    case category
}

/// How a field's text is to be read.
enum TextForm: UInt8 {
    /// Nothing is declared (RSS): HTML when it looks like it.
    case undeclared
    case plain
    case html
    /// Child elements, written out as mark-up.
    case markup
    case base64
}
