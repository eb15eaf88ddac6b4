import Monitor
import Parsing

/// A JSON body in any Unicode encoding, freed of the function call around it where there is one.
struct JSONSource {
    let bytes: [UInt8]

    init(bytes: [UInt8]) {
        let document = JSONP.document(in: bytes.span)
        self.bytes = document.map { Array(bytes[$0]) } ?? bytes
    }

    /// What the document is outermost, told without decoding it.
    var outline: JSONOutline {
        // In UTF-16 and UTF-32 every other byte of ASCII is zero, and keys are ASCII.
        guard bytes.prefix(4).contains(where: { $0 == 0 || $0 >= 0xFE }) else { return JSONOutline(bytes.span) }
        let ascii = bytes.filter { $0 > 0 && $0 < 0x80 }
        return JSONOutline(ascii.span)
    }

    /// - Throws: `malformed`, naming the path at which the document is not what it should be.
    func decode<Document: Decodable>(_ type: Document.Type, context: DecodingContext) throws(SourceError) -> Document {
        do {
            return try JSONPayload.decode(type, from: bytes)
        } catch {
            throw context.sourceError(error)
        }
    }
}
