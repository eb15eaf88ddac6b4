import Monitor
import Parsing
import Transfer

/// Takes the body of one answer.
///
/// With the hash of the body before at hand the bytes are kept, and read only when they hash to something else. Without one, and past the
/// bound on what is kept, a feed is read as it arrives. Of a web page all bytes are kept, for the JSON that it carries.
///
/// Guarded by order: the engine's queue calls it until `fetch` returns, and only then does the poll that made it look at the result. That is what
/// `@unchecked` stands for.
final class PageBody: BodyReceiver, @unchecked Sendable {
    private let attempt: PageAttempt
    private let pool: FeedReaderPool

    private var contentType: String?
    private var hash = ContentHash()
    private var kept: [UInt8] = []
    private var reader: FeedBodyReader?
    private var failure: SourceError?
    private(set) var byteCount = 0

    /// Bytes that are kept before a feed is read as it arrives.
    static let keptLimit = 1 << 20

    init(_ attempt: PageAttempt, pool: FeedReaderPool) {
        self.attempt = attempt
        self.pool = pool
    }

    deinit {
        if let reader { pool.give(reader) }
        pool.give(kept)
    }

    /// What the body came to.
    enum Result {
        case unchanged
        case read(FeedBodyReader.Result, hash: UInt64)
        /// JSON, still to be decoded.
        case json([UInt8], hash: UInt64)
    }

    func begin(status: Int, contentType: String?) {
        self.contentType = contentType
        hash = ContentHash()
        kept.removeAll(keepingCapacity: true)
        byteCount = 0
        failure = nil
        if let reader { pool.give(reader) }
        reader = nil
    }

    func receive(_ bytes: RawSpan) -> Bool {
        guard failure == nil else { return false }
        hash.update(bytes)
        let isFirst = byteCount == 0
        byteCount += bytes.byteCount
        do {
            if let reader {
                try reader.parse(bytes)
            } else if isFirst, attempt.bodyHash == nil, attempt.kind != .html,
                unsafe bytes.withUnsafeBytes({ unsafe BodyKind($0.bindMemory(to: UInt8.self).span) }) == .markup
            {
                try startReading().parse(bytes)
            } else {
                if isFirst, kept.capacity == 0 { kept = pool.takeBuffer() }
                if isFirst { kept.reserveCapacity(min(max(attempt.bodyByteCount, bytes.byteCount), Self.keptLimit)) }
                unsafe bytes.withUnsafeBytes { unsafe kept.append(contentsOf: $0) }
                if kept.count > Self.keptLimit, attempt.kind != .html, BodyKind(kept.span) == .markup { try readKept() }
            }
        } catch {
            failure = error
            return false
        }
        return true
    }

    /// Ends the body; call once, after `fetch` has returned.
    func result() throws(SourceError) -> Result {
        if let failure { throw failure }
        let digest = hash.finalize()
        if digest == attempt.bodyHash, byteCount == attempt.bodyByteCount { return .unchanged }
        if reader == nil {
            switch BodyKind(kept.span) {
            case .markup where attempt.kind == .html:
                return .json(try EmbeddedJSON.document(in: kept, context: context), hash: digest)
            case .markup: try readKept()
            case .json: return .json(kept, hash: digest)
            case .empty: throw context.malformed("the body is empty")
            case .text:
                throw context.wrongFormat(
                    "neither a feed nor JSON: the body is other text; check that the address is that of a status page")
            }
        }
        guard let reader else { throw context.malformed("the body is empty") }
        return .read(try reader.finish(), hash: digest)
    }

    /// Why the body was refused, when it was.
    var refusal: SourceError? { failure }

    var context: DecodingContext {
        var context = attempt.context
        context.contentType = contentType
        return context
    }

    private func startReading() -> FeedBodyReader {
        let reader = pool.take()
        reader.begin(context, fallback: attempt.platform ?? .feed, known: attempt.fingerprints, segments: attempt.segments)
        self.reader = reader
        return reader
    }

    private func readKept() throws(SourceError) {
        let body = kept
        kept = []
        defer { pool.give(body) }
        let reader = startReading()
        try unsafe reader.parse(body.span.bytes)
    }
}
