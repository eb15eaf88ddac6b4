import Glibc
import Synchronization

/// One line on a terminal's standard error that tells how far a command is, rewritten in place. Nothing at all when standard error is
/// no terminal.
final class ProgressLine: Sendable {
    private struct State {
        var isShown = false
        var lastShown: ContinuousClock.Instant?
    }

    /// Guards what stands on the terminal, so that two pages that finish at one time do not mix their lines.
    private let state = Mutex(State())
    private let isEnabled: Bool
    /// Rewriting more often than an eye reads costs more than the work it tells of.
    private let pause = Duration.milliseconds(50)

    /// Whether a line is worth its place: a person looks on, and there is something to wait for.
    static func isUseful(forPages count: Int) -> Bool { count > 5 && isatty(2) == 1 }

    init(isEnabled: Bool) { self.isEnabled = isEnabled }

    /// Shows a text in place of the one before, unless that was shown a moment ago.
    func show(_ text: String) {
        guard isEnabled else { return }
        state.withLock { state in
            let now = ContinuousClock.now
            if let last = state.lastShown, state.isShown, now - last < pause { return }
            state.isShown = true
            state.lastShown = now
            Self.write("\r\(text)\u{1B}[K")
        }
    }

    /// Takes the line away, so that a result can be printed in its place.
    func clear() {
        guard isEnabled else { return }
        state.withLock { state in
            if state.isShown { Self.write("\r\u{1B}[K") }
            state.isShown = false
        }
    }

    private static func write(_ text: String) {
        var text = text
        _ = text.withUTF8 { unsafe Glibc.write(2, $0.baseAddress, $0.count) }
    }
}
