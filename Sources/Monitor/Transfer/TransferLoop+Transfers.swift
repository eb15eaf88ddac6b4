/// The way of one transfer through the loop: accepted, started, ended or redirected.
extension TransferLoop {
    func accept(_ transfer: Transfer) {
        if transfer.isCancelled { return transfer.refuse(.cancelled) }
        do throws(TransferError) {
            let target = try target(of: transfer.request.url)
            let request = transfer.request
            if let body = request.body, body.count > TransferRequest.maximumRequestBytes {
                throw TransferError(
                    .requestTooLarge, url: redactedURL(request.url),
                    detail: "what is to be sent is longer than \(TransferRequest.maximumRequestBytes) bytes; shorten it")
            }
            let reach = ReachPolicy(
                rule: request.privateAddresses, allowance: configuration.allowance,
                isOverridden: target.origin.isCovered(by: request.resolve))
            transfer.machine = TransferStateMachine(url: target.url, limits: request.limits, reach: reach, hasBody: request.body != nil)
            transfer.firstOrigin = target.origin
            enqueue(transfer, to: target, ahead: false)
        } catch {
            transfer.finish(error)
        }
    }

    private func enqueue(_ transfer: Transfer, to target: Target, ahead: Bool) {
        transfer.target = target
        let overrides = transfer.request.resolve
        let mayLookUp = overrides.isEmpty || !target.origin.isCovered(by: overrides)
        transfer.ticket = admission.enqueue(transfer, to: target.origin.admission, mayLookUp: mayLookUp, ahead: ahead)
        guard transfer.ticket == nil else { return }
        transfer.finish(
            TransferError(
                .tooManyWaiting, url: redactedURL(target.url.text),
                detail: "\(admission.waitingCount) transfers wait already; poll less often or raise the concurrency"))
    }

    func start(_ transfer: Transfer, ticket: TransferAdmission<Transfer>.Ticket, looksUp: Bool) {
        guard let target = transfer.target else { return admission.finish(ticket) }
        let origin = target.origin
        let shard = shards[origin.shard]
        transfer.machine?.begin()
        let keeps = keepsConnection(transfer.request)
        guard let handle = handles.take(orMake: makeHandle) else {
            return giveUp(transfer, ticket, "libcurl gives no handle; free memory")
        }
        guard let request = requests.take(for: origin, keeping: keeps, at: clock.now) else {
            handles.give(handle)
            return giveUp(transfer, ticket, "libcurl has no memory for the request; free memory")
        }
        do throws(TransferError) {
            try request.prepare(url: target.url.text, request: transfer.request, crossOrigin: origin !== transfer.firstOrigin)
        } catch {
            handles.give(handle)
            requests.give(request, for: origin, at: clock.now)
            admission.finish(ticket)
            return transfer.finish(error)
        }
        handle.take(transfer, request, keepsConnection: request.isKept && keeps)
        handle.forgetNames(of: namesToForget(origin, looksUp: looksUp))
        transfer.looksUp = looksUp
        guard shard.add(handle) else {
            if let request = handle.release() { requests.give(request, for: origin, at: clock.now) }
            handles.discard(handle)
            return giveUp(transfer, ticket, "libcurl does not take the transfer on; please report this")
        }
        transfer.handle = handle
        transfer.runningIndex = running.count
        running.append(transfer)
        setDeadlines(transfer, handle)
    }

    private func makeHandle() -> EasyHandle? {
        EasyHandle(settings: settings, sockets: sockets, clock: clock, addresses: addresses, bodies: bodies)
    }

    private func giveUp(_ transfer: Transfer, _ ticket: TransferAdmission<Transfer>.Ticket, _ detail: String) {
        admission.finish(ticket)
        transfer.finish(TransferError(.internalError, url: redactedURL(transfer.request.url), detail: detail))
    }

    private func keepsConnection(_ request: TransferRequest) -> Bool {
        guard let next = request.nextRequestAfter else { return true }
        return next <= configuration.keptConnectionLifetime
    }

    /// The origin's name where it is to be looked up again, and those whose answers serve no more.
    private func namesToForget(_ origin: Origin, looksUp: Bool) -> [Origin] {
        var names = looksUp ? [origin] : []
        let shard = shards[origin.shard]
        for _ in 0..<NameAnswers.mostAtOnce {
            guard let old = shard.answers.removeOld(configuration.nameLifetime.clampedNanoseconds, at: clock.now) else { break }
            // One that was looked up again meanwhile comes once more.
            if admission.isNameOld(of: old.admission, at: clock.now) { names.append(old) }
        }
        return names
    }

