import Glibc

/// Tells the service manager how the program is: the protocol of sd_notify(3), which is one datagram of `NAME=VALUE` lines to the socket
/// that `$NOTIFY_SOCKET` names.
///
/// Each message opens a socket of its own, as libsystemd does, so that a service manager that was started anew is reached too. Sending
/// never waits: a datagram that finds no room is an error, and the sender's to repeat.
public struct NotificationSocket: Sendable {
    /// What there is to tell.
    public enum Notification: Sendable, Hashable {
        /// The start is complete.
        case ready
        /// The program begins to end.
        case stopping
        /// The program is alive; due more often than the watchdog's time.
        case watchdog
        /// One line for people, shown by `systemctl status`.
        case status(String)
    }

    /// The value of `$NOTIFY_SOCKET`, for messages.
    public let name: String
    /// `sun_path` of unix(7): a path with its NUL, or a NUL and the name of an abstract socket.
    private let path: [UInt8]

    /// A text for `systemctl status` is cut after so many bytes.
    private static let maximumStatusBytes = 512

    /// - Returns: nil when no service manager listens, which is to say that `NOTIFY_SOCKET` is not set.
    /// - Throws: when it names a socket of another kind than AF_UNIX, or one whose name is too long.
    public init?(environment: [String: String]) throws(NotificationError) {
        guard let name = environment["NOTIFY_SOCKET"], !name.isEmpty else { return nil }
        self.name = name
        switch name.utf8.first {
        case UInt8(ascii: "/"): path = Array(name.utf8) + [0]
        case UInt8(ascii: "@"): path = [0] + name.utf8.dropFirst()
        default: throw NotificationError(socket: name, detail: "only a path or @ and the name of an abstract socket can be reached")
        }
        guard path.count <= MemoryLayout.size(ofValue: sockaddr_un().sun_path) else {
            throw NotificationError(socket: name, detail: "the name is longer than the address of a socket")
        }
    }

    /// Sends all in one datagram, so that they take effect together.
    public func send(_ notifications: [Notification]) throws(NotificationError) {
        let kind = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_UNIX, kind, 0)
        guard descriptor >= 0 else { throw failure("no socket") }
        defer { close(descriptor) }
        let message = Array(notifications.map(Self.assignment).joined(separator: "\n").utf8)
        while try !transmit(message, from: descriptor) {}
    }

    /// - Returns: whether it went; false when a signal came in between.
    private func transmit(_ message: [UInt8], from descriptor: Int32) throws(NotificationError) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path) }
        // The name of an abstract socket ends where the address does: NULs after it would belong to it.
        let offset = MemoryLayout<sockaddr_un>.size - MemoryLayout.size(ofValue: address.sun_path)
        let size = socklen_t(offset + path.count)
        let sent = unsafe withUnsafeBytes(of: address) { address in
            unsafe message.withUnsafeBytes { bytes in
                let target = unsafe address.assumingMemoryBound(to: sockaddr.self).baseAddress
                return unsafe sendto(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL), target, size)
            }
        }
        if sent >= 0 { return true }
        if errno == EINTR { return false }
        throw failure("nothing can be sent")
    }

    private func failure(_ what: String) -> NotificationError {
        NotificationError(socket: name, detail: "\(what): \(unsafe String(cString: strerror(errno)))")
    }

    private static func assignment(_ notification: Notification) -> String {
        switch notification {
        case .ready: "READY=1"
        case .stopping: "STOPPING=1"
        case .watchdog: "WATCHDOG=1"
        case .status(let text): "STATUS=\(line(text))"
        }
    }

    /// One line of readable text: what follows a line end would be read as an assignment.
    private static func line(_ text: String) -> String {
        var line = ""
        var size = 0
        for character in text {
            let scalar = character.unicodeScalars.first?.value ?? 0
            let readable: Character = scalar < 0x20 || (0x7F...0x9F).contains(scalar) ? " " : character
            size += readable.utf8.count
            if size > maximumStatusBytes { break }
            line.append(readable)
        }
        return line
    }
}

/// The service manager cannot be told.
public struct NotificationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The name of the socket, or of the variable that cannot be understood.
    public var socket: String
    public var detail: String

    public var description: String { "the service manager cannot be told how the program is (\(socket)): \(detail)" }
}
