internal import Synchronization

/// One fetch, from its call to its result.
///
/// Made by the caller's task and handed to the engine's queue, which alone touches it until the continuation is resumed.
@safe final class Transfer: @unchecked Sendable {
    // Unchecked: owned by one side at a time, as told above; `send` and the continuation order the two.

    let request: TransferRequest
    var continuation: UnsafeContinuation<Void, Never>?
    /// Orders the engine's last write before the task's first read, in terms that ThreadSanitizer follows: it knows nothing of a
    /// continuation that is resumed before its task has come to wait.
    private let isHandedBack = Atomic<Bool>(false)
    /// Why it failed; nil when it ended with an answer.
    private(set) var error: TransferError?

    var machine: TransferStateMachine?
    var target: Target?
    /// The origin that the request was meant for.
    var firstOrigin: Origin?
    var head: ResponseHead
    var body: [UInt8] = []
    var coding = ContentCoding.identity
    /// The body in its coding, kept until it is whole; empty once it is undone piece by piece.
    var encoded: [UInt8] = []
    /// Undoes a body that is not kept.
    var inflater: BodyInflater?
    var encodedBody: EncodedBodyDigest?
    var isBodyKnown = false
    var metrics = TransferMetrics()

    var ticket: TransferAdmission<Transfer>.Ticket?
    var handle: EasyHandle?
    /// Its place among the running ones.
    var runningIndex = -1
    /// Cancelled, perhaps before the engine heard of it.
    var isCancelled = false

    /// When the hop got its permit, in nanoseconds.
    var beganAt: UInt64 = 0
    /// What earlier hops used up.
    var usedNanoseconds: UInt64 = 0
    /// When the hop must be over.
    var deadline: UInt64 = .max
    /// The hop's host may have to be looked up.
    var looksUp = false

    init(_ request: TransferRequest) {
        self.request = request
        head = ResponseHead(known: request.validators)
    }

    /// Hands it back to the caller's task: with an error, or with the answer that was read.
    func finish(_ error: TransferError? = nil) {
        guard let continuation = unsafe continuation else { return }
        self.error = error
        target = nil
        firstOrigin = nil
        unsafe self.continuation = nil
        isHandedBack.store(true, ordering: .releasing)
        unsafe continuation.resume()
    }

    /// Ends it before the engine took it on.
    func refuse(_ stop: TransferStateMachine.Stop) {
        let url = redactedURL(request.url)
        switch stop {
        case .cancelled: finish(TransferError(.cancelled, url: url, detail: "the transfer was cancelled"))
        default: finish(TransferError(.engineStopped, url: url, detail: "the client is shut down"))
        }
    }

    /// The outcome, once it is handed back. Made by the caller's task, which is the one that keeps it.
    func outcome() throws(TransferError) -> TransferOutcome {
        _ = isHandedBack.load(ordering: .acquiring)
        if let error { throw error }
        let status = head.status
        var outcome = TransferOutcome(
            status: status, url: metrics.redirects == 0 ? request.url : machine?.url.text ?? request.url,
            permanentURL: machine?.permanentURL,
            // A 304 that leaves a validator out does not take it back (RFC 9111, 4.3.4).
            validators: Validators(
                etag: head.etag ?? (status == 304 ? request.validators.etag : nil),
                lastModified: head.lastModified ?? (status == 304 ? request.validators.lastModified : nil)),
            contentType: head.contentType, retryAfter: head.retryAfter(wallClock: LoopClock.wallClock), freshFor: head.freshFor,
            body: body, bodyByteCount: machine?.bodyBytes ?? 0, metrics: metrics)
        outcome.encodedBody = encodedBody
        outcome.isBodyKnown = isBodyKnown
        if let remaining = head.remainingRequests, let resetAfter = head.resetAfter { outcome.rateLimit = (remaining, resetAfter) }
        return outcome
    }
}
