import COpenSSL

/// Owns one `SSL_CTX` for the server side, and makes streams from it.
@safe final class TLSContext {
    private let handle: OpaquePointer

    init(_ tls: OriginTLS) throws(OriginError) {
        guard let handle = unsafe SSL_CTX_new(TLS_server_method()) else { throw .openSSL("TLS cannot be set up") }
        unsafe self.handle = handle
        unsafe origin_set_event_loop_modes(handle)
        unsafe origin_disable_server_cache(handle)
        // One ticket is what a client with one connection uses.
        unsafe SSL_CTX_set_num_tickets(handle, tls.resumesSessions ? 1 : 0)
        if !tls.resumesSessions { unsafe origin_disable_tickets(handle) }
        if tls.isLimitedToTLS12 { unsafe _ = origin_set_maximum_version(handle, TLS1_2_VERSION) }
        let key = try PrivateKey(pem: tls.privateKey)
        for (index, pem) in tls.certificateChain.enumerated() {
            let certificate = try Certificate(pem: pem)
            let isTaken =
                index == 0
                ? unsafe SSL_CTX_use_certificate(handle, certificate.handle)
                : unsafe origin_add_chain_certificate(handle, certificate.handle)
            guard isTaken == 1 else { throw .openSSL("the certificate is refused") }
        }
        guard unsafe SSL_CTX_use_PrivateKey(handle, key.handle) == 1 else { throw .openSSL("the private key is refused") }
    }

    deinit { unsafe SSL_CTX_free(handle) }

    /// A stream over a connected, non-blocking socket, whose owner closes the descriptor after it.
    func makeStream(_ descriptor: Int32) -> TLSStream? {
        guard let stream = unsafe SSL_new(handle) else { return nil }
        guard unsafe SSL_set_fd(stream, descriptor) == 1 else {
            unsafe SSL_free(stream)
            return nil
        }
        unsafe SSL_set_accept_state(stream)
        return unsafe TLSStream(owning: stream)
    }
}

/// What one attempt to read, write or shake hands came to.
enum StreamProgress: Equatable {
    /// That many bytes; 0 for a handshake.
    case done(Int)
    case needsInput
    case needsOutput
    /// The other side has ended its part in good order.
    case ended
    case failed
}

/// Owns one `SSL`. Used on its origin's thread alone.
@safe final class TLSStream {
    private let handle: OpaquePointer

    init(owning handle: OpaquePointer) { unsafe self.handle = handle }

    deinit { unsafe SSL_free(handle) }

    var isResumed: Bool { unsafe SSL_session_reused(handle) == 1 }

    func handshake() -> StreamProgress {
        ERR_clear_error()
        return progress(unsafe SSL_do_handshake(handle))
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> StreamProgress {
        ERR_clear_error()
        return unsafe progress(SSL_read(handle, buffer.baseAddress, Int32(buffer.count)))
    }

    func write(_ buffer: UnsafeRawBufferPointer) -> StreamProgress {
        ERR_clear_error()
        return unsafe progress(SSL_write(handle, buffer.baseAddress, Int32(clamping: buffer.count)))
    }

    /// Says close_notify, if the socket takes it at once; waits for no answer.
    func sayGoodbye() {
        ERR_clear_error()
        unsafe _ = SSL_shutdown(handle)
    }

    private func progress(_ result: Int32) -> StreamProgress {
        if result > 0 { return .done(Int(result)) }
        return switch unsafe SSL_get_error(handle, result) {
        case SSL_ERROR_WANT_READ: .needsInput
        case SSL_ERROR_WANT_WRITE: .needsOutput
        case SSL_ERROR_ZERO_RETURN: .ended
        default: .failed
        }
    }
}
