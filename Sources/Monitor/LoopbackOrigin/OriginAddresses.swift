/// Where an origin that runs as a process of its own is reached; printed by it as one line of JSON.
public struct OriginAddresses: Codable, Sendable, Hashable {
    /// Such as `http://127.0.0.1:41234`.
    public var http: String
    /// Nil when it serves no TLS.
    public var https: String?
    /// The file with the root that its clients are to trust, as PEM; nil when it serves no TLS.
    public var trustedRootFile: String?

    public init(http: String, https: String? = nil, trustedRootFile: String? = nil) {
        self.http = http
        self.https = https
        self.trustedRootFile = trustedRootFile
    }
}
