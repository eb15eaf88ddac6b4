internal import CDeflate

/// The codings of a body that are asked for and understood (RFC 9110, 8.4.1).
enum ContentCoding: Sendable {
    case identity, gzip, deflate
    /// One that was not asked for, or several at once.
    case other

    /// What `Accept-Encoding` says.
    static let accepted = "gzip, deflate"

    /// - Parameter field: the value of `Content-Encoding`; nil when there is none.
    init(field: String?) {
        switch field?.lowercased() {
        case nil, "", "identity": self = .identity
        case "gzip", "x-gzip": self = .gzip
        case "deflate": self = .deflate
        default: self = .other
        }
    }
}

/// Two checksums and the length of a body as it came, before its coding is undone: an equal body is known without undoing it.
public struct EncodedBodyDigest: Sendable, Hashable, Codable {
    private var crc32: UInt32
    private var adler32: UInt32
    private var byteCount: UInt32

    init(_ bytes: Span<UInt8>) {
        (crc32, adler32) = unsafe bytes.withUnsafeBytes { buffer in
            unsafe (libdeflate_crc32(0, buffer.baseAddress, buffer.count), libdeflate_adler32(1, buffer.baseAddress, buffer.count))
        }
        byteCount = UInt32(truncatingIfNeeded: bytes.count)
    }
}
