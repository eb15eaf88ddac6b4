internal import COpenSSL

/// A TLS session as OpenSSL writes it (`i2d_SSL_SESSION`): 1 to 2 kB, most of it the server's certificate.
enum WrittenSession {
    /// An OpenSSL library context that knows no algorithms. OpenSSL 3.0 decodes the key of each certificate that it reads, which takes 180 of
    /// 200 µs, and nothing asks for it: whether the certificate is for the host is seen in its names. Without an algorithm the key is left as it is.
    private nonisolated(unsafe) static let contextWithoutAlgorithms: OpaquePointer? = {
        // Made once, never freed.
        let context = unsafe OSSL_LIB_CTX_new()
        // The provider that offers nothing keeps the default one from being loaded in its place.
        guard unsafe context != nil, unsafe OSSL_PROVIDER_load(context, "null") != nil else { return nil }
        return unsafe context
    }()

    /// Empty when it cannot be written.
    static func bytes(of session: OpaquePointer) -> [UInt8] {
        let count = unsafe Int(i2d_SSL_SESSION(session, nil))
        guard count > 0 else { return [] }
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            var end = buffer.baseAddress
            written = unsafe max(0, Int(i2d_SSL_SESSION(session, &end)))
        }
    }

    /// A new session, with one reference that is the caller's; nil when OpenSSL cannot read the bytes.
    static func read(_ bytes: [UInt8]) -> OpaquePointer? {
        // The default context is the thread's own, and set back before anything else runs on it.
        let previous = unsafe contextWithoutAlgorithms.flatMap { unsafe OSSL_LIB_CTX_set0_default($0) }
        defer { if let previous = unsafe previous { unsafe _ = OSSL_LIB_CTX_set0_default(previous) } }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            return unsafe d2i_SSL_SESSION(nil, &start, buffer.count)
        }
    }
}
