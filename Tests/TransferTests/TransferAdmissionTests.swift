import Testing

@testable import Transfer

@Suite("Admission")
struct TransferAdmissionTests {
    typealias Admission = TransferAdmission<Int>

    @Test("Transfers of different hosts begin in the order in which they came, up to the cap")
    func order() throws {
        let admission = AdmissionBox { $0.transfers = 3 }
        for number in 0..<5 {
            let host = admission.addHost()
            #expect(admission.enqueue(number, to: host) != nil)
        }
        let first = [admission.next(at: 0), admission.next(at: 0), admission.next(at: 0)].compactMap { $0 }
        #expect(first.map(\.payload) == [0, 1, 2])
        #expect(admission.next(at: 0) == nil)
        admission.finish(first[1].ticket)
        #expect(admission.next(at: 0)?.payload == 3)
        #expect(admission.next(at: 0) == nil)
        #expect(admission.inFlight == 3)
        #expect(admission.waitingCount == 1)
    }

    @Test("A saturated host does not stand in the way of those behind it")
    func saturatedHost() throws {
        let admission = AdmissionBox { $0.perHost = 2 }
        let busy = admission.addHost()
        let other = admission.addHost()
        for number in 0..<10 { admission.enqueue(number, to: busy) }
        admission.enqueue(100, to: other)
        var started: [Admission.Admitted] = []
        while let next = admission.next(at: 0) { started.append(next) }
        #expect(started.map(\.payload).sorted() == [0, 1, 100])
        let one = try #require(started.first { $0.payload == 0 })
        admission.finish(one.ticket)
        #expect(admission.next(at: 0)?.payload == 2)
        #expect(admission.next(at: 0) == nil)
    }

    @Test("Hosts that share an address share its cap, from when the address is known")
    func sharedAddress() throws {
        let admission = AdmissionBox { $0.perAddress = 2 }
        let address = IPAddress(v4: 0x0a00_0001)
        let hosts = (0..<5).map { _ in admission.addHost(literal: address) }
        let elsewhere = admission.addHost(literal: IPAddress(v4: 0x0a00_0002))
        for (number, host) in hosts.enumerated() { admission.enqueue(number, to: host) }
        admission.enqueue(9, to: elsewhere)
        var started: [Admission.Admitted] = []
        while let next = admission.next(at: 0) { started.append(next) }
        #expect(started.map(\.payload) == [0, 1, 9])
        admission.finish(started[0].ticket)
        admission.finish(started[1].ticket)
        #expect([admission.next(at: 0)?.payload, admission.next(at: 0)?.payload, admission.next(at: 0)?.payload] == [2, 3, nil])
    }

    @Test("A host that is parked at an address and meanwhile moved to another passes its turn on")
    func parkedHostMoves() throws {
        let admission = AdmissionBox {
            $0.perAddress = 1; $0.perHost = 3
        }
        let shared = IPAddress(v4: 1)
        let mover = admission.addHost(literal: shared)
        let stayer = admission.addHost(literal: shared)
        let later = admission.addHost(literal: shared)
        admission.enqueue(1, to: mover)
        let first = try #require(admission.next(at: 0))
        admission.enqueue(2, to: mover)
        admission.enqueue(3, to: stayer)
        admission.enqueue(4, to: later)
        #expect(admission.next(at: 0) == nil)
        // The first transfer's connection went elsewhere: the shared address is free again.
        admission.resolved(first.ticket, to: IPAddress(v4: 2), at: 0)
        var payloads: [Int] = []
        while let next = admission.next(at: 0) {
            payloads.append(next.payload)
            admission.finish(next.ticket)
        }
        admission.finish(first.ticket)
        while let next = admission.next(at: 0) {
            payloads.append(next.payload)
            admission.finish(next.ticket)
        }
        #expect(payloads.sorted() == [2, 3, 4])
        #expect(admission.inFlight == 0)
    }

    @Test("Name look-ups have a cap of their own; hosts that need none go ahead")
    func lookups() throws {
        let admission = AdmissionBox {
            $0.lookups = 2; $0.lookupLifetime = 100
        }
        let named = (0..<4).map { _ in admission.addHost() }
        let literal = admission.addHost(literal: IPAddress(v4: 7))
        for (number, host) in named.enumerated() { admission.enqueue(number, to: host) }
        admission.enqueue(10, to: literal)
        admission.enqueue(11, to: named[3], mayLookUp: false)
        var started: [Admission.Admitted] = []
        while let next = admission.next(at: 0) { started.append(next) }
        #expect(started.map(\.payload) == [0, 1, 10])
        #expect(started.map(\.looksUp) == [true, true, false])
        #expect(admission.lookupsInFlight == 2)
        admission.resolved(started[0].ticket, to: IPAddress(v4: 8), at: 5)
        #expect(admission.next(at: 5)?.payload == 2)
        // A look-up that fails ends with its transfer.
        admission.finish(started[1].ticket)
        #expect(admission.next(at: 5)?.payload == 3)
        #expect(admission.next(at: 5)?.payload == 11)

        admission.finish(started[0].ticket)
        admission.enqueue(20, to: named[0])
        #expect(admission.next(at: 104)?.looksUp == false)
        admission.enqueue(21, to: named[0])
        #expect(admission.next(at: 105)?.payload == nil, "the answer is old, and both look-ups are taken")
    }

