internal import CCurl
internal import COpenSSL

/// The TLS session of one origin: some 10 kB, where a handle of libcurl's that keeps it takes 22 kB and a share object of 7.88 holds eight
/// sessions in all. Kept as OpenSSL's own object: written out it takes 2 kB, but reading it again costs half a resumed handshake, most of
/// it for the key of a certificate that nobody asks for.
///
/// libcurl hands over the context of each connection that it makes (CURLOPT_SSL_CTX_FUNCTION). There the session is set as the handshake
/// begins, and what the server sends for the next one is taken. Whether the certificate is in order and for the right host is checked
/// at each handshake, a resumed one included, for the session holds the certificate.
///
/// Confined to the engine's queue: libcurl works on it alone.
@safe final class TLSSession {
    /// Nil when there is none. Holds one reference, which `deinit` and the next session release.
    private var session: OpaquePointer?

    /// Whether libcurl speaks TLS through OpenSSL; with another library it keeps sessions itself.
    static let isKept: Bool = {
        guard let name = unsafe status_version().pointee.ssl_version else { return false }
        return unsafe String(cString: name).hasPrefix("OpenSSL/3") && index >= 0
    }()

    /// The place in a context for the session that it belongs to.
    private static let index = unsafe status_context_index(releaseSession)

    deinit { unsafe SSL_SESSION_free(session) }

    /// Resumes the session in the connections that are made with the context, and takes theirs.
    func attach(to context: UnsafeMutableRawPointer) {
        let context = OpaquePointer(context)
        // Released by `releaseSession`, when the context goes: a connection may outlive the origin that it was made for.
        let session = unsafe Unmanaged.passRetained(self)
        guard unsafe SSL_CTX_set_ex_data(context, Self.index, session.toOpaque()) == 1 else { return unsafe session.release() }
        unsafe status_hand_out_sessions(context, sessionCame)
        unsafe SSL_CTX_set_info_callback(context, handshakeMoved)
    }

    fileprivate static func of(_ connection: OpaquePointer) -> TLSSession? {
        guard let context = unsafe SSL_get_SSL_CTX(connection), let pointer = unsafe SSL_CTX_get_ex_data(context, index) else { return nil }
        return unsafe Unmanaged<TLSSession>.fromOpaque(pointer).takeUnretainedValue()
    }

    fileprivate func resume(_ connection: OpaquePointer) {
        if let session = unsafe session { unsafe SSL_set_session(connection, session) }
    }

    /// Takes over a reference to the session. Returns whether it did.
    fileprivate func take(_ new: OpaquePointer) -> Bool {
        guard unsafe SSL_SESSION_is_resumable(new) == 1 else { return false }
        unsafe SSL_SESSION_free(session)
        unsafe session = new
        return true
    }
}

// MARK: - Entries from C

// SSL_CTX_sess_set_new_cb; 0 leaves the reference OpenSSL's to free.
private func sessionCame(connection: OpaquePointer?, session: OpaquePointer?) -> Int32 {
    guard let connection = unsafe connection, let session = unsafe session else { return 0 }
    return unsafe TLSSession.of(connection)?.take(session) == true ? 1 : 0
}

// SSL_CTX_set_info_callback
private func handshakeMoved(connection: OpaquePointer?, place: Int32, value: Int32) {
    guard place & SSL_CB_HANDSHAKE_START != 0, let connection = unsafe connection else { return }
    // Once a connection: what follows a finished handshake (a key update) begins with no client's hello.
    guard unsafe SSL_is_init_finished(connection) == 0, unsafe SSL_get_session(connection) == nil else { return }
    unsafe TLSSession.of(connection)?.resume(connection)
}

// CRYPTO_EX_free
private func releaseSession(
    parent: UnsafeMutableRawPointer?, pointer: UnsafeMutableRawPointer?, data: UnsafeMutablePointer<CRYPTO_EX_DATA>?, index: Int32,
    argument: Int, argumentPointer: UnsafeMutableRawPointer?
) {
    guard let pointer = unsafe pointer else { return }
    unsafe Unmanaged<TLSSession>.fromOpaque(pointer).release()
}
