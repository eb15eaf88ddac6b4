import Signing

/// The value of `X-Status-Monitor-Signature`: `t=SECONDS,v1=HEX`, where HEX is the HMAC-SHA256 of `SECONDS.BODY` under the shared secret.
enum WebhookSignature {
    static let fieldName = "X-Status-Monitor-Signature"

    /// - Parameter seconds: since 1970, so that a receiver can refuse what somebody recorded and plays again.
    static func value(of body: [UInt8], key: String, seconds: Int) -> String {
        let code = HMACSHA256.code(for: Array("\(seconds).".utf8) + body, key: Array(key.utf8))
        return "t=\(seconds),v1=\(Hexadecimal.text(code))"
    }
}