    @Test("A cancelled transfer leaves the queue at once, wherever its host is parked")
    func cancellation() throws {
        let admission = AdmissionBox { $0.transfers = 1 }
        let host = admission.addHost(literal: IPAddress(v4: 1))
        let running = try #require(admission.enqueue(0, to: host))
        let waiting = try #require(admission.enqueue(1, to: host))
        let last = try #require(admission.enqueue(2, to: host))
        #expect(admission.next(at: 0)?.payload == 0)
        #expect(admission.cancel(running) == nil, "it has its permit")
        #expect(admission.cancel(waiting) == 1)
        #expect(admission.cancel(waiting) == nil, "it is gone")
        admission.finish(running)
        admission.finish(running)
        #expect(admission.inFlight == 0, "a permit comes back once")
        #expect(admission.next(at: 0)?.payload == 2)
        #expect(admission.cancel(last) == nil)
        admission.finish(last)
        #expect(admission.isIdle(host))
        admission.removeHost(host)
    }

    @Test("The queue is bounded, except for the next hop of a transfer that had its turn")
    func boundedQueue() {
        let admission = AdmissionBox { $0.waiting = 2 }
        let host = admission.addHost()
        #expect(admission.enqueue(0, to: host) != nil)
        #expect(admission.enqueue(1, to: host) != nil)
        #expect(admission.enqueue(2, to: host) == nil)
        #expect(admission.enqueue(3, to: host, ahead: true) != nil)
        #expect(admission.next(at: 0)?.payload == 3)
    }

    /// Random transfers against a model that only counts: no cap is ever passed, none is left behind while it could go.
    @Test("Under random load no cap is passed and nothing is forgotten", arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func randomLoad(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let admission = AdmissionBox {
            $0.transfers = 6
            $0.perHost = 2
            $0.perAddress = 3
            $0.lookups = 2
            $0.lookupLifetime = 50
        }
        let hosts = (0..<12).map { $0 < 3 ? admission.addHost(literal: IPAddress(v4: UInt32($0 % 2))) : admission.addHost() }
        var waiting: [Int: Admission.Ticket] = [:]
        var running: [(ticket: Admission.Ticket, host: Int, looksUp: Bool)] = []
        var hostOf: [Int: Int] = [:]
        var done = 0
        let total = 4_000
        var made = 0
        var now: UInt64 = 0
        while done < total {
            now += 1
            switch random.next() % 4 {
            case 0 where made < total, 1 where made < total:
                let host = Int(random.next() % 12)
                hostOf[made] = host
                waiting[made] = admission.enqueue(made, to: hosts[host])
                made += 1
            case 2 where !waiting.isEmpty && random.next() % 3 == 0:
                let victim = try #require(waiting.keys.min())
                let ticket = try #require(waiting[victim])
                waiting[victim] = nil
                #expect(admission.cancel(ticket) == victim)
                done += 1
            default:
                guard !running.isEmpty else { break }
                let index = Int(random.next() % UInt64(running.count))
                if running[index].host >= 3, random.next() % 2 == 0 {
                    admission.resolved(running[index].ticket, to: IPAddress(v4: UInt32(random.next() % 4)), at: now)
                    running[index].looksUp = false
                } else {
                    admission.finish(running.remove(at: index).ticket)
                    done += 1
                }
            }
            while let next = admission.next(at: now) {
                let host = try #require(hostOf[next.payload])
                #expect(waiting[next.payload] != nil)
                waiting[next.payload] = nil
                running.append((next.ticket, host, next.looksUp))
                #expect(running.count { $0.host == host } <= 2)
            }
            #expect(running.count <= 6)
            #expect(running.count { $0.looksUp } <= 2)
            #expect(running.count == admission.inFlight)
            #expect(waiting.count == admission.waitingCount)
            #expect(!running.isEmpty || waiting.isEmpty, "something waits though nothing is in its way")
        }
        #expect(admission.lookupsInFlight == 0)
    }

    @Test("Ten thousand waiting transfers of one host are taken one by one without a search")
    func manyWaiting() {
        let admission = AdmissionBox { $0.perHost = 1 }
        let host = admission.addHost()
        for number in 0..<10_000 { admission.enqueue(number, to: host, mayLookUp: false) }
        var order: [Int] = []
        while let next = admission.next(at: 0) {
            order.append(next.payload)
            admission.finish(next.ticket)
        }
        #expect(order == Array(0..<10_000))
    }
}