    // MARK: Deadlines

    private func setDeadlines(_ transfer: Transfer, _ handle: EasyHandle) {
        let allowed = handle.allowedNanoseconds
        transfer.beganAt = clock.now
        transfer.deadline = clock.now + (allowed > transfer.usedNanoseconds ? allowed - transfer.usedNanoseconds : 0)
        // A stall is counted from the connection on, so it cannot end before one stall time from now.
        nextDeadline = min(nextDeadline, transfer.deadline, clock.now + handle.stallNanoseconds)
    }

    /// Ends what has had its time and finds out when to look again. As each byte moves a stall's end, but none is noted here,
    /// all running ones are looked at once in a stall time.
    func expire() {
        nextDeadline = .max
        var over: [(Transfer, TransferStateMachine.Stop)] = []
        for transfer in running {
            guard let handle = transfer.handle else { continue }
            let lastActivity = handle.progress.lastActivity
            let stalledAt = (lastActivity == 0 ? clock.now : lastActivity) + handle.stallNanoseconds
            if transfer.deadline <= clock.now {
                over.append((transfer, .transferTimeout))
            } else if stalledAt <= clock.now {
                over.append((transfer, .stalled))
            } else {
                nextDeadline = min(nextDeadline, transfer.deadline, stalledAt)
            }
        }
        for (transfer, reason) in over { end(transfer, reason) }
    }

    // MARK: Ends

    /// libcurl has finished a hop.
    func finish(_ handle: EasyHandle, code: Int32) {
        guard let transfer = handle.transfer, let target = transfer.target else {
            assertionFailure("a finished handle without a transfer")
            return
        }
        release(transfer)
        if code == 0 { transfer.bodyEnded(wholeInflater, counter: bodies) }
        let end: TransferStateMachine.End = code == 0 ? .complete : .failed(code, systemError: handle.systemError)
        guard let action = transfer.machine?.ended(end) else { return }
        switch action {
        case .finish:
            transfer.finish()
        case .fail(let error): transfer.finish(error)
        case .follow(let url):
            transfer.metrics.redirects += 1
            transfer.head = ResponseHead(known: transfer.request.validators)
            transfer.beginBody()
            if transfer.usedNanoseconds >= handle.allowedNanoseconds {
                return fail(transfer, .transferTimeout)
            }
            // Served while this hop ran, so known; else read again.
            enqueue(transfer, to: url == target.url ? target : self.target(of: url), ahead: true)
        }
    }

    /// Takes a running transfer's handle from libcurl and gives its permit back.
    private func release(_ transfer: Transfer) {
        guard let handle = transfer.handle, let origin = transfer.target?.origin else { return }
        shards[origin.shard].remove(handle)
        transfer.metrics.connectionsOpened += handle.connectionsOpened
        if let request = handle.release() { requests.give(request, for: origin, at: clock.now) }
        transfer.handle = nil
        handles.give(handle)
        if let ticket = transfer.ticket { admission.finish(ticket) }
        transfer.ticket = nil
        let last = running.removeLast()
        if last !== transfer {
            running[transfer.runningIndex] = last
            last.runningIndex = transfer.runningIndex
        }
        if running.isEmpty { nextDeadline = .max }
        transfer.usedNanoseconds += clock.now - transfer.beganAt
        transfer.metrics.durationNanoseconds = Int64(transfer.usedNanoseconds)
    }

    /// Ends a transfer for the engine's own reasons, wherever it is.
    func end(_ transfer: Transfer, _ reason: TransferStateMachine.Stop) {
        switch transfer.machine?.cancel(reason) {
        case .dequeue:
            // Not in the queue when it is between two hops of the same step: then it is there right after.
            if let ticket = transfer.ticket { _ = admission.cancel(ticket) }
            fail(transfer, reason)
        case .remove:
            release(transfer)
            fail(transfer, reason)
        case .none?, nil: break
        }
    }

    func fail(_ transfer: Transfer, _ reason: TransferStateMachine.Stop) {
        guard let error = transfer.machine?.error(for: reason) else { return transfer.refuse(reason) }
        transfer.finish(error)
    }
}
