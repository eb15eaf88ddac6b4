@testable import Transfer

// Test conditions cannot call a value's mutating methods: these hold the value by reference.

final class AdmissionBox {
    typealias Admission = TransferAdmission<Int>
    private var value: Admission

    init(_ change: (inout Admission.Caps) -> Void = { _ in }) {
        var caps = Admission.Caps()
        change(&caps)
        value = Admission(caps: caps)
    }

    var inFlight: Int { value.inFlight }
    var waitingCount: Int { value.waitingCount }
    var lookupsInFlight: Int { value.lookupsInFlight }
    func addHost(literal: IPAddress? = nil) -> Admission.Host { value.addHost(literal: literal) }
    func removeHost(_ host: Admission.Host) { value.removeHost(host) }
    func isIdle(_ host: Admission.Host) -> Bool { value.isIdle(host) }
    @discardableResult
    func enqueue(_ payload: Int, to host: Admission.Host, mayLookUp: Bool = true, ahead: Bool = false) -> Admission.Ticket? {
        value.enqueue(payload, to: host, mayLookUp: mayLookUp, ahead: ahead)
    }
    func next(at now: UInt64) -> Admission.Admitted? { value.next(at: now) }
    func cancel(_ ticket: Admission.Ticket) -> Int? { value.cancel(ticket) }
    func resolved(_ ticket: Admission.Ticket, to address: IPAddress, at now: UInt64) { value.resolved(ticket, to: address, at: now) }
    func finish(_ ticket: Admission.Ticket) { value.finish(ticket) }
}

final class MachineBox {
    private var value: TransferStateMachine

    init(_ url: String = "https://a.test/feed", _ change: (inout TransferLimits) -> Void = { _ in }) throws {
        var limits = TransferLimits()
        change(&limits)
        value = TransferStateMachine(url: try ParsedURL(url), limits: limits)
    }

    var phase: TransferStateMachine.Phase { value.phase }
    var bodyBytes: Int { value.bodyBytes }
    var redirects: Int { value.redirects }
    var permanentURL: String? { value.permanentURL }
    func error(for stop: TransferStateMachine.Stop) -> TransferError { value.error(for: stop) }
    func begin() { value.begin() }
    func mayConnect(to address: IPAddress, reach: IPAddress.Reach) -> Bool { value.mayConnect(to: address, reach: reach) }
    func connected(to reach: IPAddress.Reach) { value.connected(to: reach) }
    func headerArrived(byteCount: Int) -> Bool { value.headerArrived(byteCount: byteCount) }
    @discardableResult
    func headCompleted(status: Int, location: String?) -> TransferStateMachine.BodyPlan {
        value.headCompleted(status: status, location: location)
    }
    func bodyArrived(byteCount: Int) -> TransferStateMachine.BodyAction { value.bodyArrived(byteCount: byteCount) }
    func cancel(_ reason: TransferStateMachine.Stop) -> TransferStateMachine.CancelAction { value.cancel(reason) }
    @discardableResult
    func ended(_ end: TransferStateMachine.End) -> TransferStateMachine.EndAction { value.ended(end) }
}

/// A small generator with a seed, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
