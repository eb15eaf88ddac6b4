/// Decides which waiting transfer may begin: a counting semaphore, and a cap for each host, each address and the name look-ups.
///
/// A value with no effects: whoever owns it acts on what it returns. Every operation takes constant time, however many wait.
///
/// A host with waiting transfers is in one place: *ready*, where hosts take turns; *saturated*, until one of its own transfers
/// ends; or *parked* at the cap that stopped it, until something there becomes free. So a host that may not go on never stands
/// in the way of another.
struct TransferAdmission<Payload> {
    struct Caps: Sendable, Hashable {
        /// Transfers in flight.
        var transfers = 20
        var perHost = 2
        var perAddress = 8
        /// Name look-ups at once.
        var lookups = 16
        /// Transfers that may wait.
        var waiting = 100_000
        /// For how long a look-up's answer serves, in nanoseconds.
        var lookupLifetime: UInt64 = 60_000_000_000
    }

    /// A host and port that transfers go to.
    struct Host: Hashable { fileprivate let index: Int32 }

    /// A transfer's place in the queue, then its permit.
    struct Ticket: Hashable {
        fileprivate let index: Int32
        fileprivate let generation: UInt32
    }

    struct Admitted {
        let ticket: Ticket
        let payload: Payload
        /// The host's addresses are not known, or not recently: a name look-up is due.
        let looksUp: Bool
    }

    private enum Place: Equatable { case idle, ready, saturated, parkedAtAddress(Int32), parkedAtLookups }
    private enum Wake: Equatable { case address(Int32), lookups }

    private struct HostState {
        var waiting = IndexChain()
        var inFlight = 0
        var place = Place.idle
        /// What became free and brought this host back to the ready ones: if it takes another way, the next one must hear of it.
        var wokenBy: Wake?
        var address: Int32 = -1
        /// Until when a look-up's answer serves; `.max` for an address literal.
        var resolvedUntil: UInt64 = 0
    }

    private struct AddressState {
        var address: IPAddress
        var inFlight = 0
        var hosts = 0
        var parked = IndexChain()
    }

    private enum Stage { case free, waiting, admitted }

    private struct TicketState {
        var generation: UInt32 = 0
        var stage = Stage.free
        var host: Int32 = -1
        var address: Int32 = -1
        var mayLookUp = false
        var looksUp = false
        var payload: Payload?
    }

    let caps: Caps
    /// Transfers with a permit.
    private(set) var inFlight = 0
    /// Transfers without.
    private(set) var waitingCount = 0
    private(set) var lookupsInFlight = 0

    private var hosts: [HostState] = []
    private var hostLinks = IndexLinks()
    private var freeHosts: [Int32] = []
    private var ready = IndexChain()
    private var parkedAtLookups = IndexChain()

    private var addresses: [AddressState] = []
    private var addressIndex: [IPAddress: Int32] = [:]
    private var freeAddresses: [Int32] = []

    private var tickets: [TicketState] = []
    private var ticketLinks = IndexLinks()
    private var freeTickets: [Int32] = []

    init(caps: Caps) { self.caps = caps }

    // MARK: Hosts

    /// - Parameter literal: the host is an address, so that no name is ever looked up.
    mutating func addHost(literal: IPAddress? = nil) -> Host {
        let index: Int32
        if let free = freeHosts.popLast() {
            index = free
            hosts[Int(index)] = HostState()
        } else {
            index = Int32(hosts.count)
            hosts.append(HostState())
            hostLinks.grow()
        }
        if let literal {
            hosts[Int(index)].resolvedUntil = .max
            setAddress(literal, ofHost: index)
        }
        return Host(index: index)
    }

    /// Whether no transfer of the host waits or is in flight.
    func isIdle(_ host: Host) -> Bool {
        hosts[Int(host.index)].inFlight == 0 && hosts[Int(host.index)].waiting.isEmpty
    }

    /// Whether what a host's name was answered with serves no more, if it ever was.
    func isNameOld(of host: Host, at now: UInt64) -> Bool { hosts[Int(host.index)].resolvedUntil <= now }

    /// Forgets an idle host.
    mutating func removeHost(_ host: Host) {
        precondition(isIdle(host), "a host with transfers cannot be removed")
        let old = hosts[Int(host.index)].address
        hosts[Int(host.index)].address = -1
        if old >= 0 {
            addresses[Int(old)].hosts -= 1
            freeAddressIfUnused(old)
        }
        freeHosts.append(host.index)
    }

    // MARK: Transfers

