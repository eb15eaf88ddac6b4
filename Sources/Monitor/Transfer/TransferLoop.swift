internal import Dispatch

/// The engine's state on its queue: what waits, what runs, libcurl's handles and sockets.
///
/// Confined to the queue: every method is called within a turn of ``TransferExecutor``. Calls that may come from within
/// libcurl's callbacks (``submit(_:)``, ``cancel(_:)``) only record; ``step()`` acts.
final class TransferLoop {
    let configuration: TransferConfiguration
    let settings: HandleSettings
    let clock = LoopClock()
    let sockets: SocketTable
    let addresses = AddressRecord()
    let bodies = BodyCounter()
    let wholeInflater = WholeBodyInflater()
    let handles = HandlePool()
    let requests: RequestPool
    var shards: [Shard] = []
    var admission: TransferAdmission<Transfer>

    private var submitted: [Transfer] = []
    private var cancelled: [Transfer] = []
    var running: [Transfer] = []
    /// No running transfer's time is over before; in nanoseconds.
    var nextDeadline: UInt64 = .max
    /// When it was asked last which sockets are ready.
    private var gatheredAt: UInt64 = 0
    private var rounds = 0
    private var wakeUps = 0
    private var source: (any DispatchSourceRead)?
    private var targets: [String: Target] = [:]
    private var origins: [Origin.Key: Origin] = [:]
    private let maximumTargets: Int
    private let maximumOrigins: Int
    private let sessions: TLSSession.Places
    /// None where there is a proxy: what a proxy's TLS trusts is not what the pages' does.
    private let tlsContext: LentContext?

    init(_ configuration: TransferConfiguration) throws(TransferError) {
        self.configuration = configuration
        settings = HandleSettings(configuration)
        sockets = try SocketTable()
        requests = RequestPool(
            maximumKept: max(0, configuration.maximumKeptConnections), lifetime: configuration.keptConnectionLifetime.clampedNanoseconds,
            ownFields: settings.fields)
        maximumOrigins = max(1_024, configuration.expectedHosts) * 2
        maximumTargets = max(1, configuration.rememberedURLs ?? maximumOrigins)
        tlsContext = configuration.proxy == nil ? LentContext() : nil
        sessions = TLSSession.Places(configuration.maximumReadySessions)
        admission = TransferAdmission(
            caps: .init(
                transfers: max(1, configuration.concurrency), perHost: max(1, configuration.concurrencyPerHost),
                perAddress: max(1, configuration.concurrencyPerAddress), lookups: max(1, configuration.concurrentLookups),
                waiting: max(0, configuration.maximumWaiting), lookupLifetime: configuration.nameLifetime.clampedNanoseconds))
        // At each transfer's end a multi handle looks through the connections that it keeps: more handles share them where they are many.
        let connections = min(configuration.expectedKeptConnections, configuration.maximumKeptConnections)
        let count = min(16, max(1, (connections + 124) / 125))
        let kept = max(64, connections / count) + configuration.concurrency + 8
        for index in 0..<count {
            guard let shard = Shard(index: index, sockets: sockets, clock: clock, tlsContext: tlsContext, keptConnections: kept) else {
                throw TransferError(.internalError, url: "", detail: "libcurl cannot be set up; free memory")
            }
            shards.append(shard)
        }
    }

    /// Begins to hear of sockets and the timer.
    func attach(to executor: TransferExecutor) {
        let source = DispatchSource.makeReadSource(fileDescriptor: sockets.descriptor, queue: executor.queue)
        source.setEventHandler { executor.turn(socketsAreReady: true) }
        self.source = source
        source.activate()
    }

    // MARK: Recording

    func submit(_ transfer: Transfer) { submitted.append(transfer) }

    func cancel(_ transfer: Transfer) {
        transfer.isCancelled = true
        cancelled.append(transfer)
    }

    // MARK: Acting

    /// After so many bytes of bodies a step ends: whoever waits for a body that is whole takes it before more come, so that bodies do not
    /// pile up where many arrive at one time.
    private static let bodyBytesPerStep = 131_072

    /// When a step asks which sockets are ready.
    enum Asking {
        /// It waits until there is something.
        case waits
        /// The set has said that there is something.
        case isTold
        /// When it did not do so just now.
        case ifDue
    }

    /// Does all that can be done at once.
    func step(_ asking: Asking) {
        let waits = asking == .waits
        gather(asking)
        rounds &+= 1
        acceptSubmitted()
        actOnCancelled()
        startAdmitted()
        bodies.reset()
        _ = sockets.tell {
            shards[$0.shard].act($0.descriptor, events: $0.events)
            return bodies.byteCount < Self.bodyBytesPerStep
        }
        // Not after a wait: who has had its time is told so by the next step, which reads what is there after it took the time.
        if !waits { for shard in shards where shard.deadline <= clock.now { shard.fire() } }
        recordAddresses()
        bodies.reset()
        finishAll()
        if !waits, nextDeadline <= clock.now { expire() }
        // What has ended makes room.
        startAdmitted()
    }

    /// So long after sockets were asked what was enqueued since goes before they are asked again, in nanoseconds.
    private static let gatheringInterval: UInt64 = 1_000_000

    /// Takes the time and asks which sockets are ready.
    private func gather(_ asking: Asking) {
        switch asking {
        case .waits:
            settle()
            sockets.gather(waits: true)
            wakeUps &+= 1
            clock.update()
        case .isTold:
            wakeUps &+= 1
            clock.update()
            sockets.gather(waits: false)
        case .ifDue:
            clock.update()
            // When something has had its time, always: the process may have stood still, and answers wait that came in time.
            let isDue = nextDeadline <= clock.now || shards.contains { $0.deadline != 0 && $0.deadline <= clock.now }
            guard isDue || clock.now - gatheredAt > Self.gatheringInterval else { return }
            sockets.gather(waits: false)
        }
        gatheredAt = clock.now
    }

