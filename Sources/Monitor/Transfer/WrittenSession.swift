internal import COpenSSL

/// A TLS session as OpenSSL writes it (`i2d_SSL_SESSION`), some 400 bytes and the server's certificate. That is held once, however many hosts it is
/// for. Confined to the engine's queue.
@safe struct WrittenSession {
    /// Without the certificate.
    private let bytes: [UInt8]
    private let certificate: Certificate?
    /// Where in ``bytes`` the certificate belongs.
    private let place: Int

    /// A certificate that sessions share. Those that are in use find each other through ``Certificates``.
    final class Certificate {
        let bytes: [UInt8]
        init(_ bytes: [UInt8]) { self.bytes = bytes }
    }

    /// The certificates of all written sessions of an engine, each once. Confined to the engine's queue.
    final class Certificates {
        private final class Reference {
            weak var certificate: Certificate?
            init(_ certificate: Certificate) { self.certificate = certificate }
        }

        private var known: [[UInt8]: Reference] = [:]
        private var limit = 64

        fileprivate func shared(_ bytes: ArraySlice<UInt8>) -> Certificate {
            let bytes = Array(bytes)
            if let certificate = known[bytes]?.certificate { return certificate }
            let certificate = Certificate(bytes)
            known[certificate.bytes] = Reference(certificate)
            // Those that no session has any more go now and then, so that each addition costs little.
            if known.count > limit {
                known = known.filter { $0.value.certificate != nil }
                limit = max(64, known.count * 2)
            }
            return certificate
        }
    }

    /// Nil when it cannot be written.
    init?(_ session: OpaquePointer, _ certificates: Certificates) {
        let bytes = unsafe Self.written { unsafe i2d_SSL_SESSION(session, $0) }
        if bytes.isEmpty { return nil }
        let peer =
            unsafe SSL_SESSION_get0_peer(session).map { certificate in unsafe Self.written { unsafe i2d_X509(certificate, $0) } } ?? []
        if let range = Self.range(of: peer, in: bytes) {
            // The sum of two slices would keep room to grow.
            var rest: [UInt8] = []
            rest.reserveCapacity(bytes.count - range.count)
            rest += bytes[..<range.lowerBound]
            rest += bytes[range.upperBound...]
            self.bytes = rest
            certificate = certificates.shared(bytes[range])
            place = range.lowerBound
        } else {
            (self.bytes, certificate, place) = (bytes, nil, bytes.count)
        }
    }

    /// Puts another session in its place; none when it cannot be written.
    ///
    /// The old one goes first, so that the new one, mostly as long, lies where it lay: else thousands of them, each renewed at each poll, come to lie
    /// far apart.
    static func replace(_ written: inout WrittenSession?, with session: OpaquePointer, _ certificates: Certificates) {
        let certificate = written?.certificate
        written = nil
        written = unsafe WrittenSession(session, certificates)
        // Mostly the new one's, too.
        withExtendedLifetime(certificate) {}
    }

    /// A new session, with one reference that is the caller's; nil when OpenSSL cannot read the bytes.
    func read() -> OpaquePointer? {
        let bytes = bytes[..<place] + (certificate?.bytes ?? []) + bytes[place...]
        // The default context is the thread's own, and set back before anything else runs on it.
        let previous = unsafe Self.contextWithoutAlgorithms.flatMap { unsafe OSSL_LIB_CTX_set0_default($0) }
        defer { if let previous = unsafe previous { unsafe _ = OSSL_LIB_CTX_set0_default(previous) } }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            return unsafe d2i_SSL_SESSION(nil, &start, buffer.count)
        }
    }

    /// An OpenSSL library context that knows no algorithms. OpenSSL 3.0 decodes the key of each certificate that it reads, which takes 180 of
    /// 200 µs, and nothing asks for it: whether the certificate is for the host is seen in its names. Without an algorithm the key is left as it is.
    private nonisolated(unsafe) static let contextWithoutAlgorithms: OpaquePointer? = {
        // Made once, never freed.
        let context = unsafe OSSL_LIB_CTX_new()
        // The provider that offers nothing keeps the default one from being loaded in its place.
        guard unsafe context != nil, unsafe OSSL_PROVIDER_load(context, "null") != nil else { return nil }
        return unsafe context
    }()

    /// Where the certificate lies. (The standard library's search is a general one, which takes longer than all the rest.)
    private static func range(of certificate: [UInt8], in bytes: [UInt8]) -> Range<Int>? {
        guard let first = certificate.first, certificate.count <= bytes.count else { return nil }
        return (0...(bytes.count - certificate.count)).first { start in
            bytes[start] == first && bytes[start..<start + certificate.count].elementsEqual(certificate)
        }.map { $0..<$0 + certificate.count }
    }

    /// What one of OpenSSL's i2d functions writes: the first call tells how much, the second writes. Empty when it cannot.
    private static func written(_ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32) -> [UInt8] {
        let count = Int(write(nil))
        guard count > 0 else { return [] }
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            var end = buffer.baseAddress
            written = unsafe max(0, Int(write(&end)))
        }
    }
}
