import Synchronization
import Transfer

/// Keeps the beginning of an answer's body, and that a success had begun: what was accepted is not sent again because the rest of the
/// answer was lost or too long.
final class AnswerCollector: BodyReceiver {
    /// More of a body is not waited for.
    static let maximumBytes = 64 << 10

    private struct State {
        var status: Int?
        var bytes: [UInt8] = []
    }

    /// Guards what came; the engine writes, the delivery reads afterwards.
    private let state = Mutex(State())

    /// The success that began; nil when none did.
    var status: Int? { state.withLock { $0.status } }
    var bytes: [UInt8] { state.withLock { $0.bytes } }

    func begin(status: Int, contentType: String?) { state.withLock { $0 = State(status: status) } }

    func receive(_ bytes: RawSpan) -> Bool {
        state.withLock { state in
            let room = Self.maximumBytes - state.bytes.count
            unsafe bytes.withUnsafeBytes { unsafe state.bytes.append(contentsOf: $0.prefix(room)) }
            return bytes.byteCount <= room
        }
    }
}
