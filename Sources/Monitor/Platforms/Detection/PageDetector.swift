import Monitor
public import Transfer

/// Asks a page's addresses, one at a time, until its platform is known.
public struct PageDetector: Sendable {
    private let client: any HTTPClient
    private let options: PageProvider.Options

    public init(client: any HTTPClient, options: PageProvider.Options = PageProvider.Options()) {
        self.client = client
        self.options = options
    }

    /// Finds out how a page is read, from any of its addresses, with at most four requests.
    public func detect(_ url: String) async -> DetectionResult {
        var detection = PageDetection(url: url)
        let host = URLOrigin.host(of: url)
        while true {
            switch detection.next() {
            case .end(let result): return result
            case .ask(let endpoint, let redirects):
                // A page on the Internet may name an address of this network's: only the host that a person named may be one.
                let isNamed = URLOrigin.host(of: endpoint.url) == host
                detection.take(await ask(endpoint, redirects: redirects, privateAddresses: isNamed ? .ifNamed : .never))
            }
        }
    }

    private func ask(_ endpoint: PageEndpoint, redirects: Int, privateAddresses: PrivateAddresses) async -> DetectionAnswer {
        let body = DetectionBody()
        var limits = options.limits
        limits.maximumRedirects = min(limits.maximumRedirects, redirects)
        var request = TransferRequest(
            url: endpoint.url, fields: [Self.accept(endpoint.kind), HeaderField("User-Agent", options.userAgent)], limits: limits,
            receiver: body, resolve: options.resolve)
        request.privateAddresses = privateAddresses
        do throws(TransferError) {
            let outcome = try await client.fetch(request)
            return DetectionAnswer(
                url: outcome.url, status: outcome.status, contentType: outcome.contentType, body: body.bytes,
                retryAfter: outcome.retryAfter,
                requests: 1 + outcome.metrics.redirects)
        } catch {
            // The beginning of a long web page is all of it that is looked at.
            if error.code == .refusedByReceiver, body.isCut {
                return DetectionAnswer(url: endpoint.url, status: 200, contentType: body.contentType, body: body.bytes)
            }
            return DetectionAnswer(
                url: endpoint.url, failure: error.detail, requests: error.code == .tooManyRedirects ? 1 + redirects : 1)
        }
    }

    /// Web pages are welcome here, as they are not where a page is polled.
    private static func accept(_ kind: PageEndpoint.Kind) -> HeaderField {
        guard kind == .unknown else { return kind.accept }
        return HeaderField("Accept", "text/html, application/atom+xml;q=0.9, application/rss+xml;q=0.9, application/json;q=0.9, */*;q=0.1")
    }
}
