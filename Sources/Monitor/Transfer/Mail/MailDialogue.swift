/// What client and server said to each other last: libcurl's codes do not tell what a server refused.
struct MailDialogue {
    /// The verb of the last command; its arguments may be a password.
    private(set) var command = "the connection"
    /// Whether a reply came since.
    private(set) var isAnswered = false
    /// The last reply's code.
    private(set) var reply: Int?
    /// The last reply in one harmless line.
    private(set) var lastReply = ""
    /// Whether the client has taken its leave. What is said then says nothing of the mail.
    private(set) var isOver = false

    private static let verbs = ["EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA"]
    private static let maximumLength = 200

    /// Takes note of a command.
    mutating func said(_ bytes: UnsafeRawBufferPointer) {
        if isOver { return }
        let word = unsafe String(decoding: bytes.prefix { $0 > 0x20 }.prefix(8), as: UTF8.self)
        // Anything else is a step of an authentication. What follows DATA is no command.
        if word == "QUIT" {
            isOver = true
            return
        }
        if let verb = Self.verbs.first(where: { $0 == word }) { command = verb } else if command != "DATA" { command = "AUTH" }
        isAnswered = false
    }

    /// Takes note of a line of a reply.
    mutating func heard(_ bytes: UnsafeRawBufferPointer) {
        if isOver { return }
        let visible = unsafe bytes.prefix(Self.maximumLength).filter { $0 >= 0x20 && $0 < 0x7F }
        lastReply = String(decoding: visible, as: UTF8.self)
        guard let code = Int(lastReply.prefix(3)), (200...599).contains(code) else { return }
        reply = code
        isAnswered = true
    }

    /// Whether the last reply refuses this mail for good. A server that wants a log-in, or none of ours, may be talked to again when the
    /// configuration is right.
    var refusesMail: Bool {
        guard let reply, (500...599).contains(reply), !Self.aboutLogIn.contains(reply) else { return false }
        return ["MAIL", "RCPT", "DATA"].contains(command)
    }

    /// RFC 4954, 6.
    private static let aboutLogIn: Set<Int> = [530, 534, 535, 538]
}
