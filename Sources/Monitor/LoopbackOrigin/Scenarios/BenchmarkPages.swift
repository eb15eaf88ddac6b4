import Synchronization

/// The pages that `bench` polls. Provider i asks its own address of 127.0.0.0/8 for page i mod 50:
///
/// | path | what a client gets |
/// |---|---|
/// | `/fNN.atom` | validators: 304 to who sends them back |
/// | `/unchanged/fNN.atom` | the same body each time, no validators |
/// | `/changing/fNN.atom` | no validators; the feed's own date differs from the poll before, no entry does |
/// | `/rewritten/fNN.atom` | no validators; each entry differs from the poll before |
/// | `/summary/fNN.json` | no validators; the page's date and one component's state differ from the poll before, no incident does |
///
/// Bodies go out in gzip to who takes it. All editions of a page are made at its first use, which is in nobody's measured polls.
public final class BenchmarkPages: Sendable {
    /// Editions that take turns, so that two polls in a row never see one body.
    private static let editions = 4

    private enum Folder: String {
        case conditional = ""
        case unchanged, changing, rewritten, summary

        var ending: String { self == .summary ? ".json" : ".atom" }
        var contentType: String { self == .summary ? "application/json" : "application/atom+xml" }
        /// Whether a page's editions follow one another, poll by poll.
        var isTakingTurns: Bool { self == .changing || self == .rewritten || self == .summary }
    }

    private struct Key: Hashable {
        var folder: Folder
        var number: Int
    }

    private struct State {
        /// The editions of each page.
        var pages: [Key: [OriginPage]] = [:]
        /// Polls so far of each address and path, by which the next edition is chosen.
        var polls: [String: Int] = [:]
    }

    /// Guarded by its own lock; several origins may serve the same pages.
    private let state = Mutex(State())

    public init() {}

    public func reply(to request: OriginRequest) -> OriginReply {
        let parts = request.path.split(separator: "/")
        guard (1...2).contains(parts.count), let folder = Folder(rawValue: parts.count == 2 ? String(parts[0]) : ""),
            let number = Self.number(parts[parts.count - 1], ending: folder.ending)
        else { return .status(404) }
        let page = state.withLock { state -> OriginPage? in
            var edition = 0
            if folder.isTakingTurns {
                let key = request.localAddress + request.path
                edition = state.polls[key, default: 0] % Self.editions
                state.polls[key, default: 0] += 1
            }
            let editions = Self.editions(of: Key(folder: folder, number: number), &state)
            return edition < editions.count ? editions[edition] : nil
        }
        return page?.reply(to: request) ?? .status(500)
    }

    private static func editions(of key: Key, _ state: inout State) -> [OriginPage] {
        if let pages = state.pages[key] { return pages }
        let validation: OriginPage.Validation = key.folder == .conditional ? .etagAndLastModified : .none
        let pages = (0..<(key.folder.isTakingTurns ? editions : 1)).compactMap { edition in
            // Compression of a body in memory fails for want of memory alone; the answer is then 500.
            try? OriginPage(body(key, edition), contentType: key.folder.contentType, validation: validation)
        }
        state.pages[key] = pages
        return pages
    }

    private static func body(_ key: Key, _ edition: Int) -> [UInt8] {
        switch key.folder {
        case .summary: SyntheticSummary.document(key.number, edition: edition)
        case .rewritten: SyntheticFeed.page(key.number, edition: edition, change: .everyEntry)
        case .conditional, .unchanged, .changing: SyntheticFeed.page(key.number, edition: edition)
        }
    }

    /// The NN of "fNN.atom".
    private static func number(_ name: Substring, ending: String) -> Int? {
        guard name.hasPrefix("f"), name.hasSuffix(ending), let number = Int(name.dropFirst().dropLast(ending.count)) else { return nil }
        return (0..<SyntheticFeed.pageCount).contains(number) ? number : nil
    }
}
