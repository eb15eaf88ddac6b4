/// One fetch, from its call to its result.
///
/// Made by the caller's task and handed to the engine's queue, which alone touches it until the continuation is resumed.
@safe final class Transfer: @unchecked Sendable {
    // Unchecked: owned by one side at a time, as told above; `send` and the continuation order the two.

    let request: TransferRequest
    var continuation: UnsafeContinuation<Void, Never>?
    private(set) var result: Result<TransferOutcome, TransferError>?

    var machine: TransferStateMachine?
    var target: Target?
    /// The origin that the request was meant for.
    var firstOrigin: Origin?
    var head = ResponseHead()
    var body: [UInt8] = []
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

    init(_ request: TransferRequest) { self.request = request }

    /// Ends it, once.
    func finish(_ result: Result<TransferOutcome, TransferError>) {
        guard self.result == nil else { return }
        self.result = result
        target = nil
        firstOrigin = nil
        let continuation = unsafe continuation
        unsafe self.continuation = nil
        unsafe continuation?.resume()
    }

    /// Ends it before the engine took it on.
    func refuse(_ stop: TransferStateMachine.Stop) {
        let url = redactedURL(request.url)
        switch stop {
        case .cancelled: finish(.failure(TransferError(.cancelled, url: url, detail: "the transfer was cancelled")))
        default: finish(.failure(TransferError(.engineStopped, url: url, detail: "the client is shut down")))
        }
    }

    /// The outcome of an answer whose end was reached.
    func outcome(_ machine: TransferStateMachine) -> TransferOutcome {
        var validators = Validators(etag: head.etag, lastModified: head.lastModified)
        if machine.status == 304 {
            // A 304 that leaves a validator out does not take it back (RFC 9111, 4.3.4).
            if validators.etag == nil { validators.etag = request.validators.etag }
            if validators.lastModified == nil { validators.lastModified = request.validators.lastModified }
        }
        return TransferOutcome(
            status: machine.status, url: machine.redirects == 0 ? request.url : machine.url.text,
            permanentURL: machine.permanentURL, validators: validators, contentType: head.contentType,
            retryAfter: head.retryAfter(wallClock: LoopClock.wallClock), freshFor: head.freshFor, body: body,
            bodyByteCount: machine.bodyBytes, metrics: metrics)
    }
}
