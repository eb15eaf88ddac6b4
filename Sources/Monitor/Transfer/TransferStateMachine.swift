/// What one transfer does next, through all its redirects. Pure: it is told what happened and answers what to do; the engine
/// owns sockets, clocks and handles.
struct TransferStateMachine {
    enum Phase: Equatable { case waiting, running, finished }

    /// Why the engine itself ended a hop.
    enum Stop: Equatable {
        case headersTooLarge, bodyTooLarge, refusedByReceiver
        /// The body is not in the coding that the head names, or ends in the middle of it.
        case brokenCoding
        /// All that is wanted of an answer that is no success was read.
        case enoughRead
        case privateAddress(IPAddress)
        case transferTimeout, stalled
        case cancelled, engineStopped
    }

    enum BodyPlan: Equatable {
        /// A success: the body is for the receiver, or for the outcome when there is none.
        case deliver
        /// Of any other answer a little is kept for whoever looks into the failure.
        case keepLittle
        case redirect(ParsedURL, isPermanent: Bool)
        case refuse(TransferError.Code, String)
    }

    enum BodyAction: Equatable {
        case deliver
        /// Keep that many of the bytes.
        case keep(Int)
        case stop
    }

    enum End: Equatable {
        case complete
        /// libcurl's code, and the system's error when a connection could not be made.
        case failed(Int32, systemError: Int32 = 0)
    }

    enum EndAction: Equatable {
        case finish
        case follow(ParsedURL)
        case fail(TransferError)
    }

    enum CancelAction: Equatable {
        case none
        /// Take it out of the queue of waiting ones.
        case dequeue
        /// Take its handle away from libcurl.
        case remove
    }

    /// Of an answer that is no success no more than this is read.
    static let discardedBytes = 16 << 10
    /// And no more than this is kept.
    static let keptBytes = 4 << 10

    let limits: TransferLimits
    /// The request carries a body.
    let hasBody: Bool
    private(set) var phase = Phase.waiting
    private(set) var url: ParsedURL
    private(set) var redirects = 0
    private(set) var status = 0
    private(set) var headIsComplete = false
    private(set) var headerBytes = 0
    private(set) var bodyBytes = 0
    private var encodedBytes = 0
    private(set) var stop: Stop?
    private(set) var reach: ReachPolicy
    private var plan = BodyPlan.keepLittle
    private var visited: [String] = []
    private var allPermanent = true

    init(url: ParsedURL, limits: TransferLimits, reach: ReachPolicy = ReachPolicy(), hasBody: Bool = false) {
        self.url = url
        self.limits = limits
        self.reach = reach
        self.hasBody = hasBody
    }

    /// The address to use from now on, when every hop said that it moved for good.
    var permanentURL: String? { redirects > 0 && allPermanent ? url.text : nil }

    /// The permit is there: a hop begins.
    mutating func begin() {
        phase = .running
        status = 0
        headIsComplete = false
        headerBytes = 0
        bodyBytes = 0
        encodedBytes = 0
        stop = nil
        plan = .keepLittle
    }

    // MARK: While a hop runs

    /// A connection to this address is about to be made or used again.
    mutating func mayConnect(to address: IPAddress, reach addressReach: IPAddress.Reach) -> Bool {
        if reach.allows(address, addressReach, at: url, isFirstHop: redirects == 0) { return true }
        end(.privateAddress(address))
        return false
    }

    /// The request goes out to an address of this reach.
    mutating func connected(to addressReach: IPAddress.Reach) {
        // One address may have been refused and another one taken.
        if case .privateAddress = stop { stop = nil }
        reach.answered(from: addressReach)
    }

    /// A line of the head came. Returns whether to go on.
    mutating func headerArrived(byteCount: Int) -> Bool {
        headerBytes += byteCount
        if headerBytes > limits.maximumHeaderBytes { end(.headersTooLarge) }
        return stop == nil
    }

    /// The head of an answer is complete. Interim answers (1xx) are not told.
    mutating func headCompleted(status: Int, location: String?) -> BodyPlan {
        self.status = status
        headIsComplete = true
        if (200...299).contains(status) {
            plan = .deliver
        } else if RedirectPolicy.isRedirect(status) {
            let policy = RedirectPolicy(maximumRedirects: limits.maximumRedirects, hasBody: hasBody)
            let chain = visited.isEmpty ? [url.text] : visited
            switch policy.decide(status: status, location: location, from: url, visited: chain) {
            case .answer: plan = .keepLittle
            case .follow(let target, let isPermanent): plan = .redirect(target, isPermanent: isPermanent)
            case .refuse(let code, let detail): plan = .refuse(code, detail)
            }
        } else {
            plan = .keepLittle
        }
        return plan
    }

