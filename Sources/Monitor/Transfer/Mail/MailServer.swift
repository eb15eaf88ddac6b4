/// The server that takes mail (RFC 5321, or RFC 6409 for submission), and how it is spoken to.
public struct MailServer: Sendable, Hashable {
    /// How the way to the server is protected.
    public enum Security: String, Sendable, Hashable, CaseIterable {
        /// TLS from the first byte (RFC 8314).
        case tls
        /// TLS after the greeting (RFC 3207); a server that does not offer it gets no mail.
        case startTLS = "starttls"
        /// None: whoever is on the way reads along, the password included.
        case none
    }

    public var host: String
    public var port: Int
    public var security: Security
    /// Nil where the server takes mail from anybody.
    public var user: String?
    public var password: String?
    /// File of trusted certificates (PEM); nil takes the system's.
    public var caFile: String?
    /// For the connection, name look-up and handshakes included.
    public var connectTimeout = Duration.seconds(10)
    /// For one mail, from the first byte to the last.
    public var timeout = Duration.seconds(60)

    public init(host: String, port: Int, security: Security = .startTLS) {
        self.host = host
        self.port = port
        self.security = security
    }

    var url: String {
        let host = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        return "\(security == .tls ? "smtps" : "smtp")://\(host):\(port)/"
    }
}

/// A mail with its envelope.
public struct OutgoingMail: Sendable, Hashable {
    /// The address that failures are reported to (`MAIL FROM`), without name and angle brackets.
    public var sender: String
    /// `RCPT TO`, likewise.
    public var recipients: [String]
    /// Header and body as RFC 5322 has them, lines ended by CR LF. Points at the beginning of lines are doubled on the way.
    public var content: [UInt8]

    public init(sender: String, recipients: [String], content: [UInt8]) {
        self.sender = sender
        self.recipients = recipients
        self.content = content
    }
}

/// Sends mails: a ``MailClient`` in production, a recording in tests.
public protocol MailSender: Sendable {
    func send(_ mail: OutgoingMail) async throws(MailError)
}

/// Why a mail was not taken.
public struct MailError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What it means for another try. Extensible: more codes may come.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String
        public init(_ description: String) { self.description = description }

        /// Another try may succeed: no connection, a lost one, an answer 4xx, a password that is not accepted. Whether the server has the mail
        /// is not known when the connection was lost after its last byte.
        public static let temporary = Code("temporary")
        /// The server answered 5xx to this sender, these recipients or this content.
        public static let refused = Code("refused")
        public static let cancelled = Code("cancelled")
    }

    public var code: Code
    /// The server's last reply code; nil when it had said nothing.
    public var reply: Int?
    /// What happened and what to do, in one line.
    public var detail: String

    public init(_ code: Code, reply: Int? = nil, detail: String) {
        self.code = code
        self.reply = reply
        self.detail = detail
    }

    public var description: String { detail }
}