    /// Puts a transfer in the queue.
    ///
    /// - Parameters:
    ///   - mayLookUp: false when the request brings its addresses along.
    ///   - ahead: before all others, for the next hop of a transfer that had its turn.
    /// - Returns: nil when too many wait.
    mutating func enqueue(_ payload: Payload, to host: Host, mayLookUp: Bool = true, ahead: Bool = false) -> Ticket? {
        guard ahead || waitingCount < caps.waiting else { return nil }
        let index = takeTicket()
        tickets[Int(index)].stage = .waiting
        tickets[Int(index)].host = host.index
        tickets[Int(index)].mayLookUp = mayLookUp
        tickets[Int(index)].payload = payload
        waitingCount += 1
        if ahead {
            ticketLinks.prepend(index, to: &hosts[Int(host.index)].waiting)
        } else {
            ticketLinks.append(index, to: &hosts[Int(host.index)].waiting)
        }
        if hosts[Int(host.index)].place == .idle {
            hosts[Int(host.index)].place = .ready
            if ahead { hostLinks.prepend(host.index, to: &ready) } else { hostLinks.append(host.index, to: &ready) }
        }
        return Ticket(index: index, generation: tickets[Int(index)].generation)
    }

    /// The next transfer that may begin now, or nil.
    ///
    /// - Parameter now: nanoseconds on a clock that never goes back.
    mutating func next(at now: UInt64) -> Admitted? {
        while inFlight < caps.transfers, !ready.isEmpty {
            let host = ready.first
            hostLinks.remove(host, from: &ready)
            let wake = hosts[Int(host)].wokenBy
            hosts[Int(host)].wokenBy = nil
            let index = hosts[Int(host)].waiting.first
            let address = hosts[Int(host)].address
            let looksUp = tickets[Int(index)].mayLookUp && hosts[Int(host)].resolvedUntil <= now
            if hosts[Int(host)].inFlight >= caps.perHost {
                hosts[Int(host)].place = .saturated
                passOn(wake)
            } else if address >= 0, addresses[Int(address)].inFlight >= caps.perAddress {
                park(host, atAddress: address, ahead: wake == .address(address))
                if wake != .address(address) { passOn(wake) }
            } else if looksUp, lookupsInFlight >= caps.lookups {
                hosts[Int(host)].place = .parkedAtLookups
                if wake == .lookups {
                    hostLinks.prepend(host, to: &parkedAtLookups)
                } else {
                    hostLinks.append(host, to: &parkedAtLookups)
                    passOn(wake)
                }
            } else {
                let admitted = admit(index, host: host, address: address, looksUp: looksUp)
                let taken = wake == nil || (wake == .lookups ? looksUp : wake == .address(address))
                if !taken { passOn(wake) }
                return admitted
            }
        }
        return nil
    }

    /// Takes a waiting transfer out of the queue. Returns nil for one that has its permit already or is gone.
    mutating func cancel(_ ticket: Ticket) -> Payload? {
        guard isCurrent(ticket), tickets[Int(ticket.index)].stage == .waiting else { return nil }
        let host = tickets[Int(ticket.index)].host
        ticketLinks.remove(ticket.index, from: &hosts[Int(host)].waiting)
        waitingCount -= 1
        let payload = freeTicket(ticket.index)
        if hosts[Int(host)].waiting.isEmpty { makeIdle(host) }
        return payload
    }

    /// A transfer's connection stands, or is being made, to an address: its look-up is over.
    ///
    /// - Returns: whether it had one.
    @discardableResult
    mutating func resolved(_ ticket: Ticket, to address: IPAddress, at now: UInt64) -> Bool {
        guard isCurrent(ticket), tickets[Int(ticket.index)].stage == .admitted else { return false }
        let host = tickets[Int(ticket.index)].host
        let hasLookedUp = tickets[Int(ticket.index)].looksUp
        if hasLookedUp {
            tickets[Int(ticket.index)].looksUp = false
            lookupsInFlight -= 1
            hosts[Int(host)].resolvedUntil = now + caps.lookupLifetime
            passOn(.lookups)
        }
        setAddress(address, ofHost: host)
        let old = tickets[Int(ticket.index)].address
        let new = hosts[Int(host)].address
        if old != new {
            tickets[Int(ticket.index)].address = new
            addresses[Int(new)].inFlight += 1
            if old >= 0 { leaveAddress(old) }
        }
        return hasLookedUp
    }

    /// Gives a permit back. A second call for the same ticket does nothing.
    mutating func finish(_ ticket: Ticket) {
        guard isCurrent(ticket), tickets[Int(ticket.index)].stage == .admitted else { return }
        let state = tickets[Int(ticket.index)]
        _ = freeTicket(ticket.index)
        inFlight -= 1
        hosts[Int(state.host)].inFlight -= 1
        if hosts[Int(state.host)].place == .saturated { makeReady(state.host, wokenBy: nil) }
        if state.looksUp {
            lookupsInFlight -= 1
            passOn(.lookups)
        }
        if state.address >= 0 { leaveAddress(state.address) }
    }

    /// Takes every waiting transfer out, in no particular order.
    mutating func removeAllWaiting() -> [Payload] {
        var all: [Payload] = []
        for index in tickets.indices where tickets[index].stage == .waiting {
            if let payload = cancel(Ticket(index: Int32(index), generation: tickets[index].generation)) { all.append(payload) }
        }
        return all
    }
}

// MARK: - Steps