    /// Bytes of a body in a coding came. Returns whether to go on.
    mutating func encodedArrived(byteCount: Int) -> Bool {
        encodedBytes += byteCount
        if encodedBytes > limits.maximumBodyBytes { end(.bodyTooLarge) }
        return stop == nil
    }

    /// Whether the body is for the receiver or the outcome as a whole.
    var isDelivered: Bool { plan == .deliver }

    /// Decoded bytes of the body came.
    mutating func bodyArrived(byteCount: Int) -> BodyAction {
        guard stop == nil else { return .stop }
        bodyBytes += byteCount
        switch plan {
        case .deliver:
            if bodyBytes <= limits.maximumBodyBytes { return .deliver }
            end(.bodyTooLarge)
            return .stop
        case .refuse:
            end(.enoughRead)
            return .stop
        case .keepLittle, .redirect:
            if bodyBytes > Self.discardedBytes {
                end(.enoughRead)
                return .stop
            }
            let room = max(0, Self.keptBytes - (bodyBytes - byteCount))
            return .keep(plan == .keepLittle ? min(byteCount, room) : 0)
        }
    }

    /// The engine ends the hop for a reason of its own. The first reason stands.
    mutating func end(_ reason: Stop) {
        if stop == nil { stop = reason }
    }

    /// - Returns: what must be undone.
    mutating func cancel(_ reason: Stop) -> CancelAction {
        let action: CancelAction
        switch phase {
        case .waiting: action = .dequeue
        case .running: action = .remove
        case .finished: return .none
        }
        // Whoever cancels wants no answer, not even one that was about to stand.
        stop = reason
        phase = .finished
        return action
    }

    // MARK: The end of a hop

    mutating func ended(_ end: End) -> EndAction {
        phase = .finished
        if let stop, stop != .enoughRead { return .fail(error(for: stop)) }
        if case .refuse(let code, let detail) = plan { return .fail(error(code, detail)) }
        guard headIsComplete, end == .complete || plan != .deliver else { return .fail(error(for: end)) }
        guard case .redirect(let target, let isPermanent) = plan else { return .finish }
        if visited.isEmpty { visited.append(url.text) }
        visited.append(target.text)
        url = target
        redirects += 1
        allPermanent = allPermanent && isPermanent
        phase = .waiting
        return .follow(target)
    }

    /// The error that a waiting or running transfer ends with.
    func error(for stop: Stop) -> TransferError {
        switch stop {
        case .headersTooLarge:
            error(.headersTooLarge, "the header fields are longer than \(limits.maximumHeaderBytes) bytes; check that the address is right")
        case .bodyTooLarge:
            error(
                .bodyTooLarge,
                "the body is longer than \(limits.maximumBodyBytes) bytes; raise the limit if the page is meant to be so large")
        case .brokenCoding:
            error(.brokenBody, "the body cannot be decompressed, or ends early; it is tried again at the next poll")
        case .refusedByReceiver: error(.refusedByReceiver, "what came is not what was due; reading was ended")
        case .privateAddress(let address) where redirects == 0 || reach.rule == .never:
            error(.forbiddenAddress, "the host is at a private address (\(address)); name it under \"allow\" if that is meant")
        case .privateAddress(let address):
            error(.forbiddenRedirect, "a public address redirects to a private one (\(address)); configure that address if it is meant")
        case .transferTimeout:
            error(.timedOut, "the answer was not complete after \(limits.transferTimeout); the server or the network is slow")
        case .stalled: error(.timedOut, "nothing came for \(limits.stallTimeout); the server or the network hangs")
        case .cancelled: error(.cancelled, "the transfer was cancelled")
        case .engineStopped: error(.engineStopped, "the client is shut down")
        case .enoughRead: error(.internalError, "the answer was given up without a reason; please report this")
        }
    }

    private func error(for end: End) -> TransferError {
        switch end {
        case .failed(let code, let systemError):
            TransferError(curlCode: code, systemError: systemError, url: url.text, headIsComplete: headIsComplete, limits: limits)
        case .complete: error(.connectionLost, "the connection ended within the answer's head; it is tried again at the next poll")
        }
    }

    private func error(_ code: TransferError.Code, _ detail: String) -> TransferError {
        TransferError(code, url: redactedURL(url.text), detail: detail)
    }
}
