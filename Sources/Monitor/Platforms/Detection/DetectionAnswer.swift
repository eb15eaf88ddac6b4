import Monitor
import Parsing

/// What one address answered to a detection.
struct DetectionAnswer: Sendable {
    /// Where the answer came from, after redirects.
    var url: String
    /// Nil when no complete answer came.
    var status: Int?
    var contentType: String?
    var body: [UInt8] = []
    var retryAfter: Duration?
    /// Requests that it took: one, and one more for each redirect.
    var requests = 1
    /// Why no complete answer came.
    var failure: String?

    init(url: String, status: Int?, contentType: String? = nil, body: [UInt8] = [], retryAfter: Duration? = nil, requests: Int = 1) {
        self.url = url
        self.status = status
        self.contentType = contentType
        self.body = body
        self.retryAfter = retryAfter
        self.requests = requests
    }

    /// No answer.
    init(url: String, failure: String, requests: Int = 1) {
        self.url = url
        self.failure = failure
        self.requests = requests
    }

    /// A body by its shape. A status other than 2xx has none that counts.
    enum Body {
        case document(Reading)
        case html(HTMLPage)
        /// Neither, in words.
        case other(String)
    }

    /// Reads the body by the rules of a platform, or of any when nil.
    func read(as platform: Platform? = nil) -> Body {
        let context = DecodingContext(provider: "", url: url, contentType: contentType)
        if isEmptyList, !PlatformAdapters.all.contains(where: { $0.owns(host: PageAddress.host(of: url)) }) {
            return .other("an empty JSON list, which says nothing of whose it is")
        }
        do {
            return .document(try PayloadDecoder(platform: platform).decode(body, context: context))
        } catch {
            let isMarkup = BodyKind(body.span) == .markup
            guard isMarkup, error.code == .wrongFormat || PayloadShape.sniff(body.span) == .html else { return .other(error.detail) }
            return .html(HTMLPage(url: url, source: body))
        }
    }

    private var isEmptyList: Bool { BodyKind(body.span) == .json && JSONSource(bytes: body).outline.isEmptyArray }
}
