/// A certificate with its key, and what a client has to trust to accept it: everything that a TLS origin needs.
public struct OriginTLS: Sendable {
    /// The leaf and then its issuers, without the root, as PEM.
    public var certificateChain: [String]
    public var privateKey: String
    /// The root that a client is to trust, as PEM (`CURLOPT_CAINFO`). For ``Variant/unknownIssuer`` and
    /// ``Variant/selfSigned`` a root that did not sign the leaf.
    public var trustedRoot: String
    /// Whether clients are held to TLS 1.2.
    public var isLimitedToTLS12 = false
    /// Whether a client may resume the session of a connection before; if not, each handshake is a full one.
    public var resumesSessions = true

    /// What is right or wrong with the certificate.
    public enum Variant: Sendable, Hashable, CaseIterable {
        case valid
        case expired
        case notYetValid
        /// Valid, for a host with another name.
        case wrongHost
        /// The leaf signed itself.
        case selfSigned
        /// Signed by a root that the client does not know.
        case unknownIssuer
    }

    /// The names that every certificate but that for the wrong host is for.
    public static let defaultNames = [
        "DNS:localhost", "DNS:feeds.test", "DNS:*.feeds.test", "DNS:*.feeds.localhost", "IP:127.0.0.1", "IP:0:0:0:0:0:0:0:1",
    ]

    /// Makes keys and certificates for one origin: a root, an intermediate and a leaf, as public sites have.
    ///
    /// - Parameter names: subject alternative names in OpenSSL's notation ("DNS:localhost", "IP:127.0.0.1").
    public static func make(_ variant: Variant = .valid, names: [String] = defaultNames) throws(OriginError) -> OriginTLS {
        let root = try CertificateAuthority.makeRoot(named: "Loopback Root")
        return try make(variant, names: names, root: root)
    }

    /// Makes a leaf under a root that other origins share, so that a client trusts all of them with one file.
    public static func make(
        _ variant: Variant, names: [String] = defaultNames, root: CertificateAuthority
    ) throws(OriginError) -> OriginTLS {
        let day = 86_400
        switch variant {
        case .selfSigned:
            let other = try CertificateAuthority.makeRoot(named: "localhost", names: names)
            return OriginTLS(certificateChain: [other.certificate], privateKey: other.privateKey, trustedRoot: root.certificate)
        case .unknownIssuer:
            let stranger = try CertificateAuthority.makeRoot(named: "Unknown Root")
            var made = try make(.valid, names: names, root: stranger)
            made.trustedRoot = root.certificate
            return made
        case .valid, .expired, .notYetValid, .wrongHost:
            let intermediate = try root.makeIntermediate(named: "Loopback Intermediate")
            let validity =
                switch variant {
                case .expired: -2 * day ..< -day
                case .notYetValid: day..<2 * day
                default: -day..<800 * day
                }
            let names = variant == .wrongHost ? ["DNS:elsewhere.test"] : names
            let leaf = try intermediate.makeLeaf(names: names, validity: validity)
            return OriginTLS(
                certificateChain: [leaf.certificate, intermediate.certificate], privateKey: leaf.privateKey,
                trustedRoot: root.certificate)
        }
    }
}
