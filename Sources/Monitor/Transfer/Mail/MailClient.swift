internal import CCurl
internal import Dispatch
internal import Synchronization

/// Sends mails through libcurl, one after the other, on a serial queue of its own.
///
/// Beside the engine and not in it: one mail now and then shares neither host nor connection with polls, and what the engine is made for,
/// kept connections and many transfers at once, is of no use to it. The queue's thread waits in `curl_multi_poll` while a mail is on its way; no thread of
/// Swift's pool does, and cancelling the task wakes it.
public final class MailClient: MailSender {
    private let server: MailServer
    private let queue = DispatchQueue(label: "status-monitor.mail")

    /// Once in a process; libcurl is never taken down, for other parts may use it.
    private static let isSetUp = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    public init(_ server: MailServer) {
        self.server = server
        _ = Self.isSetUp
    }

    /// Sends a mail to all its recipients.
    ///
    /// - Throws: ``MailError``. When the task is cancelled, the connection is closed at once; whether the server has the mail is
    ///   then not known.
    public func send(_ mail: OutgoingMail) async throws(MailError) {
        let cancellation = MailCancellation()
        let error: MailError? = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.async { [server] in
                    continuation.resume(returning: MailTransfer(server, mail).run(until: cancellation))
                }
            }
        } onCancel: {
            cancellation.cancel()
        }
        if let error { throw error }
    }
}

/// Tells a mail under way that nobody waits for it any more.
@safe final class MailCancellation: Sendable {
    @safe private struct State: @unchecked Sendable {
        var isCancelled = false
        /// The handle to wake, while one waits. Not freed while it stands here, for both happen under the lock.
        var multi: UnsafeMutableRawPointer?
    }

    /// Guards the handle against being freed while it is woken.
    private let state = Mutex(State())

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    func cancel() {
        state.withLock { state in
            state.isCancelled = true
            // The one function of libcurl that may be called from another thread.
            if let multi = unsafe state.multi { unsafe curl_multi_wakeup(multi) }
        }
    }

    func watch(_ multi: UnsafeMutableRawPointer?) {
        state.withLock { unsafe $0.multi = multi }
    }
}
