import Dispatch
import Glibc
import Synchronization

/// Turns SIGTERM and SIGINT into values. The first asks for an orderly end; a second one ends the process at once.
///
/// To be made once in a process, and to be held as long as signals are to be told.
struct TerminationSignals {
    /// Yields the first signal that comes.
    let first: AsyncStream<Int32>
    private let sources: [any DispatchSourceSignal]

    /// Signals that came so far.
    private static let count = Atomic<Int>(0)

    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self, bufferingPolicy: .bufferingOldest(1))
        first = stream
        sources = [SIGTERM, SIGINT].map { number in
            // The default action would end the process before the source is asked.
            _ = signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            // @Sendable, for it runs on a queue and not where it is made.
            source.setEventHandler { @Sendable in
                if Self.count.add(1, ordering: .relaxed).newValue > 1 { _exit(128 + number) }
                continuation.yield(number)
            }
            source.activate()
            return source
        }
    }
}
