public import FoundationEssentials

/// Decodes JSON as status pages serve it: in any Unicode encoding, within bounds, with errors that tell a page that is down from one that is cut short.
public enum JSONPayload {
    /// Bounds on what one document may cost.
    public struct Limits: Sendable, Hashable {
        /// Bytes as served.
        public var bytes = 32 * 1024 * 1024
        /// Arrays and objects inside one another.
        public var depth = 128
        public init() {}
    }

    /// Decodes a document.
    ///
    /// UTF-8, UTF-16 and UTF-32 are told apart by their byte-order mark, or by where the zero bytes of the first character lie.
    /// - Throws: ``ParseError/Code/empty``, ``ParseError/Code/html``, ``ParseError/Code/truncated``, ``ParseError/Code/tooLarge``, or
    ///   ``ParseError/Code/malformed`` with the path of the value that does not fit.
    public static func decode<T: Decodable>(_ type: T.Type, from bytes: [UInt8], limits: Limits = .init()) throws(ParseError) -> T {
        try decode(type, from: bytes[...], limits: limits)
    }

    public static func decode<T: Decodable>(_ type: T.Type, from data: Data, limits: Limits = .init()) throws(ParseError) -> T {
        try decode(type, from: [UInt8](data)[...], limits: limits)
    }

    public static func decode<T: Decodable>(_ type: T.Type, from bytes: ArraySlice<UInt8>, limits: Limits = .init()) throws(ParseError) -> T
    {
        try withDocument(bytes, limits: limits) { document throws(ParseError) in try decode(type, from: document) }
    }

    /// Checks a document without decoding it; the bytes are copied, so that it stands on its own.
    ///
    /// - Throws: what ``decode(_:from:limits:)`` throws for what is no whole JSON.
    public static func scan(_ bytes: [UInt8], limits: Limits = .init()) throws(ParseError) -> ScannedJSON {
        try withDocument(bytes[...], limits: limits) { ScannedJSON($0) }
    }

    static func decode<T: Decodable>(_ type: T.Type, from document: JSONDocument) throws(ParseError) -> T {
        do {
            return try T(from: JSONValueDecoder(document, 0))
        } catch let error as DecodingError {
            throw ParseError(.malformed, detail: describe(error))
        } catch {
            throw ParseError(.malformed, detail: "\(error)")
        }
    }

    private static func withDocument<R>(
        _ bytes: ArraySlice<UInt8>, limits: Limits, _ body: (JSONDocument) throws(ParseError) -> R
    ) throws(ParseError) -> R {
        guard bytes.count <= limits.bytes else { throw ParseError(.tooLarge, detail: "the document is longer than \(limits.bytes) bytes") }
        return try unsafe bytes.withUnsafeBufferPointer { buffer throws(ParseError) in
            let source = unsafe ByteView(buffer)
            let mark = TextEncoding.byteOrderMark(source)
            let encoding = mark?.encoding ?? TextEncoding.byZeroBytes(source) ?? .utf8
            let rest = source.view(from: mark?.length ?? 0)
            if encoding == .utf8 {
                // A page put together of files has a mark of each.
                let second = mark == nil ? 0 : TextEncoding.byteOrderMark(rest).map { $0.encoding == .utf8 ? $0.length : 0 } ?? 0
                return try withDocument(utf8: rest.view(from: second), limits: limits, body)
            }
            var converted = ByteBuffer(capacity: rest.count)
            defer { converted.deallocate() }
            var decoder = TextDecoder(encoding: encoding)
            decoder.decode(rest, into: &converted)
            decoder.finish(into: &converted)
            return try withDocument(utf8: converted.bytes, limits: limits, body)
        }
    }

    /// Of a text in UTF-8 without a byte-order mark.
    private static func withDocument<R>(
        utf8 text: ByteView, limits: Limits, _ body: (JSONDocument) throws(ParseError) -> R
    ) throws(ParseError) -> R {
        try checkShape(text)
        guard text.count <= JSONEntry.maximumLength, var document = unsafe JSONDocument(text, depthLimit: limits.depth) else {
            throw refusal(text, limits: limits)
        }
        // A result that holds the document, such as a decoder that a value has kept for itself, outlives the bytes.
        defer { if !isKnownUniquelyReferenced(&document) { document.keepBytes() } }
        return try body(document)
    }

    private static func checkShape(_ text: ByteView) throws(ParseError) {
        // What most documents begin with needs no closer look.
        if let first = text.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return }
        switch PayloadShape.sniff(text) {
        case .empty: throw ParseError(.empty, detail: "the document is empty")
        case .html: throw ParseError(.html, detail: "an HTML page where JSON was due")
        case .xml: throw ParseError(.malformed, detail: "XML where JSON was due")
        case .json, .other: break
        }
    }

    /// Why a text is no JSON that can be read.
    private static func refusal(_ text: ByteView, limits: Limits) -> ParseError {
        let structure = JSONStructure(text, depthLimit: limits.depth)
        if structure.isTooDeep { return ParseError(.tooLarge, detail: "arrays and objects are nested more than \(limits.depth) deep") }
        if structure.isCutShort { return ParseError(.truncated, detail: "the document ends in the middle, after \(text.count) bytes") }
        guard text.count <= JSONEntry.maximumLength else {
            return ParseError(.tooLarge, detail: "the document is longer than \(JSONEntry.maximumLength) bytes")
        }
        return ParseError(.malformed, detail: describe(JSONDocument.broken))
    }

    /// What is wrong, with the path of the value that does not fit.
    static func describe(_ error: DecodingError) -> String {
        func path(_ context: DecodingError.Context) -> String {
            let keys = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
            return keys.isEmpty ? "the document" : String(keys.drop { $0 == "." })
        }
        return switch error {
        case .keyNotFound(let key, let context): "\(path(context)) has no \"\(key.stringValue)\""
        case .valueNotFound(_, let context): "\(path(context)) is null"
        case .typeMismatch(_, let context): "\(path(context)): \(context.debugDescription)"
        case .dataCorrupted(let context): "\(path(context)): \(context.debugDescription)"
        @unknown default: "\(error)"
        }
    }
}
