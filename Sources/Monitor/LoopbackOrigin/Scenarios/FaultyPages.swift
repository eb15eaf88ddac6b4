import Synchronization

/// The pages of an origin of which each so-manieth answer is a fault; the kinds take turns, so that a client meets all of them.
public final class FaultyPages: Sendable {
    private enum Fault: Int, CaseIterable {
        case resetInHead, resetInBody, cutInBody, serverError, tooManyRequests, wrongGzip, redirectToItself, html, endlessHead,
            truncatedFeed
    }

    private let handler: OriginServer.Handler
    private let period: Int
    private let requests = Atomic(0)

    /// - Parameter period: of so many answers one is a fault.
    public init(_ handler: @escaping OriginServer.Handler, period: Int) {
        self.handler = handler
        self.period = max(1, period)
    }

    public func reply(to request: OriginRequest) -> OriginReply {
        let ordinal = requests.add(1, ordering: .relaxed).oldValue
        guard ordinal % period == period - 1 else { return handler(request) }
        return reply(Fault.allCases[ordinal / period % Fault.allCases.count], to: request)
    }

    private func reply(_ fault: Fault, to request: OriginRequest) -> OriginReply {
        let feed = [("Content-Type", "application/atom+xml")]
        let body = OriginResponse(fields: feed, body: [UInt8](repeating: UInt8(ascii: " "), count: 4_000))
        return switch fault {
        case .resetInHead: .reset(body, after: 20)
        case .resetInBody: .reset(body, after: 1_000)
        case .cutInBody: .cut(body, after: 1_000)
        case .serverError: .status(500)
        case .tooManyRequests: .status(429, [("Retry-After", "2")])
        case .wrongGzip: .response(OriginResponse(fields: feed + [("Content-Encoding", "gzip")], body: Array("no gzip".utf8)))
        case .redirectToItself: .redirect(to: String(request.path))
        case .html: .ok(Array("<!DOCTYPE html><html><body>down for maintenance</body></html>".utf8), contentType: "text/html")
        case .endlessHead: .endlessHeaders
        case .truncatedFeed: .ok(Array("<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>tag:".utf8))
        }
    }
}
