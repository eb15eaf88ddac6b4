internal import CCurl
internal import COpenSSL

/// The TLS session of one origin, for the next connection to it. libcurl 7.88 would keep it in an easy handle, which takes 22 kB, or in a
/// share object that holds eight sessions in all.
///
/// libcurl hands over the context of each connection that it makes (CURLOPT_SSL_CTX_FUNCTION). There the session is set as the handshake
/// begins, and what the server sends for the next one is taken. Whether the certificate is in order and for the right host is checked
/// at each handshake, a resumed one included, for the session holds the certificate.
///
/// Confined to the engine's queue: libcurl works on it alone.
@safe final class TLSSession {
    /// Ready for use: OpenSSL's own object, of which this holds one reference.
    private var ready: OpaquePointer?
    /// As OpenSSL writes it; nil while it is held ready, and when there is none.
    private var written: WrittenSession?
    private let places: Places

    /// How many sessions are held ready. Confined to the engine's queue.
    final class Places {
        private var free: Int
        fileprivate let certificates = WrittenSession.Certificates()

        /// - Parameter count: Sessions that may be ready at one time: 4 kB each where a written one has half a kB beside its certificate, and a poll costs some 20 µs less.
        init(_ count: Int) { free = max(0, count) }

        fileprivate func take() -> Bool {
            guard free > 0 else { return false }
            free -= 1
            return true
        }

        fileprivate func giveBack() { free += 1 }
    }

    init(_ places: Places) { self.places = places }

    deinit { drop() }

    /// Whether libcurl speaks TLS through OpenSSL; with another library it keeps sessions itself.
    static let isKept: Bool = {
        guard let name = unsafe status_version().pointee.ssl_version else { return false }
        return unsafe String(cString: name).hasPrefix("OpenSSL/3") && index >= 0 && connectionIndex >= 0
    }()

    /// The place in a context for the session of the connection that is made with it next.
    private static let index = unsafe status_context_index(releaseSession)
    /// The place in a connection for the session that it belongs to.
    private static let connectionIndex = unsafe status_connection_index(connectionMade, releaseSession)

    /// Resumes the session in the connection that is made with the context next, and takes its sessions.
    func attach(to context: UnsafeMutableRawPointer) {
        let context = OpaquePointer(context)
        // Retained, and released by `releaseSession`: a connection may outlive the origin that it was made for.
        let session = unsafe Unmanaged.passRetained(self)
        let last = unsafe SSL_CTX_get_ex_data(context, Self.index)
        guard unsafe SSL_CTX_set_ex_data(context, Self.index, session.toOpaque()) == 1 else { return unsafe session.release() }
        // Of a connection that was never made.
        if let last = unsafe last { unsafe Unmanaged<TLSSession>.fromOpaque(last).release() }
        unsafe status_hand_out_sessions(context, sessionCame)
        unsafe SSL_CTX_set_info_callback(context, handshakeMoved)
    }

    /// Hands the session that its context holds over to a new connection. The context is left without one, so that a connection to another origin
    /// can never be given it.
    fileprivate static func moved(to connection: OpaquePointer) -> UnsafeMutableRawPointer? {
        guard let context = unsafe SSL_get_SSL_CTX(connection), let pointer = unsafe SSL_CTX_get_ex_data(context, index) else { return nil }
        guard unsafe SSL_CTX_set_ex_data(context, index, nil) == 1 else { return nil }
        return unsafe pointer
    }

    fileprivate static func of(_ connection: OpaquePointer) -> TLSSession? {
        guard let pointer = unsafe SSL_get_ex_data(connection, connectionIndex) else { return nil }
        return unsafe Unmanaged<TLSSession>.fromOpaque(pointer).takeUnretainedValue()
    }

    fileprivate func resume(_ connection: OpaquePointer) {
        if let ready = unsafe ready { return unsafe _ = SSL_set_session(connection, ready) }
        guard let session = unsafe written?.read() else { return written = nil }
        // The connection takes a reference of its own.
        unsafe SSL_set_session(connection, session)
        unsafe SSL_SESSION_free(session)
    }

    /// Takes over a reference to the session. Returns whether it did.
    ///
    /// - Parameter isLean: the session is a resumed one's, which shares its certificate with the one that was read from its written form.
    fileprivate func take(_ new: OpaquePointer, isLean: Bool) -> Bool {
        guard unsafe SSL_SESSION_is_resumable(new) == 1 else { return false }
        guard unsafe ready != nil || places.take() else {
            unsafe WrittenSession.replace(&written, with: new, places.certificates)
            return false
        }
        unsafe SSL_SESSION_free(ready)
        written = nil
        // What a handshake leaves holds the server's whole chain and the certificate's key: 10 kB, of which a resumption needs 4.
        let lean = unsafe isLean ? nil : WrittenSession(new, places.certificates)?.read()
        unsafe ready = lean ?? new
        return unsafe lean == nil
    }

    private func drop() {
        guard let ready = unsafe ready else { return }
        unsafe SSL_SESSION_free(ready)
        unsafe self.ready = nil
        places.giveBack()
    }
}

// MARK: - Entries from C

// SSL_CTX_sess_set_new_cb; 0 leaves the reference OpenSSL's to free.
private func sessionCame(connection: OpaquePointer?, session: OpaquePointer?) -> Int32 {
    guard let connection = unsafe connection, let session = unsafe session else { return 0 }
    let isLean = unsafe SSL_session_reused(connection) == 1
    return unsafe TLSSession.of(connection)?.take(session, isLean: isLean) == true ? 1 : 0
}

// SSL_CTX_set_info_callback
private func handshakeMoved(connection: OpaquePointer?, place: Int32, value: Int32) {
    guard place & SSL_CB_HANDSHAKE_START != 0, let connection = unsafe connection else { return }
    // Once a connection: what follows a finished handshake (a key update) begins with no client's hello.
    guard unsafe SSL_is_init_finished(connection) == 0, unsafe SSL_get_session(connection) == nil else { return }
    unsafe TLSSession.of(connection)?.resume(connection)
}

// CRYPTO_EX_new: within SSL_new, once the connection has all that its context was set to. Called for each connection of the process.
private func connectionMade(
    parent: UnsafeMutableRawPointer?, pointer: UnsafeMutableRawPointer?, data: UnsafeMutablePointer<CRYPTO_EX_DATA>?, index: Int32,
    argument: Int, argumentPointer: UnsafeMutableRawPointer?
) {
    guard let parent = unsafe parent, let session = unsafe TLSSession.moved(to: OpaquePointer(parent)) else { return }
    if unsafe CRYPTO_set_ex_data(data, index, session) != 1 { unsafe Unmanaged<TLSSession>.fromOpaque(session).release() }
}

// CRYPTO_EX_free
private func releaseSession(
    parent: UnsafeMutableRawPointer?, pointer: UnsafeMutableRawPointer?, data: UnsafeMutablePointer<CRYPTO_EX_DATA>?, index: Int32,
    argument: Int, argumentPointer: UnsafeMutableRawPointer?
) {
    guard let pointer = unsafe pointer else { return }
    unsafe Unmanaged<TLSSession>.fromOpaque(pointer).release()
}
