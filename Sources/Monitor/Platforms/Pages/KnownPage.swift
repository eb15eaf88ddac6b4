import Synchronization

/// A page at one place: where it is read, and what is remembered of that. Another one takes its place when the page moves, so that a reading
/// under way keeps what it began with.
final class KnownPage: Sendable {
    /// Best first.
    let sources: [PageSource]
    /// Guards what is remembered between polls. Never held while anything is awaited.
    let memory: Mutex<PageMemory>

    init(_ sources: [PageSource]) {
        self.sources = sources
        memory = Mutex(PageMemory(sources))
    }

    /// The first address, free of secrets.
    var shownURL: String { sources.first?.endpoints.first.map { RedactedURL.of($0.url) } ?? "" }

    /// Whether it is read where that page is: then nothing has moved.
    func reads(_ other: DetectedPage) -> Bool {
        guard let first = other.sources.first?.endpoints.first else { return true }
        return sources.contains { $0.endpoints.contains { $0.url == first.url } }
    }
}
