internal import CEpoll
internal import COpenSSL

/// The one OpenSSL context (`SSL_CTX`) that an engine's connections are made with. Confined to the engine's queue.
///
/// libcurl makes a context for each connection. OpenSSL 3.0 looks up all ciphers, digests and groups by their names for each, which takes a quarter
/// of a resumed handshake, and libcurl has no option against it. It makes them by `SSL_CTX_new`; that name is taken in this program by
/// ``contextForConnection(_:)``, which lends this context out where libcurl acts for an engine, and makes a new one for all else, as OpenSSL does.
///
/// libcurl believes that the context is new. What it sets before a handshake it sets for each connection, and `SSL_new` copies it into the
/// connection at once. What it sets later are the trusted certificates: those that it loaded for an earlier connection of this multi handle, or newly
/// loaded ones, for which it asks the context for an empty store (``storeForCertificates(_:)``). All of an engine's connections trust the same.
@safe final class LentContext {
    private var context: OpaquePointer?
    /// Contexts that were made to be lent out: one, once libcurl has asked.
    private(set) var madeCount = 0

    deinit { unsafe SSL_CTX_free(context) }

    /// Where a thread keeps the one that it lends out. Nil when no place is left, so that none is lent out.
    private static let place: pthread_key_t? = {
        var key = pthread_key_t()
        return unsafe pthread_key_create(&key, nil) == 0 ? key : nil
    }()

    /// Lends the context out while `body` calls libcurl.
    static func lend(_ context: LentContext?, _ body: () -> Void) {
        guard let context, let place else { return body() }
        unsafe pthread_setspecific(place, Unmanaged.passUnretained(context).toOpaque())
        body()
        unsafe pthread_setspecific(place, nil)
    }

    /// What is lent out on this thread now.
    fileprivate static var current: LentContext? {
        guard let place, let pointer = unsafe pthread_getspecific(place) else { return nil }
        return unsafe Unmanaged<LentContext>.fromOpaque(pointer).takeUnretainedValue()
    }

    /// A reference to the context; nil where it does not serve.
    fileprivate func lend(_ method: OpaquePointer?) -> OpaquePointer? {
        if let context = unsafe context {
            guard unsafe SSL_CTX_get_ssl_method(context) == method else { return nil }
        } else {
            unsafe context = SSL_CTX_new_ex(nil, nil, method)
            madeCount += 1
        }
        guard let context = unsafe context, unsafe SSL_CTX_up_ref(context) == 1 else { return nil }
        return unsafe context
    }

    /// Gives the context a new store, so that what was trusted before is not trusted for longer than libcurl has it in mind.
    fileprivate func emptyStore(of asked: OpaquePointer?) {
        guard let context = unsafe context, unsafe asked == context, let store = unsafe X509_STORE_new() else { return }
        unsafe SSL_CTX_set_cert_store(context, store)
    }

    /// OpenSSL's own function of that name.
    fileprivate static let certificateStore: (@convention(c) (OpaquePointer?) -> OpaquePointer?)? = unsafe unsafeBitCast(
        status_next_function("SSL_CTX_get_cert_store"), to: (@convention(c) (OpaquePointer?) -> OpaquePointer?)?.self)
}

/// OpenSSL's function of this name, for the whole program: what it does in OpenSSL 3, but where a context is lent out.
@c(SSL_CTX_new) public func contextForConnection(_ method: OpaquePointer?) -> OpaquePointer? {
    unsafe LentContext.current?.lend(method) ?? SSL_CTX_new_ex(nil, nil, method)
}

/// OpenSSL's function of this name, for the whole program: what it does in OpenSSL, but of a context that is lent out it gives an empty store. libcurl
/// asks where it is about to load certificates into it.
@c(SSL_CTX_get_cert_store) public func storeForCertificates(_ context: OpaquePointer?) -> OpaquePointer? {
    unsafe LentContext.current?.emptyStore(of: context)
    return unsafe LentContext.certificateStore?(context)
}
