import Synchronization

/// The pages that `bench` polls. Provider i asks its own address of 127.0.0.0/8 for page i mod 50:
///
/// | path | what a client gets |
/// |---|---|
/// | `/fNN.atom` | validators: 304 to who sends them back |
/// | `/unchanged/fNN.atom` | the same body each time, no validators |
/// | `/changing/fNN.atom` | no validators; the feed's own date differs from the poll before, no entry does |
/// | `/rewritten/fNN.atom` | no validators; each entry differs from the poll before |
///
/// Bodies go out in gzip to who takes it. They are made at their first use.
public final class BenchmarkPages: Sendable {
    /// Editions that take turns, so that two polls in a row never see one body.
    private static let editions = 4

    private struct Key: Hashable {
        var folder: Substring
        var number: Int
        var edition: Int
    }

    private struct State {
        var pages: [Key: OriginPage] = [:]
        /// Polls so far of each address and path, by which the next edition is chosen.
        var polls: [String: Int] = [:]
    }

    /// Guarded by its own lock; several origins may serve the same pages.
    private let state = Mutex(State())

    public init() {}

    public func reply(to request: OriginRequest) -> OriginReply {
        let parts = request.path.split(separator: "/")
        let folder = parts.count == 2 ? parts[0] : ""
        guard (1...2).contains(parts.count), let number = Self.number(parts[parts.count - 1]) else { return .status(404) }
        let isTakingTurns = folder == "changing" || folder == "rewritten"
        guard isTakingTurns || folder == "unchanged" || folder == "" else { return .status(404) }
        let page = state.withLock { state in
            var edition = 0
            if isTakingTurns {
                let key = request.localAddress + request.path
                edition = state.polls[key, default: 0] % Self.editions
                state.polls[key, default: 0] += 1
            }
            return Self.page(Key(folder: folder, number: number, edition: edition), &state)
        }
        return page?.reply(to: request) ?? .status(500)
    }

    private static func page(_ key: Key, _ state: inout State) -> OriginPage? {
        if let page = state.pages[key] { return page }
        let body = SyntheticFeed.page(
            key.number, edition: key.edition, change: key.folder == "rewritten" ? .everyEntry : .feedDate)
        // Compression of a body in memory fails for want of memory alone; the answer is then 500.
        let page = try? OriginPage(body, validation: key.folder.isEmpty ? .etagAndLastModified : .none)
        state.pages[key] = page
        return page
    }

    /// The NN of "fNN.atom".
    private static func number(_ name: Substring) -> Int? {
        guard name.hasPrefix("f"), name.hasSuffix(".atom"), let number = Int(name.dropFirst().dropLast(5)) else { return nil }
        return (0..<SyntheticFeed.pageCount).contains(number) ? number : nil
    }
}
