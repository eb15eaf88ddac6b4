public import FoundationEssentials
import Monitor
import Synchronization

/// What is kept of a page across restarts: where it was found, by whose rules its updates have their ids, and what is known of each resource.
extension PageProvider {
    private static let version: UInt8 = 1

    static func identity(of addresses: [String]) -> UInt64 { addresses.reduce(0) { StableHash.of($1, seed: $0) } }

    /// The memory in its kept form when the last poll changed it.
    func changedMemory() -> [UInt8]? {
        let state = state.withLock { $0 }
        guard let page = state.page else { return nil }
        guard let known = page.memory.withLock({ $0.takeChange(hiding: secrets) }) else { return nil }
        var writer = ByteWriter(version: Self.version, capacity: known.count + 256)
        writer.append(fixed: memoryIdentity)
        writer.append(optional: state.scheme) { $0.append($1) }
        writer.append(optional: state.lastGoodPoll) { $0.append(signed: Int64($1.timeIntervalSince1970)) }
        writer.append(page.sources.count)
        for source in page.sources {
            writer.append(source.isJoint)
            writer.append(source.endpoints.count)
            for endpoint in source.endpoints {
                writer.append(secrets.hidden(in: endpoint.url))
                writer.append(endpoint.kind.number)
            }
        }
        writer.append(known)
        return writer.sealed()
    }

    public func restore(_ bytes: [UInt8], lastGoodPoll: Date?) {
        guard let kept = try? read(bytes), kept.identity == memoryIdentity else { return }
        let page = KnownPage(kept.sources)
        page.memory.withLock { $0.restore(kept.memory, with: secrets) }
        // Polls that learned nothing are not in the memory, and they, too, showed that nothing was new.
        let last = [kept.lastGoodPoll, lastGoodPoll].compactMap(\.self).max()
        state.withLock { $0 = State(page: page, scheme: kept.scheme, lastGoodPoll: last) }
    }

    /// Goes back to before the last poll, so that a move that it found is found again, and reads all of the page next time.
    public func forget() {
        if let known = before.withLock({ $0 }) { state.withLock { $0 = known } }
        state.withLock { $0.page }?.memory.withLock { $0.forget() }
    }

    private struct Kept {
        var identity: UInt64 = 0
        var scheme: String?
        var lastGoodPoll: Date?
        var sources: [PageSource] = []
        var memory: [UInt8] = []
    }

    private func read(_ bytes: [UInt8]) throws(ByteReader.Malformed) -> Kept {
        var reader = try ByteReader(sealed: bytes)
        guard reader.version == Self.version else { throw ByteReader.Malformed() }
        var kept = Kept()
        kept.identity = try reader.fixed64()
        kept.scheme = try reader.optional { (reader) throws(ByteReader.Malformed) in try reader.text() }
        kept.lastGoodPoll = try reader.optional { (reader) throws(ByteReader.Malformed) in
            Date(timeIntervalSince1970: Double(try reader.signed()))
        }
        for _ in 0..<(try reader.count()) {
            let isJoint = try reader.flag()
            var endpoints: [PageEndpoint] = []
            for _ in 0..<(try reader.count()) {
                guard let url = secrets.revealed(in: try reader.text()) else { throw ByteReader.Malformed() }
                endpoints.append(PageEndpoint(url, PageEndpoint.Kind(number: try reader.number())))
            }
            kept.sources.append(PageSource(endpoints, isJoint: isJoint))
        }
        kept.memory = try reader.array()
        guard !kept.sources.isEmpty, kept.sources.allSatisfy({ !$0.endpoints.isEmpty }) else { throw ByteReader.Malformed() }
        return kept
    }
}

extension PageEndpoint.Kind {
    fileprivate var number: UInt64 {
        switch self {
        case .json: 0
        case .atom: 1
        case .rss: 2
        case .html: 4
        case .unknown: 3
        }
    }

    fileprivate init(number: UInt64) {
        self =
            switch number {
            case 0: .json
            case 1: .atom
            case 2: .rss
            case 4: .html
            default: .unknown
            }
    }
}
