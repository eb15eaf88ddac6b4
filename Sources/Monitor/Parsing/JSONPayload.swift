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
        guard bytes.count <= limits.bytes else { throw ParseError(.tooLarge, detail: "the document is longer than \(limits.bytes) bytes") }
        let text = try utf8(bytes)
        try check(text, limits: limits)
        do {
            return try JSONDecoder().decode(type, from: text)
        } catch let error as DecodingError {
            throw ParseError(.malformed, detail: describe(error))
        } catch {
            throw ParseError(.malformed, detail: "\(error)")
        }
    }

    /// The document in UTF-8, without a byte-order mark.
    static func utf8(_ bytes: ArraySlice<UInt8>) throws(ParseError) -> Data {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            let source = unsafe ByteView(buffer)
            let mark = TextEncoding.byteOrderMark(source)
            let encoding = mark?.encoding ?? TextEncoding.byZeroBytes(source) ?? .utf8
            let body = source.view(from: mark?.length ?? 0)
            if encoding == .utf8 { return Data(body) }
            var output = ByteBuffer(capacity: body.count)
            defer { output.deallocate() }
            var decoder = TextDecoder(encoding: encoding)
            decoder.decode(body, into: &output)
            decoder.finish(into: &output)
            return Data(output.bytes)
        }
    }

    private static func check(_ text: Data, limits: Limits) throws(ParseError) {
        let shape = unsafe text.withUnsafeBytes { unsafe PayloadShape.sniff(ByteView($0)) }
        switch shape {
        case .empty: throw ParseError(.empty, detail: "the document is empty")
        case .html: throw ParseError(.html, detail: "an HTML page where JSON was due")
        case .xml: throw ParseError(.malformed, detail: "XML where JSON was due")
        case .json, .other: break
        }
        let structure = unsafe text.withUnsafeBytes { unsafe JSONStructure(ByteView($0), depthLimit: limits.depth) }
        if structure.isTooDeep { throw ParseError(.tooLarge, detail: "arrays and objects are nested more than \(limits.depth) deep") }
        if structure.isCutShort { throw ParseError(.truncated, detail: "the document ends in the middle, after \(text.count) bytes") }
    }

    private static func describe(_ error: DecodingError) -> String {
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

/// How deep a JSON text is nested, and whether it ends where it should: one pass, before a decoder is trusted with it.
struct JSONStructure {
    private(set) var isTooDeep = false
    private(set) var isCutShort = false

    init(_ bytes: ByteView, depthLimit: Int) {
        var depth = 0
        var inString = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if inString {
                if byte == UInt8(ascii: "\\") { index += 1 } else if byte == UInt8(ascii: "\"") { inString = false }
            } else {
                switch byte {
                case UInt8(ascii: "\""): inString = true
                case UInt8(ascii: "{"), UInt8(ascii: "["):
                    depth += 1
                    if depth > depthLimit {
                        isTooDeep = true
                        return
                    }
                case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
                default: break
                }
            }
            index += 1
        }
        isCutShort = inString || depth > 0
    }
}