    /// Whether the next step can do nothing but what a socket, the timer or another thread brings.
    var isAtRest: Bool {
        guard submitted.isEmpty, cancelled.isEmpty, nextDeadline > clock.now else { return false }
        for shard in shards where shard.isTouched || shard.deadline <= clock.now { return false }
        return true
    }

    /// Whether something is under way, so that it is worth waiting for it.
    var hasRunning: Bool { !running.isEmpty }

    /// Ends what libcurl has finished, as far as the step's bytes of bodies allow; the rest is for the next step.
    private func finishAll() {
        for shard in shards where shard.isTouched {
            while bodies.byteCount < Self.bodyBytesPerStep, let (handle, code) = shard.nextFinished() {
                finish(handle, code: code)
            }
            guard bodies.byteCount < Self.bodyBytesPerStep else { return }
            shard.isTouched = false
        }
    }

    /// Before the queue goes to sleep: sets the timer for what is due next.
    func settle() {
        var deadline = nextDeadline
        for shard in shards { deadline = min(deadline, shard.deadline) }
        sockets.wake(at: running.isEmpty ? .max : deadline)
    }

    private func acceptSubmitted() {
        if submitted.isEmpty { return }
        let new = submitted
        submitted.removeAll(keepingCapacity: new.count < 4_096)
        for transfer in new { accept(transfer) }
    }

    private func actOnCancelled() {
        if cancelled.isEmpty { return }
        let all = cancelled
        cancelled = []
        for transfer in all { end(transfer, .cancelled) }
    }

    private func startAdmitted() {
        while let admitted = admission.next(at: clock.now) {
            start(admitted.payload, ticket: admitted.ticket, looksUp: admitted.looksUp)
        }
    }

    private func recordAddresses() {
        if addresses.known.isEmpty { return }
        for (transfer, address) in addresses.known {
            guard let ticket = transfer.ticket, admission.resolved(ticket, to: address, at: clock.now) else { continue }
            if let origin = transfer.target?.origin { shards[origin.shard].answers.add(origin, at: clock.now) }
        }
        addresses.known.removeAll(keepingCapacity: true)
    }

    // MARK: Targets

    /// The target of a URL, read once and remembered.
    func target(of text: String) throws(TransferError) -> Target {
        if let known = targets[text] { return known }
        let url: ParsedURL
        do throws(ParsedURL.Failure) {
            url = try ParsedURL(text)
        } catch {
            throw TransferError(.invalidURL, url: redactedURL(text), detail: "the URL cannot be read (\(error.reason)); correct it")
        }
        guard url.isHTTP else {
            throw TransferError(.invalidURL, url: redactedURL(text), detail: "the URL is neither http nor https; correct it")
        }
        return target(of: url)
    }

    func target(of url: ParsedURL) -> Target {
        if let known = targets[url.text] { return known }
        if targets.count >= maximumTargets { targets.removeAll(keepingCapacity: true) }
        let target = Target(url: url, origin: origin(of: url))
        targets[url.text] = target
        return target
    }

    private func origin(of url: ParsedURL) -> Origin {
        let key = Origin.Key(url)
        if let known = origins[key] { return known }
        if origins.count >= maximumOrigins { forgetIdleOrigins() }
        let host = admission.addHost(literal: url.literalAddress)
        let origin = Origin(url, shard: origins.count % shards.count, admission: host, sessions: sessions)
        origins[key] = origin
        return origin
    }

    /// Forgets the origins that nothing waits for, runs on or is kept open to, and the URLs, which hold origins.
    private func forgetIdleOrigins() {
        targets.removeAll()
        for (key, origin) in origins where origin.idleRequests.isEmpty && admission.isIdle(origin.admission) {
            origins[key] = nil
            admission.removeHost(origin.admission)
        }
    }

    // MARK: The end

    var statistics: TransferStatistics {
        var statistics = TransferStatistics()
        statistics.inFlight = admission.inFlight
        statistics.waiting = admission.waitingCount + submitted.count
        statistics.openSockets = sockets.openSockets
        statistics.handles = handles.count
        statistics.idleHandles = handles.idleCount
        statistics.keptRequests = requests.keptCount
        statistics.rounds = rounds
        statistics.wakeUps = wakeUps
        statistics.hosts = origins.count
        statistics.tlsContexts = tlsContext?.madeCount ?? 0
        return statistics
    }

    /// Fails all that waits or runs, closes every connection, handle and descriptor, and calls `completion` when the last is closed.
    func stop(completion: @escaping @Sendable () -> Void) {
        for transfer in submitted { transfer.refuse(.engineStopped) }
        submitted = []
        cancelled = []
        for transfer in admission.removeAllWaiting() { fail(transfer, .engineStopped) }
        while let transfer = running.last { end(transfer, .engineStopped) }
        handles.closeAllIdle()
        requests.dropAllIdle()
        for shard in shards { shard.close() }
        targets = [:]
        origins = [:]
        sockets.closeTimer()
        guard let source else { return completion() }
        // The set's descriptor may be closed only when the source no longer watches it.
        let sockets = SendableBox(sockets)
        source.setCancelHandler {
            sockets.value.closeSet()
            completion()
        }
        source.cancel()
        self.source = nil
    }
}

/// Carries a value of the queue into a closure that runs on the queue.
private struct SendableBox<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}
