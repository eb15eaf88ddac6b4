extension FieldKind {
    /// What an element says of a feed or an entry; nil when it says nothing that is read.
    init?(_ name: FeedName, _ namespace: FeedNamespace, isAtom: Bool) {
        switch namespace {
        case .core: self.init(core: name)
        case .atom: if isAtom { self.init(core: name) } else { self.init(module: name) }
        case .dublinCore, .dublinCoreTerms: self.init(dublinCore: name)
        case .content:
            guard name == .encoded else { return nil }
            self = .encodedContent
        case .media, .itunes:
            switch name {
            case .title: self = .moduleTitle
            case .description, .summary: self = .fallbackSummary
            case .subtitle: self = .shortSummary
            default: return nil
            }
        case .xhtml:
            guard name == .body || name == .div else { return nil }
            self = .encodedContent
        case .rdf, .xml, .foreign: return nil
        }
    }

    private init?(core name: FeedName) {
        switch name {
        case .title: self = .title
        case .link: self = .textLink
        case .id, .guid: self = .id
        case .summary, .description, .subtitle, .tagline, .abstract: self = .summary
        case .content: self = .content
        case .encoded, .fullitem, .body: self = .encodedContent
        case .published, .pubdate: self = .published
        case .issued: self = .issued
        case .updated: self = .updated
        case .modified: self = .modified
        case .lastbuilddate: self = .built
        case .created: self = .created
        case .date: self = .date
        case .category, .subject: self = .category
        default: return nil
        }
    }

    /// Atom's elements inside RSS: they stand back behind RSS's own.
    private init?(module name: FeedName) {
        switch name {
        case .title: self = .moduleTitle
        case .id: self = .moduleID
        case .summary, .subtitle: self = .moduleSummary
        case .content: self = .content
        case .published, .issued: self = .modulePublished
        case .updated, .modified: self = .moduleUpdated
        case .category: self = .category
        default: return nil
        }
    }

    private init?(dublinCore name: FeedName) {
        switch name {
        case .title: self = .moduleTitle
        case .identifier: self = .identifier
        case .description, .abstract: self = .moduleSummary
        case .subject: self = .category
        case .date: self = .date
        case .issued: self = .issued
        case .modified: self = .modified
        case .created: self = .created
        default: return nil
        }
    }
}

extension TextForm {
    /// How the text of an element is to be read, from its `type` and `mode` (RFC 4287 section 3.1.1; Atom 0.3) or from habit.
    init(_ kind: FieldKind, _ namespace: FeedNamespace, _ attributes: ElementAttributes, isAtom: Bool) {
        let isText: Bool
        switch kind {
        case .title, .moduleTitle, .summary, .moduleSummary, .fallbackSummary, .shortSummary, .content, .encodedContent: isText = true
        default: isText = false
        }
        guard isText else { self = .plain; return }
        let followsAtom = namespace == .atom || (isAtom && namespace == .core)
        guard attributes.count > 0 else { self = Self.habit(namespace, kind, followsAtom: followsAtom); return }
        let mode = attributes.value("mode")?.bytes.trimmed
        let isEscaped = mode?.equals("escaped") ?? false
        if mode?.equals("base64") ?? false { self = .base64; return }
        guard let type = attributes.value("type")?.bytes.withoutParameters, !type.isEmpty else {
            self = Self.habit(namespace, kind, followsAtom: followsAtom)
            return
        }
        if type.equals("html") || type.equals("text/html") {
            self = .html
        } else if type.equals("text") || type.equals("plain") || type.equals("text/plain") {
            self = followsAtom ? .plain : .undeclared
        } else if type.equals("xhtml") || type.ends("+xml") || type.ends("/xml") {
            self = isEscaped ? .html : .markup
        } else if type.begins("text/") {
            self = .plain
        } else if !type.contains(UInt8(ascii: "/")) || type.begins("multipart/") {
            self = .undeclared
        } else {
            self = kind == .content && followsAtom && mode == nil ? .base64 : .undeclared
        }
    }

    private static func habit(_ namespace: FeedNamespace, _ kind: FieldKind, followsAtom: Bool) -> TextForm {
        switch namespace {
        case .content: .html
        case .xhtml: .markup
        default: followsAtom ? .plain : .undeclared
        }
    }
}

extension FeedVersion {
    /// The dialect that the `version` attribute of an `rss` element says.
    init(rss version: String) {
        let version = HTMLText.trimmed(version)
        switch version {
        case "0.90", "0.9": self = .rss090
        case "0.91": self = .rss091u
        case "0.92": self = .rss092
        case "0.93": self = .rss093
        case "0.94": self = .rss094
        case "1.0", "1": self = .rss10
        case _ where version.hasPrefix("2"): self = .rss20
        default: self = .rss
        }
    }
}
