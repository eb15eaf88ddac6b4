import COpenSSL

/// SHA-256 (FIPS 180-4) through OpenSSL's libcrypto, which is there for TLS anyway.
public enum SHA256 {
    /// 32 bytes.
    public static func digest(of bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        _ = unsafe bytes.withUnsafeBytes { bytes in
            unsafe digest.withUnsafeMutableBufferPointer {
                unsafe EVP_Digest(bytes.baseAddress, bytes.count, $0.baseAddress, nil, EVP_sha256(), nil)
            }
        }
        return digest
    }

    /// The digest of a text's UTF-8 as 64 hexadecimal digits.
    public static func hex(of text: String) -> String { Hexadecimal.text(digest(of: Array(text.utf8))) }
}

/// HMAC with SHA-256 (RFC 2104): proves to whoever shares the key that a message is unchanged.
public enum HMACSHA256 {
    /// 32 bytes.
    public static func code(for message: [UInt8], key: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: 32)
        // A key without bytes still needs an address.
        let key = key.isEmpty ? [0] : key
        _ = unsafe message.withUnsafeBufferPointer { message in
            unsafe code.withUnsafeMutableBufferPointer {
                unsafe HMAC(EVP_sha256(), key, Int32(key.count), message.baseAddress, message.count, $0.baseAddress, nil)
            }
        }
        return code
    }
}

/// Bytes as lower-case hexadecimal digits.
public enum Hexadecimal {
    public static func text(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
