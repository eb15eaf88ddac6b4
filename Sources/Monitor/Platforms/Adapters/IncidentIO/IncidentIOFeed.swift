import Monitor
import Parsing

/// `feed.atom` and `feed.rss` of incident.io: one entry an incident, which tells the newest update alone.
///
/// The body is `<b>Status: Monitoring</b><br/><br/>text<br/><br/><b>Affected components</b><ul><li>Name (Degraded
/// performance)</li></ul>`, the entry's time (`updated` in Atom, `pubDate` in RSS) is that update's. The incident's id is the ULID that ends its link;
/// the link has a double slash where the JSON's page address ends in one.
struct IncidentIOFeed: FeedDialect {
    static let platform = Platform.incidentIO

    static func recognises(_ item: FeedItem) -> Bool {
        LinkPath.lastPart(item.link).map { ULID.isValid($0) } == true
    }

    func events(of item: FeedItem, context: DecodingContext) throws(SourceError) -> [StatusEvent] {
        guard let code = LinkPath.lastPart(item.link) ?? LinkPath.lastPart(item.id) else {
            throw context.malformed("the entry \"\(item.title.prefix(80))\" has neither a link nor an id")
        }
        guard let seconds = item.updated ?? item.published else {
            throw context.malformed("the entry \(code) has no time")
        }
        let parts = Parts(item.body.source.utf8Span.span)
        var incident = ListedIncident(code: code, title: item.title, url: LinkPath.withSingleSlashes(item.link))
        incident.components = parts.components
        incident.severity = parts.severity
        if parts.status?.isOfMaintenance == true { incident.kind = .maintenance }
        incident.updates = [ListedUpdate(seconds: seconds, status: parts.status, text: parts.text)]
        return UpdateIdentity.incidentIO.events(of: incident, provider: context.provider)
    }

    /// What an entry's body says.
    private struct Parts {
        var status: StatusEvent.Status?
        var text = ""
        var components: [String] = []
        var severity = StatusEvent.Severity.unknown

        init(_ html: Span<UInt8>) {
            var textStart = 0
            let start = html.skippingWhiteSpace(from: 0)
            if html.hasASCII("<b>", at: start), let end = html.firstIndex(ofASCII: "</b>", from: start) {
                let heading = html.text(start + 3..<end)
                status = StatusEvent.Status(pageWord: heading.drop { $0 != ":" }.dropFirst())
                textStart = end + 4
            }
            var textEnd = html.count
            // The heading of the list is in the page's language; that a list follows it is not.
            if let list = Self.lastIndex(ofASCII: "<ul>", in: html), list >= textStart {
                textEnd = list
                if let heading = Self.lastIndex(ofASCII: "<b>", in: html.extracting(0..<list)), heading >= textStart {
                    textEnd = heading
                    readComponents(html.extracting(list..<html.count))
                }
            }
            text = PlainText.ofHTML(html.extracting(textStart..<textEnd))
        }

        /// "Name (Degraded performance)" a list item; names may repeat.
        private mutating func readComponents(_ html: Span<UInt8>) {
            var worst = 0
            var search = 0
            while let open = html.firstIndex(ofASCII: "<li>", from: search) {
                let end = html.firstIndex(ofASCII: "</li>", from: open) ?? html.count
                search = end
                var name = PlainText.ofHTML(html.extracting(open + 4..<end))
                if name.hasSuffix(")"), let bracket = name.lastIndex(of: "(") {
                    worst = max(worst, Self.rank(name[bracket...].dropFirst().dropLast()))
                    name = String(name[..<bracket])
                }
                while name.last?.isWhitespace == true { name.removeLast() }
                if !name.isEmpty, !components.contains(name) { components.append(name) }
            }
            severity = [.unknown, .minor, .major, .critical][worst]
        }

        /// All components at work again says nothing of how bad it was.
        private static func rank(_ state: Substring) -> Int {
            switch state.lowercased() {
            case "degraded performance": 1
            case "partial outage": 2
            case "full outage", "major outage": 3
            default: 0
            }
        }

        private static func lastIndex(ofASCII pattern: StaticString, in html: Span<UInt8>) -> Int? {
            var found: Int?
            while let next = html.firstIndex(ofASCII: pattern, from: found.map { $0 + 1 } ?? 0) { found = next }
            return found
        }
    }
}
