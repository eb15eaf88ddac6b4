import Dispatch
import FoundationEssentials
import Glibc
import Synchronization

/// The service manager's side of sd_notify(3): a datagram socket on this machine that keeps what it is sent until a test looks.
public final class DatagramReceiver: Sendable {
    /// As `NOTIFY_SOCKET` tells it.
    public let name: String
    private let descriptor: Int32
    /// Waits in poll(2), so that no thread of the tests does.
    private let queue = DispatchQueue(label: "datagram-receiver")

    public struct Failure: Error {
        public var number = errno
    }

    /// A name that no other test has; in the temporary folder, or abstract.
    public static func freshName(isAbstract: Bool = false) -> String {
        let name = "status-monitor-notify-\(UInt64.random(in: 0 ... .max))"
        return isAbstract ? "@\(name)" : "\(FileManager.default.temporaryDirectory.path)/\(name)"
    }

    public init(name: String = freshName()) throws {
        self.name = name
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var path = Array(name.utf8)
        if path[0] == UInt8(ascii: "@") { path[0] = 0 }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path) }
        let size = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
        let result = unsafe withUnsafeBytes(of: address) {
            unsafe bind(descriptor, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, size)
        }
        guard result == 0 else { throw Failure() }
    }

    deinit {
        close(descriptor)
        if !name.hasPrefix("@") { _ = unsafe unlink(name) }
    }

    /// The next datagram that came; nil when there is none. A datagram on one machine is there once it is sent.
    public func next() -> String? {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT)) }
        return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// Every datagram that came, oldest first, as its lines.
    public func all() -> [[String]] {
        var messages: [[String]] = []
        while let message = next() { messages.append(Self.lines(message)) }
        return messages
    }

    /// The lines of the next datagram, waited for; none when none comes for a minute.
    public func waitForNext() async -> [String] {
        await withCheckedContinuation { continuation in
            queue.async { [self] in
                var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                _ = unsafe poll(&polled, 1, 60_000)
                continuation.resume(returning: next().map(Self.lines) ?? [])
            }
        }
    }

    private static func lines(_ message: String) -> [String] { message.split(separator: "\n").map(String.init) }
}
