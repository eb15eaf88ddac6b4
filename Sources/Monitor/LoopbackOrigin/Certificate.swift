import COpenSSL

/// Owns one `EVP_PKEY`.
@safe final class PrivateKey {
    let handle: OpaquePointer

    private init(owning handle: OpaquePointer) { unsafe self.handle = handle }

    deinit { unsafe EVP_PKEY_free(handle) }

    /// A new P-256 key: quick to make, and what most public sites have.
    static func generate() throws(OriginError) -> PrivateKey {
        guard let handle = unsafe origin_generate_p256_key() else { throw .openSSL("a key cannot be made") }
        return unsafe PrivateKey(owning: handle)
    }

    convenience init(pem: String) throws(OriginError) {
        let memory = try MemoryBIO(pem)
        guard let handle = unsafe PEM_read_bio_PrivateKey(memory.handle, nil, nil, nil) else {
            throw .openSSL("the private key cannot be read")
        }
        unsafe self.init(owning: handle)
    }

    func pem() throws(OriginError) -> String {
        let memory = try MemoryBIO()
        guard unsafe PEM_write_bio_PrivateKey(memory.handle, handle, nil, nil, 0, nil, nil) == 1 else {
            throw .openSSL("the private key cannot be written")
        }
        return memory.text()
    }
}

/// Owns one `X509`.
@safe final class Certificate {
    let handle: OpaquePointer

    private init(owning handle: OpaquePointer) { unsafe self.handle = handle }

    deinit { unsafe X509_free(handle) }

    convenience init(pem: String) throws(OriginError) {
        let memory = try MemoryBIO(pem)
        guard let handle = unsafe PEM_read_bio_X509(memory.handle, nil, nil, nil) else {
            throw .openSSL("the certificate cannot be read")
        }
        unsafe self.init(owning: handle)
    }

    /// An unsigned certificate of version 3 with a random serial number.
    static func make(subject: String, publicKey: PrivateKey, validity: Range<Int>) throws(OriginError) -> Certificate {
        guard let handle = unsafe X509_new() else { throw .openSSL("a certificate cannot be made") }
        let certificate = unsafe Certificate(owning: handle)
        let serial = UInt64.random(in: 1...(.max >> 1))
        let name = unsafe X509_get_subject_name(handle)
        let isMade =
            unsafe X509_set_version(handle, 2) == 1
            && ASN1_INTEGER_set_uint64(X509_get_serialNumber(handle), serial) == 1
            && X509_gmtime_adj(X509_getm_notBefore(handle), validity.lowerBound) != nil
            && X509_gmtime_adj(X509_getm_notAfter(handle), validity.upperBound) != nil
            && X509_set_pubkey(handle, publicKey.handle) == 1
            && X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, Array(subject.utf8), Int32(subject.utf8.count), -1, 0) == 1
        guard isMade else { throw .openSSL("the certificate for \(subject) cannot be filled in") }
        return certificate
    }

    func setIssuer(_ issuer: Certificate) throws(OriginError) {
        guard unsafe X509_set_issuer_name(handle, X509_get_subject_name(issuer.handle)) == 1 else {
            throw .openSSL("the issuer cannot be set")
        }
    }

    /// - Parameter kind: one of OpenSSL's `NID_` numbers.
    func add(_ kind: Int32, _ value: String, issuer: Certificate) throws(OriginError) {
        var context = unsafe X509V3_CTX()
        unsafe X509V3_set_ctx(&context, issuer.handle, handle, nil, nil, 0)
        guard let made = unsafe X509V3_EXT_conf_nid(nil, &context, kind, value) else {
            throw .openSSL("the extension \"\(value)\" is refused")
        }
        defer { unsafe X509_EXTENSION_free(made) }
        guard unsafe X509_add_ext(handle, made, -1) == 1 else { throw .openSSL("the extension \"\(value)\" is refused") }
    }

    func sign(with key: PrivateKey) throws(OriginError) {
        guard unsafe X509_sign(handle, key.handle, EVP_sha256()) > 0 else { throw .openSSL("the certificate cannot be signed") }
    }

    func pem() throws(OriginError) -> String {
        let memory = try MemoryBIO()
        guard unsafe PEM_write_bio_X509(memory.handle, handle) == 1 else { throw .openSSL("the certificate cannot be written") }
        return memory.text()
    }
}

/// Owns one memory `BIO`.
@safe final class MemoryBIO {
    let handle: OpaquePointer

    /// Empty, to be written.
    init() throws(OriginError) {
        guard let handle = unsafe BIO_new(BIO_s_mem()) else { throw .openSSL("no memory for PEM") }
        unsafe self.handle = handle
    }

    /// Holds a copy of the text, to be read.
    convenience init(_ text: String) throws(OriginError) {
        try self.init()
        let bytes = Array(text.utf8)
        guard unsafe BIO_write(handle, bytes, Int32(bytes.count)) == bytes.count else { throw .openSSL("no memory for PEM") }
    }

    deinit { unsafe BIO_free(handle) }

    func text() -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = unsafe BIO_read(handle, &chunk, Int32(chunk.count))
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk[..<Int(count)]
        }
    }
}

extension OriginError {
    /// What OpenSSL said last on this thread, after what was being done.
    static func openSSL(_ action: String) -> OriginError {
        var text = [CChar](repeating: 0, count: 256)
        let code = ERR_get_error()
        unsafe ERR_error_string_n(code, &text, text.count)
        ERR_clear_error()
        let reason = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return OriginError(.tls, "\(action) (OpenSSL: \(reason))")
    }
}
