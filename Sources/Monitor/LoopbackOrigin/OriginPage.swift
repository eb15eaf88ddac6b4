/// One resource with its validators and both of its encodings, made once and served many times.
public struct OriginPage: Sendable {
    /// The entity tag, quotes included.
    public let etag: String
    private let etagBytes: [UInt8]
    private let lastModified: [UInt8]?
    /// Whole answers, head included.
    private let plain: Answer
    private let compressed: Answer
    private let notModified: [UInt8]

    private struct Answer: Sendable {
        var bytes: [UInt8]
        var headCount: Int
    }

    /// Which validators answers carry and requests are checked against.
    public enum Validation: Sendable, Hashable {
        case etagAndLastModified
        /// None: the page is sent whole each time.
        case none
    }

    /// - Parameters:
    ///   - etag: without quotes; by default made from the body.
    ///   - lastModified: an HTTP date (RFC 9110, 5.6.7).
    ///   - fields: sent with 200 and 304 alike, such as `("Cache-Control", "max-age=60")`.
    public init(
        _ body: [UInt8], contentType: String = "application/atom+xml", etag: String? = nil,
        lastModified: String? = "Mon, 20 Jul 2026 04:44:00 GMT", validation: Validation = .etagAndLastModified,
        fields: [(String, String)] = []
    ) throws(OriginError) {
        let tag = "\"\(etag ?? Self.hash(body))\""
        self.etag = tag
        var common = fields
        if validation == .etagAndLastModified {
            common.append(("ETag", tag))
            if let lastModified { common.append(("Last-Modified", lastModified)) }
        }
        etagBytes = validation == .none ? [] : Array(tag.utf8)
        self.lastModified = validation == .none ? nil : lastModified.map { Array($0.utf8) }
        notModified = OriginResponse(status: 304, fields: common).serialized()
        common += [("Content-Type", contentType), ("Vary", "Accept-Encoding")]
        plain = Self.answer(common, body)
        compressed = Self.answer(common + [("Content-Encoding", "gzip")], try Gzip.compress(body))
    }

    /// The answer to one request: 304 when its validators still hold, else 200, gzip where the client takes it.
    public func reply(to request: OriginRequest) -> OriginReply {
        if isCurrent(for: request) { return .bytes(notModified) }
        let answer = request.acceptsGzip ? compressed : plain
        return .bytes(request.method == "HEAD" ? Array(answer.bytes[..<answer.headCount]) : answer.bytes)
    }

    /// `If-None-Match` rules out `If-Modified-Since` (RFC 9110, 13.1.3), which is compared byte for byte.
    private func isCurrent(for request: OriginRequest) -> Bool {
        guard !etagBytes.isEmpty else { return false }
        if HTTPText.field("if-none-match", in: request.head[...]) != nil { return request.matches(etag: etagBytes) }
        guard let lastModified, let since = HTTPText.field("if-modified-since", in: request.head[...]) else { return false }
        return since.elementsEqual(lastModified)
    }

    private static func answer(_ fields: [(String, String)], _ body: [UInt8]) -> Answer {
        let bytes = OriginResponse(fields: fields, body: body).serialized()
        return Answer(bytes: bytes, headCount: bytes.count - body.count)
    }

    /// FNV-1a, 64 bits: an entity tag needs no more.
    private static func hash(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }
}
