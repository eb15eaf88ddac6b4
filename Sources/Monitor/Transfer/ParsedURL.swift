internal import CCurl

/// An absolute URL taken apart by libcurl's own parser, so that what is judged is what is fetched.
///
/// A class, for it is handed on with every transfer and never changes.
final class ParsedURL: Hashable, Sendable {
    /// The URL as it goes to libcurl.
    let text: String
    /// In lower case.
    let scheme: String
    /// As libcurl normalises it: an IPv6 address in brackets, a numeric IPv4 address of any notation as four decimal numbers.
    let host: String
    let port: Int

    /// Scheme, host and port (RFC 6454, 4).
    var origin: String { "\(scheme)://\(host):\(port)" }
    var isHTTP: Bool { scheme == "http" || scheme == "https" }

    /// The host as an address, when it is a literal one.
    var literalAddress: IPAddress? {
        IPAddress(host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host)
    }

    static func == (one: ParsedURL, other: ParsedURL) -> Bool { one === other || one.text == other.text }
    func hash(into hasher: inout Hasher) { hasher.combine(text) }

    enum Failure: Error {
        case malformed(String), noHost

        var reason: String {
            switch self {
            case .malformed(let reason): reason
            case .noHost: "it names no host"
            }
        }
    }

    /// Reads an absolute URL, of any scheme.
    convenience init(_ text: String) throws(Failure) {
        try self.init(text, relativeTo: nil)
    }

    /// Reads what a `Location` field says, relative to the URL that answered with it (RFC 9110, 10.2.2). White space and bytes
    /// outside of ASCII are percent-encoded, as browsers do. User info is left out: a server does not choose whom to log in as.
    convenience init(location: String, relativeTo base: ParsedURL) throws(Failure) {
        try self.init(location, relativeTo: base)
    }

    private init(_ reference: String, relativeTo base: ParsedURL?) throws(Failure) {
        // libcurl takes C strings, which end at a NUL: what lies behind one would go unseen.
        guard !reference.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) else {
            throw .malformed("it contains a control character")
        }
        guard let handle = unsafe curl_url() else { throw .malformed("out of memory") }
        defer { unsafe curl_url_cleanup(handle) }
        if let base { try unsafe Self.set(handle, CURLUPART_URL, base.text, flags: 0) }
        let readable = base == nil ? reference : Self.percentEncoded(reference)
        try unsafe Self.set(handle, CURLUPART_URL, readable, flags: UInt32(CURLU_NON_SUPPORT_SCHEME))
        _ = unsafe curl_url_set(handle, CURLUPART_FRAGMENT, nil, 0)
        if base != nil {
            _ = unsafe curl_url_set(handle, CURLUPART_USER, nil, 0)
            _ = unsafe curl_url_set(handle, CURLUPART_PASSWORD, nil, 0)
        }
        guard let scheme = unsafe Self.get(handle, CURLUPART_SCHEME) else { throw .malformed("it has no scheme") }
        self.scheme = scheme.lowercased()
        host = unsafe (Self.get(handle, CURLUPART_HOST) ?? "").lowercased()
        port = unsafe Self.get(handle, CURLUPART_PORT, flags: UInt32(CURLU_DEFAULT_PORT)).flatMap { Int($0) } ?? 0
        text = base == nil ? reference : unsafe Self.get(handle, CURLUPART_URL) ?? reference
        if isHTTP, host.isEmpty { throw .noHost }
    }

    /// Encodes what servers leave unencoded: spaces and bytes outside of ASCII. A host's name is left as it is (libcurl would
    /// write a query's space as "+", and encode an international name beyond recognition).
    private static func percentEncoded(_ reference: String) -> String {
        guard reference.utf8.contains(where: { $0 == 0x20 || $0 >= 0x80 }) else { return reference }
        let bytes = Array(reference.utf8)
        var start = 0
        if let slashes = bytes.indices.dropLast().first(where: { bytes[$0] == 0x2f && bytes[$0 + 1] == 0x2f }),
            !bytes[..<slashes].contains(where: { "/?#".utf8.contains($0) })
        {
            start = bytes[(slashes + 2)...].firstIndex { "/?#".utf8.contains($0) } ?? bytes.count
        }
        var encoded = Array(bytes[..<start])
        for byte in bytes[start...] {
            if byte == 0x20 || byte >= 0x80 {
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += Array("%\(digits)".utf8)
            } else {
                encoded.append(byte)
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func set(_ handle: OpaquePointer, _ part: CURLUPart, _ value: String, flags: UInt32) throws(Failure) {
        let code = unsafe curl_url_set(handle, part, value, flags)
        guard code == CURLUE_OK else { throw .malformed(unsafe String(cString: curl_url_strerror(code))) }
    }

    private static func get(_ handle: OpaquePointer, _ part: CURLUPart, flags: UInt32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard unsafe curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text = unsafe text else { return nil }
        defer { unsafe curl_free(text) }
        return unsafe String(cString: text)
    }
}

/// A URL as errors and logs show it: no user info, no query values, no control bytes.
///
/// Works on any text, so that a URL that cannot be read is shown without its secrets too.
func redactedURL(_ text: String) -> String {
    var rest = Substring(text)
    var shown = ""
    if let scheme = rest.firstRange(of: "://") {
        shown += rest[..<scheme.upperBound]
        rest = rest[scheme.upperBound...]
    }
    let authorityEnd = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
    var authority = rest[..<authorityEnd]
    if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
    shown += authority
    rest = rest[authorityEnd...]
    if let fragment = rest.firstIndex(of: "#") { rest = rest[..<fragment] }
    let queryStart = rest.firstIndex(of: "?") ?? rest.endIndex
    shown += rest[..<queryStart]
    if queryStart < rest.endIndex {
        let pairs = rest[rest.index(after: queryStart)...].split(separator: "&", omittingEmptySubsequences: false)
        // A query with no "=" may be one secret as a whole.
        let names = pairs.map { pair in pair.firstIndex(of: "=").map { pair[..<$0] + "=…" } ?? (pair.isEmpty ? "" : "…") }
        shown += "?" + names.joined(separator: "&")
    }
    return String(String.UnicodeScalarView(shown.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? "\u{fffd}" : $0 }))
}

extension Substring {
    fileprivate func firstRange(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}
