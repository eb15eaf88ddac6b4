import Transfer

/// One resource of a status page.
public struct PageEndpoint: Sendable, Hashable {
    /// An absolute `http` or `https` URL.
    public var url: String
    /// What the resource is expected to be; says the `Accept` field alone, since the bytes decide how an answer is read.
    public var kind: Kind

    public enum Kind: Sendable, Hashable { case json, atom, rss, unknown }

    public init(_ url: String, _ kind: Kind) {
        self.url = url
        self.kind = kind
    }

    /// Guesses the kind from the path's end.
    public init(_ url: String) {
        let path = url.prefix { $0 != "?" && $0 != "#" }.lowercased()
        let kind: Kind =
            if path.hasSuffix(".json") || path.hasSuffix("/currentevents") { .json } else if path.hasSuffix(".atom") {
                .atom
            } else if path.hasSuffix(".rss") { .rss } else { .unknown }
        self.init(url, kind)
    }
}

/// Resources that together tell all that a page lists: Statuspage keeps incidents and maintenances in two JSON documents, and in one feed.
public struct PageSource: Sendable, Hashable {
    /// Read one after the other; the source has failed when one of them has.
    public var endpoints: [PageEndpoint]

    public init(_ endpoints: PageEndpoint...) { self.endpoints = endpoints }
    public init(_ endpoints: [PageEndpoint]) { self.endpoints = endpoints }
}

extension PageEndpoint.Kind {
    /// The `Accept` field: the kind first, and whatever else a page may say instead.
    var accept: HeaderField {
        switch self {
        case .json: HeaderField("Accept", "application/json, */*;q=0.1")
        case .atom: HeaderField("Accept", "application/atom+xml, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1")
        case .rss: HeaderField("Accept", "application/rss+xml, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1")
        case .unknown:
            HeaderField(
                "Accept",
                "application/atom+xml, application/rss+xml, application/json;q=0.9, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1")
        }
    }
}

extension PageSource {
    /// Where a page of unknown platform is looked for, by its home address. Both Statuspage and incident.io answer all of these; JSON tells
    /// components and impact.
    static func guesses(forPage base: String) -> [PageSource] { statuspage(base) }

    /// Statuspage: JSON, which tells components and impact; else the feeds, which tell the same updates.
    public static func statuspage(_ base: String) -> [PageSource] {
        let page = base.last == "/" ? String(base.dropLast()) : base
        return [
            PageSource(
                PageEndpoint("\(page)/api/v2/incidents.json", .json), PageEndpoint("\(page)/api/v2/scheduled-maintenances.json", .json)),
            PageSource(PageEndpoint("\(page)/history.atom", .atom)),
            PageSource(PageEndpoint("\(page)/history.rss", .rss)),
        ]
    }

    /// incident.io: the feeds, since bodies in its compatible JSON are often empty.
    public static func incidentIO(_ base: String) -> [PageSource] {
        let page = base.last == "/" ? String(base.dropLast()) : base
        return [
            PageSource(PageEndpoint("\(page)/feed.atom", .atom)),
            PageSource(PageEndpoint("\(page)/feed.rss", .rss)),
            PageSource(PageEndpoint("\(page)/api/v2/incidents.json", .json)),
        ]
    }
}
