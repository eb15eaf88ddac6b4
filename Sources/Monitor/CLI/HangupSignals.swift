import Consumers
import Dispatch
import Glibc
import Logging
import Monitor

/// Opens the files of consumers anew on SIGHUP, which programs that move logs send. Without such a consumer SIGHUP keeps its meaning.
///
/// To be held as long as the signal is to be heard.
struct HangupSignals {
    private let source: (any DispatchSourceSignal)?

    init(_ consumers: [any EventConsumer], logger: Logger) {
        let files = consumers.compactMap { $0 as? FileConsumer }
        guard !files.isEmpty else {
            source = nil
            return
        }
        // The default action would end the process before the source is asked.
        _ = signal(SIGHUP, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: SIGHUP, queue: .global())
        // @Sendable, for it runs on a queue and not where it is made.
        source.setEventHandler { @Sendable in
            for file in files { file.reopen() }
            logger.notice("files are opened anew on SIGHUP")
        }
        source.activate()
        self.source = source
    }
}
