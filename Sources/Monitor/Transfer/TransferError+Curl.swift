internal import CCurl
internal import CEpoll

extension TransferError {
    /// The error that one of libcurl's codes stands for. A code that is not known keeps libcurl's own words.
    init(curlCode: Int32, systemError: Int32 = 0, url: String, headIsComplete: Bool, limits: TransferLimits) {
        let code = CURLcode(rawValue: UInt32(bitPattern: curlCode))
        let said = unsafe String(cString: curl_easy_strerror(code))
        var (kind, detail) = Self.meaning(of: code, said: said, headIsComplete: headIsComplete, limits: limits)
        if code == CURLE_COULDNT_CONNECT, systemError == ECONNRESET {
            // The server took the connection and dropped it before libcurl had looked.
            (kind, detail) = (.connectionLost, Self.lostConnection)
        }
        self.init(kind, url: redactedURL(url), detail: detail, underlyingCode: curlCode)
    }

    /// `CURLE_TOO_LARGE`, which libcurl has from 8.6 on; Debian's 7.88 uses the number too.
    private static let tooLarge = CURLcode(rawValue: 100)

    private static let lostConnection = "the connection was lost; it is tried again at the next poll"

    private static func meaning(
        of code: CURLcode, said: String, headIsComplete: Bool, limits: TransferLimits
    ) -> (Code, String) {
        switch code {
        case CURLE_URL_MALFORMAT:
            (.invalidURL, "the URL cannot be read; correct it")
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            (.nameNotResolved, "the host's name cannot be resolved; check the name and the network")
        case CURLE_COULDNT_CONNECT:
            (.connectionRefused, "no connection could be made; check the address, the port and the network")
        case CURLE_OPERATION_TIMEDOUT:
            (.timedOut, "no connection stood after \(limits.connectTimeout); check the address and the network")
        case CURLE_PEER_FAILED_VERIFICATION:
            (.tls, "the server's certificate cannot be trusted (expired, for another name, or of an unknown authority); \(said)")
        case CURLE_SSL_CACERT_BADFILE:
            (.tls, "the file of trusted certificates cannot be read; install ca-certificates or set another file")
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_ISSUER_ERROR, CURLE_USE_SSL_FAILED, CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            (.tls, "the TLS handshake failed: \(said)")
        case CURLE_PARTIAL_FILE where !headIsComplete: (.connectionLost, lostConnection)
        case CURLE_PARTIAL_FILE, CURLE_BAD_CONTENT_ENCODING, CURLE_WRITE_ERROR:
            (.brokenBody, "the body is cut short or cannot be decoded; it is tried again at the next poll")
        case CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_SSL_SHUTDOWN_FAILED, CURLE_HTTP2, CURLE_HTTP2_STREAM:
            (.connectionLost, lostConnection)
        case tooLarge, CURLE_OUT_OF_MEMORY:
            // libcurl's own bound on a head or a single line of it, below the one of the limits.
            (.headersTooLarge, "the header fields are too long; check that the address is right")
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
            (.protocolError, "what answers does not speak HTTP; check the address and the port")
        default:
            (.internalError, "the transfer failed: \(said)")
        }
    }
}
