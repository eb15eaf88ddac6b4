import Dispatch
import Glibc

/// The plainest client: one TCP connection, bytes out, bytes in. Blocking calls run on a queue of their own, never on the
/// tasks' threads. Every call gives up after 10 s, so that a broken origin fails a test and does not hang it.
final class RawClient: Sendable {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// What ended a read.
    enum Ending: Equatable, Sendable {
        case enough, closed, reset, timeout
    }

    private let descriptor: Int32
    private let queue = DispatchQueue(label: "RawClient")

    init(port: UInt16, address: String = "127.0.0.1") throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(description: "no socket") }
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var target = sockaddr_in()
        target.sin_family = sa_family_t(AF_INET)
        target.sin_port = port.bigEndian
        unsafe inet_pton(AF_INET, address, &target.sin_addr)
        let result = unsafe withUnsafeBytes(of: &target) {
            unsafe connect(descriptor, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, socklen_t($0.count))
        }
        // deinit closes the descriptor in this case too.
        guard result == 0 else { throw Failure(description: "not connected, error \(errno)") }
    }

    deinit { close(descriptor) }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        unsafe _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    func get(_ path: String, _ fields: String...) {
        send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n")
    }

    /// Reads until the condition holds or the connection ends.
    func read(until isEnough: @escaping @Sendable ([UInt8]) -> Bool) async -> (bytes: [UInt8], ending: Ending) {
        await withCheckedContinuation { continuation in
            queue.async { [descriptor] in
                var bytes: [UInt8] = []
                var chunk = [UInt8](repeating: 0, count: 64 << 10)
                while !isEnough(bytes) {
                    let count = unsafe recv(descriptor, &chunk, chunk.count, 0)
                    guard count > 0 else {
                        let ending: Ending = count == 0 ? .closed : errno == ECONNRESET ? .reset : .timeout
                        return continuation.resume(returning: (bytes, ending))
                    }
                    bytes += chunk[..<count]
                }
                continuation.resume(returning: (bytes, .enough))
            }
        }
    }

    func read(_ count: Int) async -> (bytes: [UInt8], ending: Ending) {
        await read { $0.count >= count }
    }

    func readToEnd() async -> (bytes: [UInt8], ending: Ending) {
        await read { _ in false }
    }

    /// Reads one answer by its `Content-Length`, as text and body.
    func answer() async -> Answer {
        let (bytes, ending) = await read { Answer($0)?.isComplete ?? false }
        return Answer(bytes) ?? Answer(head: "\(ending)", body: [], length: nil)
    }
}

/// One answer as it came.
struct Answer {
    var head: String
    var body: [UInt8]
    var length: Int?

    init(head: String, body: [UInt8], length: Int?) {
        self.head = head
        self.body = body
        self.length = length
    }

    init?(_ bytes: [UInt8]) {
        guard let end = bytes.indices.first(where: { bytes[$0...].starts(with: [13, 10, 13, 10]) }) else { return nil }
        head = String(decoding: bytes[..<end], as: UTF8.self)
        body = Array(bytes[(end + 4)...])
        length = head.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }.flatMap { Int($0.dropFirst(16)) }
    }

    var isComplete: Bool { body.count >= length ?? 0 }
    var status: Substring { head.dropFirst(9).prefix(3) }

    func field(_ name: String) -> Substring? {
        head.split(separator: "\r\n").first { $0.hasPrefix(name + ": ") }?.dropFirst(name.count + 2)
    }
}
