import Dispatch
import Glibc
import Synchronization
public import Transfer

/// A mail server on loopback that answers each command as it was told to, well or badly.
public final class ScriptedMailServer: Sendable {
    public enum Answer: Sendable {
        case line(String)
        /// Takes the command and says nothing.
        case silence
        /// Closes the connection hard, after a line if there is one.
        case reset(after: String?)
    }

    /// Answers by the command's verb; `CONNECT` is the greeting and `.` the end of the content. Guarded by its own lock.
    private let answers: Mutex<[String: Answer]>
    private let listener: Int32
    private let queue = DispatchQueue(label: "scripted-mail-server", attributes: .concurrent)
    /// Guards what was heard.
    private let heard = Mutex<(lines: [String], connections: Int)>(([], 0))
    public let port: Int

    private static let usual: [String: Answer] = [
        "CONNECT": .line("220 mail.test ESMTP"), "EHLO": .line("250-mail.test\r\n250 SIZE 1000000"), "MAIL": .line("250 ok"),
        "RCPT": .line("250 ok"), "DATA": .line("354 go on"), ".": .line("250 queued"), "QUIT": .line("221 bye"),
    ]

    public init(_ answers: [String: Answer] = [:]) throws {
        self.answers = Mutex(Self.usual.merging(answers) { _, given in given })
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { [listener] in
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(listener, $0, length) == 0 && listen(listener, 8) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard isListening else { throw MailError(.temporary, detail: "no listener") }
        port = Int(UInt16(bigEndian: address.sin_port))
        queue.async { self.acceptAll() }
    }

    /// From now on, what is not named is answered as a good server does.
    public func change(to answers: [String: Answer]) {
        self.answers.withLock { $0 = Self.usual.merging(answers) { _, given in given } }
    }

    /// Takes no more connections; those that are open end with their clients.
    public func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    /// Commands and lines of content, in order.
    public var lines: [String] { heard.withLock { $0.lines } }
    public var connections: Int { heard.withLock { $0.connections } }

    public var server: MailServer { MailServer(host: "127.0.0.1", port: port, security: .none) }

    private func acceptAll() {
        while true {
            let connection = accept(listener, nil, nil)
            if connection < 0 { break }
            heard.withLock { $0.connections += 1 }
            queue.async { self.serve(connection) }
        }
        close(listener)
    }

    private func serve(_ connection: Int32) {
        var buffer: [UInt8] = []
        var isContent = false
        guard answer("CONNECT", connection) else { return }
        while let line = nextLine(connection, &buffer) {
            heard.withLock { $0.lines.append(line) }
            if isContent {
                if line == "." {
                    isContent = false
                    guard answer(".", connection) else { return }
                }
                continue
            }
            let verb = String(line.prefix { $0 != " " })
            if verb == "DATA", case .line(let text)? = said(to: verb) { isContent = text.hasPrefix("354") }
            guard answer(verb, connection) else { return }
            if verb == "QUIT" { break }
        }
        close(connection)
    }

    private func said(to verb: String) -> Answer? { answers.withLock { $0[verb] } }

    /// Returns false when the connection is closed.
    private func answer(_ verb: String, _ connection: Int32) -> Bool {
        switch said(to: verb) ?? .line("502 what?") {
        case .line(let text): say(text, connection)
        case .silence: break
        case .reset(let text):
            if let text { say(text, connection) }
            var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
            unsafe setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
            close(connection)
            return false
        }
        return true
    }

    private func say(_ text: String, _ connection: Int32) {
        let bytes = Array("\(text)\r\n".utf8)
        _ = unsafe send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    private func nextLine(_ connection: Int32, _ buffer: inout [UInt8]) -> String? {
        while true {
            if let end = buffer.firstIndex(of: 10) {
                let line = String(decoding: buffer[..<end].filter { $0 != 13 }, as: UTF8.self)
                buffer.removeFirst(end + 1)
                return line
            }
            var chunk = [UInt8](repeating: 0, count: 4096)
            let count = unsafe recv(connection, &chunk, chunk.count, 0)
            if count <= 0 { return nil }
            buffer += chunk[..<count]
        }
    }
}
