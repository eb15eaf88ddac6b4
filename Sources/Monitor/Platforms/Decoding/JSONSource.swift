import Monitor
import Parsing

/// A JSON body in any Unicode encoding, freed of the function call around it where there is one. It is read once, whoever asks for it then.
struct JSONSource {
    private let bytes: [UInt8]
    private let scanned: Result<ScannedJSON, ParseError>

    init(bytes: [UInt8]) {
        let document = JSONP.document(in: bytes.span)
        let bytes = document.map { Array(bytes[$0]) } ?? bytes
        self.bytes = bytes
        scanned = Result { () throws(ParseError) in try JSONPayload.scan(bytes) }
    }

    /// What the document is outermost, told without decoding it; of one that is no whole JSON, what it seems to be.
    var outline: JSONOutline {
        if case .success(let document) = scanned { return JSONOutline(document) }
        // In UTF-16 and UTF-32 every other byte of ASCII is zero, and keys are ASCII.
        guard bytes.prefix(4).contains(where: { $0 == 0 || $0 >= 0xFE }) else { return JSONOutline(bytes.span) }
        let ascii = bytes.filter { $0 > 0 && $0 < 0x80 }
        return JSONOutline(ascii.span)
    }

    /// - Parameter known: the digests of elements (``KnownElement``) that need not be read.
    /// - Throws: `malformed`, naming the path at which the document is not what it should be.
    func decode<Document: Decodable>(
        _ type: Document.Type, context: DecodingContext, known: Set<UInt64> = []
    ) throws(SourceError) -> Document {
        do {
            return try scanned.get().decode(type, userInfo: known.isEmpty ? [:] : [.knownElements: known])
        } catch {
            throw context.sourceError(error)
        }
    }
}
