internal import CCurl

/// The options that all handles of an engine share.
struct HandleSettings {
    /// Sent with every request that does not bring its own. libcurl has options for both, which it writes into each request twice, a byte at a
    /// time; a field of the list it writes once.
    let fields: [HeaderField]
    let caFile: String?
    let rootsLifetime: Duration
    let proxy: String?
    let reach: @Sendable (IPAddress) -> IPAddress.Reach

    /// libcurl 7.88 can report an HTTP/2 body complete that was cut off; that was mended by 8.1.
    private static let speaksHTTP2Well = unsafe status_version().pointee.version_num >= 0x08_01_00
    /// Whether libcurl knows a file of certificates by itself. Where it knows a directory alone, that must stay set.
    private static let hasCAFile = unsafe status_version().pointee.cainfo != nil

    init(_ configuration: TransferConfiguration) {
        fields = [HeaderField("User-Agent", configuration.userAgent), HeaderField("Accept-Encoding", ContentCoding.accepted)]
        caFile = configuration.caFile
        rootsLifetime = configuration.rootsLifetime
        proxy = configuration.proxy
        reach = configuration.reach
    }

    func apply(to handle: EasyHandle) {
        handle.set(CURLOPT_NOSIGNAL, 1)
        // Without it a handle whose look-up hangs would be waited for when it is removed.
        handle.set(CURLOPT_QUICK_EXIT, 1)
        handle.set(CURLOPT_PROTOCOLS_STR, "http,https")
        handle.set(CURLOPT_FOLLOWLOCATION, 0)
        handle.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        // Bodies are not decoded by libcurl: an unchanged body is known by its coded bytes, and what it comes to is bounded here.
        handle.set(CURLOPT_HTTP_CONTENT_DECODING, 0)
        handle.set(CURLOPT_HTTP_VERSION, Self.speaksHTTP2Well ? Int(CURL_HTTP_VERSION_2TLS) : Int(CURL_HTTP_VERSION_1_1))
        // An empty proxy also keeps libcurl from looking into the environment.
        handle.set(CURLOPT_PROXY, proxy ?? "")
        if proxy == nil { handle.set(CURLOPT_NOPROXY, "*") }
        handle.set(CURLOPT_DNS_CACHE_TIMEOUT, -1)
        if let caFile { handle.set(CURLOPT_CAINFO, caFile) }
        // A directory beside the file switches libcurl's cache of certificates off.
        if caFile != nil || Self.hasCAFile { handle.set(CURLOPT_CAPATH, nil as String?) }
        handle.set(CURLOPT_CA_CACHE_TIMEOUT, Int(clamping: rootsLifetime.components.seconds))
    }
}
