public import Monitor

extension Configuration {
    /// Which server takes mails, and whom they go to.
    public struct EmailOptions: Sendable, Hashable {
        /// How the way to the server is protected.
        public enum Security: String, Sendable, Hashable, CaseIterable {
            case tls, starttls, none

            /// The port that goes with it (RFC 8314, RFC 6409, RFC 5321).
            var usualPort: Int {
                switch self {
                case .tls: 465
                case .starttls: 587
                case .none: 25
                }
            }
        }

        public var server: String
        public var port: Int
        public var security: Security
        public var user: String?
        public var password: Secret?
        /// File of trusted certificates; nil for the system's.
        public var caFile: String?
        public var from: MailAddress
        public var to: [MailAddress]
        public var subject: MessageTemplate?
        /// For one mail, 1 s … 5 min.
        public var timeout = Duration.seconds(60)

        public init(server: String, port: Int? = nil, security: Security = .starttls, from: MailAddress, to: [MailAddress]) {
            self.server = server
            self.security = security
            self.port = port ?? security.usualPort
            self.from = from
            self.to = to
        }
    }
}

extension ConsumerKind {
    /// `- email: { server: smtp.acme.example, user: u, password: "${SMTP_PASSWORD}", from: status@acme.example, to: ops@acme.example }`
    static let email = ConsumerKind(
        word: "email",
        keys: ["server", "port", "security", "user", "password", "ca_file", "from", "to", "subject", "timeout", "rate"]
    ) { fields, nodes in
        let server = fields.required("server", &nodes).flatMap { mailServer($0, &nodes) }
        let port = fields["port"].flatMap { nodes.integer($0, called: "port", in: 1...65_535) }
        let security: Configuration.EmailOptions.Security? = fields["security"].flatMap { nodes.choice($0, called: "security") }
        let from = fields.required("from", &nodes).flatMap { mailAddresses($0, called: "from", &nodes).first }
        let to = fields.required("to", &nodes).map { mailAddresses($0, called: "to", &nodes) } ?? []
        let subject = fields["subject"].flatMap { nodes.template($0, called: "subject") }
        let user = fields["user"].flatMap { nodes.text($0, called: "user") }
        let password = fields["password"].flatMap { nodes.secret($0, called: "password") }
        let caFile = fields["ca_file"].flatMap { nodes.path($0, called: "ca_file") }
        let timeout = fields["timeout"].flatMap { nodes.duration($0, called: "timeout", in: .seconds(1) ... .seconds(300)) }
        checkLogIn(fields, security, server, &nodes)
        guard let server, let from, !to.isEmpty else { return nil }
        var options = Configuration.EmailOptions(server: server, port: port, security: security ?? .starttls, from: from, to: to)
        (options.user, options.password, options.caFile, options.subject) = (user, password, caFile, subject)
        options.timeout = timeout ?? options.timeout
        return .email(options)
    }

    private static let maximumRecipients = 100

    private static func mailServer(_ node: YAMLNode, _ nodes: inout NodeDecoder) -> String? {
        guard let text = nodes.text(node, called: "server") else { return nil }
        if NetworkName.isValid(text), !text.contains("/") { return text }
        nodes.report("server is a host's name or address, without a port, not \"\(text.prefix(80))\"", at: node.position)
        return nil
    }

    private static func mailAddresses(_ node: YAMLNode, called what: String, _ nodes: inout NodeDecoder) -> [MailAddress] {
        let texts = nodes.texts(node, called: what)
        if texts.count > (what == "from" ? 1 : maximumRecipients) { nodes.report("\(what) names too many addresses", at: node.position) }
        if texts.isEmpty, case .sequence = node.content { nodes.report("\(what) names no address", at: node.position) }
        return texts.compactMap { text, position in
            if let address = MailAddress(text) { return address }
            nodes.report("\(what) must be an address such as ops@acme.example or \"Ops <ops@acme.example>\"", at: position)
            return nil
        }
    }

    private static func checkLogIn(
        _ fields: ConsumerFields, _ security: Configuration.EmailOptions.Security?, _ server: String?, _ nodes: inout NodeDecoder
    ) {
        if let user = fields["user"], fields["password"] == nil { nodes.report("a user needs a password", at: user.position) }
        guard let password = fields["password"] else { return }
        if fields["user"] == nil { nodes.report("a password needs a user", at: password.position) }
        if security == Configuration.EmailOptions.Security.none, !PageAddress.isPrivate(host: server ?? "") {
            nodes.report("with security: none the password can be read by everybody on the way", at: password.position, gravity: .warning)
        }
    }
}
