import Transfer

/// One resource of a status page.
public struct PageEndpoint: Sendable, Hashable {
    /// An absolute `http` or `https` URL.
    public var url: String
    /// What the resource is expected to be; says the `Accept` field alone, since the bytes decide how an answer is read.
    public var kind: Kind

    /// An `html` resource is a web page that carries its data as JSON. Raw values are places in tables in memory; what is kept has numbers of its own.
    public enum Kind: Int, Sendable, Hashable, CaseIterable { case json, atom, rss, html, unknown }

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

    /// Whether one document means little without the others (Uptime Kuma tells names in one and conditions in another): then all are read
    /// whole at each poll, changed or not.
    public var isJoint: Bool

    public init(_ endpoints: PageEndpoint...) { self.init(endpoints) }
    public init(_ endpoints: [PageEndpoint], isJoint: Bool = false) {
        self.endpoints = endpoints
        self.isJoint = isJoint
    }
}

extension PageEndpoint.Kind {
    /// The `Accept` field: the kind first, and whatever else a page may say instead.
    var accept: HeaderField {
        switch self {
        case .json: HeaderField("Accept", "application/json, */*;q=0.1")
        case .atom: HeaderField("Accept", "application/atom+xml, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1")
        case .rss: HeaderField("Accept", "application/rss+xml, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1")
        case .html: HeaderField("Accept", "text/html, */*;q=0.1")
        case .unknown:
            HeaderField(
                "Accept",
                "application/atom+xml, application/rss+xml, application/json;q=0.9, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1")
        }
    }
}