extension TransferAdmission {
    private func isCurrent(_ ticket: Ticket) -> Bool { tickets[Int(ticket.index)].generation == ticket.generation }

    private mutating func takeTicket() -> Int32 {
        if let free = freeTickets.popLast() { return free }
        tickets.append(TicketState())
        ticketLinks.grow()
        return Int32(tickets.count - 1)
    }

    private mutating func freeTicket(_ index: Int32) -> Payload? {
        let payload = tickets[Int(index)].payload
        tickets[Int(index)] = TicketState(generation: tickets[Int(index)].generation &+ 1)
        freeTickets.append(index)
        return payload
    }

    private mutating func admit(_ index: Int32, host: Int32, address: Int32, looksUp: Bool) -> Admitted? {
        ticketLinks.remove(index, from: &hosts[Int(host)].waiting)
        waitingCount -= 1
        inFlight += 1
        hosts[Int(host)].inFlight += 1
        if address >= 0 { addresses[Int(address)].inFlight += 1 }
        if looksUp { lookupsInFlight += 1 }
        tickets[Int(index)].stage = .admitted
        tickets[Int(index)].address = address
        tickets[Int(index)].looksUp = looksUp
        if hosts[Int(host)].waiting.isEmpty {
            hosts[Int(host)].place = .idle
        } else {
            hostLinks.append(host, to: &ready)
        }
        guard let payload = tickets[Int(index)].payload else { return nil }
        return Admitted(ticket: Ticket(index: index, generation: tickets[Int(index)].generation), payload: payload, looksUp: looksUp)
    }

    private mutating func park(_ host: Int32, atAddress address: Int32, ahead: Bool) {
        hosts[Int(host)].place = .parkedAtAddress(address)
        if ahead {
            hostLinks.prepend(host, to: &addresses[Int(address)].parked)
        } else {
            hostLinks.append(host, to: &addresses[Int(address)].parked)
        }
    }

    private mutating func makeReady(_ host: Int32, wokenBy wake: Wake?) {
        hosts[Int(host)].place = .ready
        hosts[Int(host)].wokenBy = wake
        hostLinks.append(host, to: &ready)
    }

    /// A host whose last waiting transfer was taken away leaves the place it was in.
    private mutating func makeIdle(_ host: Int32) {
        let wake = hosts[Int(host)].wokenBy
        hosts[Int(host)].wokenBy = nil
        switch hosts[Int(host)].place {
        case .ready: hostLinks.remove(host, from: &ready)
        case .parkedAtLookups: hostLinks.remove(host, from: &parkedAtLookups)
        case .parkedAtAddress(let address):
            hostLinks.remove(host, from: &addresses[Int(address)].parked)
            freeAddressIfUnused(address)
        case .idle, .saturated: break
        }
        hosts[Int(host)].place = .idle
        passOn(wake)
    }

    /// Something became free: the first host parked there has its turn.
    private mutating func passOn(_ wake: Wake?) {
        switch wake {
        case nil: return
        case .lookups:
            guard lookupsInFlight < caps.lookups, !parkedAtLookups.isEmpty else { return }
            let host = parkedAtLookups.first
            hostLinks.remove(host, from: &parkedAtLookups)
            makeReady(host, wokenBy: .lookups)
        case .address(let address):
            guard addresses[Int(address)].inFlight < caps.perAddress, !addresses[Int(address)].parked.isEmpty else { return }
            let host = addresses[Int(address)].parked.first
            hostLinks.remove(host, from: &addresses[Int(address)].parked)
            makeReady(host, wokenBy: .address(address))
            // The host may have moved to another address since: then nothing else keeps this one.
            freeAddressIfUnused(address)
        }
    }

    private mutating func leaveAddress(_ address: Int32) {
        addresses[Int(address)].inFlight -= 1
        passOn(.address(address))
        freeAddressIfUnused(address)
    }

    private mutating func setAddress(_ address: IPAddress, ofHost host: Int32) {
        let old = hosts[Int(host)].address
        if old >= 0, addresses[Int(old)].address == address { return }
        let new = index(of: address)
        addresses[Int(new)].hosts += 1
        hosts[Int(host)].address = new
        if old >= 0 {
            addresses[Int(old)].hosts -= 1
            freeAddressIfUnused(old)
        }
    }

    private mutating func index(of address: IPAddress) -> Int32 {
        if let known = addressIndex[address] { return known }
        let index: Int32
        if let free = freeAddresses.popLast() {
            index = free
            addresses[Int(index)] = AddressState(address: address)
        } else {
            index = Int32(addresses.count)
            addresses.append(AddressState(address: address))
        }
        addressIndex[address] = index
        return index
    }

    private mutating func freeAddressIfUnused(_ index: Int32) {
        let state = addresses[Int(index)]
        guard state.inFlight == 0, state.hosts == 0, state.parked.isEmpty, addressIndex[state.address] == index else { return }
        addressIndex[state.address] = nil
        freeAddresses.append(index)
    }
}
