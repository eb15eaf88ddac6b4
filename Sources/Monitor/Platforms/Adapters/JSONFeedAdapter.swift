import FoundationEssentials
import Monitor
import Parsing

/// JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/), of any site: its items are read as the entries of any other feed,
/// by the rules of the platform that wrote them where one knows them.
enum JSONFeedAdapter: PlatformAdapter {
    static let platform = Platform.jsonFeed

    static func recognises(_ document: JSONOutline) -> Bool { document.kind == .object && document.has("version", "title", "items") }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        let feed = try document.decode(Document.self, context: context)
        guard feed.version.contains("jsonfeed.org/version/1") else {
            throw context.wrongFormat("a JSON object of version \"\(feed.version.prefix(60))\" where JSON Feed 1 or 1.1 was due")
        }
        var reading = FeedReading(context: context)
        for item in feed.items { reading.add(item.entry, of: { nil }) }
        var result = try reading.finish(Feed(version: .rss, encoding: "utf-8", title: feed.title, link: feed.homePage))
        result.format = "json"
        if result.platform == .feed { result.platform = .jsonFeed }
        result.pageName = PageTitle.provider(feed.title)
        return result
    }

    static func sources(of page: PageLocation) -> [PageSource] { [PageSource(PageEndpoint(page.identifier ?? page.base, .json))] }

    /// By `<link rel="alternate" type="application/feed+json" href="…">`, whose address is the identifier where it is absolute.
    static func locate(in html: HTMLPage) -> PageLocation? {
        guard let rest = html.text(between: "type=\"application/feed+json\"", and: ">"), let start = rest.firstRange(of: "href=\"") else {
            return nil
        }
        let address = rest[start.upperBound...].prefix { $0 != "\"" }
        if address.hasPrefix("https://") || address.hasPrefix("http://") { return PageLocation(html.base, identifier: String(address)) }
        return address.hasPrefix("/") && !address.hasPrefix("//") ? PageLocation(html.base, identifier: html.base + address) : nil
    }

    private struct Document: Decodable {
        var version: String
        var title: String
        var homePage: String?
        var items: [Item]

        enum Keys: String, CodingKey {
            case version, title, items
            case homePage = "home_page_url"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            version = try fields.required(.version)
            title = fields.text(.title) ?? ""
            homePage = fields.text(.homePage)
            items = try fields.list(.items)
        }
    }

    private struct Item: Decodable {
        var entry: FeedEntry

        enum Keys: String, CodingKey {
            case id, title, url, summary, tags
            case html = "content_html", text = "content_text", published = "date_published", modified = "date_modified"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            entry = FeedEntry(id: try fields.required(.id), title: fields.text(.title), link: fields.text(.url))
            let html = fields.text(.html).map { FeedText(source: $0, isHTML: true) }
            entry.content = html ?? fields.text(.text).map { FeedText(source: $0, isHTML: false) }
            entry.summary = fields.text(.summary).map { FeedText(source: $0, isHTML: false) }
            entry.published = fields.text(.published).flatMap { DateParser.rfc3339($0) }
            entry.updated = fields.text(.modified).flatMap { DateParser.rfc3339($0) }
            entry.categories = fields.object(.tags) ?? []
        }
    }
}
