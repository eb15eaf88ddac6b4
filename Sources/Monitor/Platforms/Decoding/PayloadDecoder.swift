public import Monitor
import Parsing

/// Reads any payload of the platforms that are known: which one is told by the bytes.
public struct PayloadDecoder: PlatformDecoder {
    /// The platform by whose rules every payload is read; nil to tell by the bytes.
    public var platform: Platform?

    public init(platform: Platform? = nil) { self.platform = platform }

    public func decode(_ payload: [UInt8], context: DecodingContext) throws(SourceError) -> Reading {
        switch BodyKind(payload.span) {
        case .empty: throw context.malformed("the body is empty")
        case .text:
            throw context.wrongFormat("neither a feed nor JSON: the body is other text; check that the address is that of a status page")
        case .json: return try decodeJSON(payload, context: context)
        case .markup where EmbeddedJSON.isIn(payload):
            return try decodeJSON(EmbeddedJSON.document(in: payload, context: context), context: context)
        case .markup:
            let reader = FeedBodyReader()
            reader.begin(context, platform: platform)
            try unsafe reader.parse(payload.span.bytes)
            return try reader.finish().reading
        }
    }

    func decodeJSON(_ payload: [UInt8], context: DecodingContext) throws(SourceError) -> Reading {
        let source = JSONSource(bytes: payload)
        let outline = source.outline
        var context = context
        context.platform = platform
        let candidates = platform.map { platform in
            // incident.io's JSON is Statuspage's.
            [platform == .incidentIO ? StatuspageAdapter.self : PlatformAdapters.of(platform)].compactMap(\.self)
        }
        if let adapter = (candidates ?? PlatformAdapters.all).first(where: { $0.recognises(outline) }) {
            return try adapter.read(source, context: context)
        }
        // A document cut short says little of what it was to be.
        _ = try source.decode(AnyJSON.self, context: context)
        let due = platform.map { "a payload of \($0.rawValue)" } ?? "a status page's payload"
        throw context.wrongFormat("\(outline.seen) where \(due) was due; this format is not read")
    }
}

/// Any JSON at all: decoding it checks that the document is whole.
private struct AnyJSON: Decodable {
    init(from decoder: any Decoder) throws {}
}

/// What a body is by its first character, in whatever encoding; JSON in a call of a function (JSONP) is JSON.
enum BodyKind {
    case empty, markup, json, text

    init(_ bytes: Span<UInt8>) {
        // Marks of encodings and the zero bytes of UTF-16 and UTF-32 stand around the first character.
        for index in bytes.indices {
            switch bytes[index] {
            case 0x00, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF: continue
            case let byte where byte.isASCIISpace: continue
            case UInt8(ascii: "<"): self = .markup
            case UInt8(ascii: "{"), UInt8(ascii: "["): self = .json
            default: self = JSONP.begins(bytes) ? .json : .text
            }
            return
        }
        self = .empty
    }
}
