import Parsing
import Transfer

/// Keeps the body of one answer whatever it is: a web page, of which the beginning is enough, or a document, as long as the transfer's bound.
///
/// Guarded by order: the engine's queue calls it until `fetch` returns, and only then is it looked at. That is what `@unchecked` stands for.
final class DetectionBody: BodyReceiver, @unchecked Sendable {
    /// Of a web page. Marks and links stand in its head; scripts with the page's identifier behind it.
    static let htmlLimit = 1 << 20

    private(set) var bytes: [UInt8] = []
    private(set) var contentType: String?
    /// Whether a web page was longer than what is looked at.
    private(set) var isCut = false
    private var isHTML: Bool?

    func begin(status: Int, contentType: String?) {
        bytes = []
        isCut = false
        isHTML = nil
        self.contentType = contentType
    }

    func receive(_ bytes: RawSpan) -> Bool {
        unsafe bytes.withUnsafeBytes { unsafe self.bytes.append(contentsOf: $0) }
        guard self.bytes.count > Self.htmlLimit else { return true }
        let isHTML = isHTML ?? Self.isHTML(self.bytes)
        self.isHTML = isHTML
        isCut = isHTML
        return !isHTML
    }

    private static func isHTML(_ bytes: [UInt8]) -> Bool { PayloadShape.sniff(bytes.span) == .html }
}
