import COpenSSL

/// A certificate with its key that signs others. Keys are made anew each time and never leave the process unless asked.
public struct CertificateAuthority: Sendable {
    /// PEM.
    public let certificate: String
    /// PEM (PKCS #8).
    public let privateKey: String

    private enum Role {
        case authority
        case intermediate
        case server(names: [String])
    }

    /// A root that signed itself. With `names` it can also serve as a server's own self-signed certificate.
    public static func makeRoot(named name: String, names: [String] = []) throws(OriginError) -> CertificateAuthority {
        let role: Role = names.isEmpty ? .authority : .server(names: names)
        return try make(named: name, role: role, validity: -86_400..<3_650 * 86_400, issuer: nil)
    }

    /// An authority below this one that signs leaves alone.
    public func makeIntermediate(named name: String) throws(OriginError) -> CertificateAuthority {
        try Self.make(named: name, role: .intermediate, validity: -86_400..<3_000 * 86_400, issuer: self)
    }

    /// A server's certificate.
    ///
    /// - Parameter validity: in seconds from now.
    public func makeLeaf(names: [String], validity: Range<Int>) throws(OriginError) -> CertificateAuthority {
        let name = names.first?.split(separator: ":", maxSplits: 1).last.map(String.init) ?? "localhost"
        return try Self.make(named: name, role: .server(names: names), validity: validity, issuer: self)
    }

    private static func make(
        named name: String, role: Role, validity: Range<Int>, issuer: CertificateAuthority?
    ) throws(OriginError) -> CertificateAuthority {
        let key = try PrivateKey.generate()
        let certificate = try Certificate.make(subject: name, publicKey: key, validity: validity)
        let issuerKey = if let issuer { try PrivateKey(pem: issuer.privateKey) } else { key }
        let issuerCertificate = if let issuer { try Certificate(pem: issuer.certificate) } else { certificate }
        try certificate.setIssuer(issuerCertificate)
        for (kind, value) in extensions(role) { try certificate.add(kind, value, issuer: issuerCertificate) }
        try certificate.sign(with: issuerKey)
        return CertificateAuthority(certificate: try certificate.pem(), privateKey: try key.pem())
    }

    /// RFC 5280, 4.2.1.
    private static func extensions(_ role: Role) -> [(Int32, String)] {
        switch role {
        case .authority:
            [(NID_basic_constraints, "critical,CA:TRUE"), (NID_key_usage, "critical,keyCertSign,cRLSign")]
        case .intermediate:
            [(NID_basic_constraints, "critical,CA:TRUE,pathlen:0"), (NID_key_usage, "critical,keyCertSign,cRLSign")]
        case .server(let names):
            [
                (NID_subject_alt_name, names.joined(separator: ",")), (NID_ext_key_usage, "serverAuth"),
                (NID_key_usage, "critical,digitalSignature"),
            ]
        }
    }
}
