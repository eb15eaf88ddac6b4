/// Any other Atom, RSS or RDF feed, at whatever address it stands.
enum FeedAdapter: PlatformAdapter {
    static let platform = Platform.feed
    static var feedDialect: (any FeedDialect.Type)? { GenericFeed.self }
    static func sources(of page: PageLocation) -> [PageSource] { [PageSource(PageEndpoint(page.base))] }
}
