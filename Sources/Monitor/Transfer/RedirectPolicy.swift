/// What to do with an answer that may be a redirect (RFC 9110, 15.4). Pure: it looks at URLs alone; addresses are judged when
/// the connection is made, by ``ReachPolicy``.
struct RedirectPolicy {
    var maximumRedirects: Int
    /// A request with a body is sent on as it is to its own origin alone, and only where the answer says that its method stays (307, 308).
    var hasBody = false

    enum Decision: Equatable {
        /// No redirect that is followed: the answer stands as it is.
        case answer
        case follow(ParsedURL, isPermanent: Bool)
        case refuse(TransferError.Code, String)
    }

    /// - Parameters:
    ///   - location: the `Location` field's value.
    ///   - visited: the URLs of the chain so far, `from` included.
    func decide(status: Int, location: String?, from url: ParsedURL, visited: [String]) -> Decision {
        guard Self.isRedirect(status), let location, !location.isEmpty else { return .answer }
        if hasBody, status != 307, status != 308 { return .answer }
        let target: ParsedURL
        do throws(ParsedURL.Failure) {
            target = try ParsedURL(location: location, relativeTo: url)
        } catch {
            return .refuse(.forbiddenRedirect, "it redirects to an address that cannot be read (\(redactedURL(location)))")
        }
        let shown = redactedURL(target.text)
        guard target.isHTTP else { return .refuse(.forbiddenRedirect, "it redirects to \(shown), which is neither http nor https") }
        // What was read over TLS is not read in the clear because the server, or whoever answers in its place, says so.
        if url.scheme == "https", target.scheme == "http" {
            return .refuse(.forbiddenRedirect, "it redirects from https to http (\(shown)); configure that address if it is meant")
        }
        if hasBody, target.origin != url.origin {
            return .refuse(
                .forbiddenRedirect, "it redirects what was posted to another host (\(shown)); configure that address if it is meant")
        }
        if visited.contains(target.text) { return .refuse(.tooManyRedirects, "it redirects in a circle, back to \(shown)") }
        guard visited.count <= maximumRedirects else {
            return .refuse(.tooManyRedirects, "it redirects more than \(maximumRedirects) times, last to \(shown)")
        }
        return .follow(target, isPermanent: status == 301 || status == 308)
    }

    static func isRedirect(_ status: Int) -> Bool {
        switch status {
        case 301, 302, 303, 307, 308: true
        default: false
        }
    }
}
