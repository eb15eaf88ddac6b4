import FoundationEssentials
import LoopbackOrigin
import Monitor
import SQLiteJournal
import Support
import Synchronization
import Testing
import Transfer

@testable import Consumers

@Suite("A receiver of a running program", .timeLimit(.minutes(3)))
struct HTTPFaultTests {
    /// What may be wrong with a receiver for a while.
    enum Fault: CaseIterable, Sendable {
        case askingForPatience, failing, hanging, resettingAfterAccepting

        func reply(_ gate: OriginGate) -> OriginReply {
            switch self {
            case .askingForPatience: .status(429, [("Retry-After", "120")])
            case .failing: .status(500)
            case .hanging: .held(OriginResponse(), by: gate)
            // It has read the whole request, and nobody learns whether it has taken it.
            case .resettingAfterAccepting: .script([.reset])
            }
        }
    }

    /// What a receiver was asked, and what it does about it.
    private final class Receiver: Sendable {
        private let state = Mutex<(requests: [(token: Int, at: Duration, isTaken: Bool)], isWell: Bool)>(([], false))

        var requests: [(token: Int, at: Duration, isTaken: Bool)] { state.withLock { $0.requests } }
        var isWell: Bool { state.withLock { $0.isWell } }
        func recover() { state.withLock { $0.isWell = true } }

        /// The updates that it took, in order.
        var taken: [Int] { requests.filter(\.isTaken).map(\.token) }

        func note(_ request: OriginRequest, at time: Duration, isTaken: Bool) {
            state.withLock { $0.requests.append((Self.token(request.body), time, isTaken)) }
        }

        /// The number of the update that a message is about.
        static func token(_ body: [UInt8]) -> Int {
            let text = String(decoding: body, as: UTF8.self)
            guard let start = text.firstRange(of: "Token") else { return 0 }
            return Int(text[start.upperBound...].prefix { $0.isNumber }) ?? 0
        }
    }

    /// Lives with one sink whose receiver answers as told.
    private func withLife(
        _ sink: Sink, _ base: String, _ body: (FaultyLife) async throws -> Void
    ) async throws {
        try await withSinkEnvironment(allow: ["127.0.0.0/8"]) { environment in
            let life = try await FaultyLife { clock in
                var environment = environment
                environment.time = Timekeeper(clock)
                environment.limits.stallTimeout = .milliseconds(200)
                return sink.make(base, environment)
            }
            do { try await body(life) } catch {
                await life.end()
                throw error
            }
            await life.end()
        }
    }

    @Test(
        "that cannot take an update for now is tried again with growing waits: the cursor stays, others get all, and in the end each comes, in order",
        arguments: Sink.allCases, Fault.allCases)
    func transient(sink: Sink, fault: Fault) async throws {
        let receiver = Receiver()
        let gate = OriginGate()
        let clocks = Mutex<ManualClock?>(nil)
        let origin = try OriginServer.start { request in
            let time = clocks.withLock { $0 }?.now.offset ?? .zero
            receiver.note(request, at: time, isTaken: receiver.isWell)
            return receiver.isWell ? sink.success : fault.reply(gate)
        }
        try await withLife(sink, origin.baseURL) { life in
            clocks.withLock { $0 = life.clock }
            let name = life.name
            await life.live { $0.waits(name).count >= 4 }
            await life.besideHas(5)
            #expect(life.delivered == [])
            let cursor = try await life.cursor()
            #expect(cursor == 1, "what failed is not behind the cursor")
            #expect(receiver.requests.allSatisfy { $0.token == 1 }, "nothing overtakes what failed")
            receiver.recover()
            await life.live { $0.delivered(name).count >= 5 }
            life.growPage()
            while life.log.entries.delivered("beside").count < 6 { await life.moveOn() }
            await life.live { $0.delivered(name).count >= 6 }
            #expect(life.delivered == FaultyLife.events(6).map(\.id))
            #expect(life.log.entries.delivered("beside") == life.delivered)
        }
        #expect(receiver.taken == Array(1...6))
        isPatient(receiver.requests.filter { $0.token == 1 }.map(\.at), fault)
        gate.open()
        await origin.stop()
    }

    /// Whether tries of one event, of which the last was taken, were as far apart as the receiver asked, or as waits that double are at the least.
    private func isPatient(_ times: [Duration], _ fault: Fault) {
        #expect(times.count >= 5)
        for (number, pair) in zip(times, times.dropFirst()).enumerated() {
            let least: Duration = fault == .askingForPatience ? .seconds(120) : .milliseconds(500 << min(number, 8))
            #expect(pair.1 - pair.0 >= least, "wait \(number) was \(pair.1 - pair.0)")
        }
    }

    @Test(
        "that refuses one update for good leaves it as a dead letter, gets the next ones, and gets it when it is sent again",
        arguments: Sink.allCases)
    func refused(sink: Sink) async throws {
        let receiver = Receiver()
        let origin = try OriginServer.start { request in
            let isTaken = Receiver.token(request.body) != 2 || receiver.isWell
            receiver.note(request, at: .zero, isTaken: isTaken)
            return isTaken ? sink.success : .status(400)
        }
        try await withLife(sink, origin.baseURL) { life in
            await life.live { $0.delivered(life.name).count >= 4 }
            #expect(life.delivered == FaultyLife.ids.filter { $0 != FaultyLife.ids[1] })
            #expect(life.waits == [], "a refusal is not tried again")
            var letters = try await life.journal.deadLetters()
            #expect(letters.map(\.event.event.id) == [FaultyLife.ids[1]])
            #expect(letters.first?.consumer == life.name)
            #expect(letters.first?.attempts == 1)
            #expect(letters.first?.reason.contains("HTTP 400") == true)
            #expect(letters.first?.reason.contains(Sink.canary) == false)

            receiver.recover()
            let editor = try await SQLiteJournal.open(life.journal.path, .edit)
            let marked = try await editor.markLetters(letters.map(\.id))
            #expect(marked.count == 1)
            await editor.close()
            while life.delivered.count < 5 { await life.moveOn() }
            while !letters.isEmpty { letters = try await life.journal.deadLetters() }
            let cursor = try await life.cursor()
            #expect(cursor == 6)
        }
        #expect(receiver.taken == [1, 3, 4, 5, 2])
        #expect(receiver.requests.count == 6)
        await origin.stop()
    }

    @Test("that is absent for half an hour is asked a few times, and then gets all, in order", arguments: Sink.allCases)
    func absent(sink: Sink) async throws {
        // An address that is this test's alone, so that nobody takes the port meanwhile.
        let number = (Sink.allCases.firstIndex(of: sink) ?? 0) + 1
        var configuration = OriginConfiguration(address: .literal("127.83.0.\(number)"))
        let receiver = Receiver()
        let handler: OriginServer.Handler = { request in
            receiver.note(request, at: .zero, isTaken: true)
            return sink.success
        }
        let before = try OriginServer.start(configuration, handler: handler)
        configuration.port = before.port
        await before.stop()
        try await withLife(sink, before.baseURL) { life in
            let name = life.name
            await life.live { $0.waits(name).reduce(.zero, +) >= .seconds(1_800) }
            await life.besideHas(5)
            // Waits double to five minutes.
            #expect((10...30).contains(life.waits.count), "\(life.waits)")
            #expect(life.waits.allSatisfy { $0 <= .seconds(300) })
            #expect(life.delivered == [])
            let cursor = try await life.cursor()
            #expect(cursor == 1)
            let origin = try OriginServer.start(configuration, handler: handler)
            await life.live { $0.delivered(name).count >= 5 }
            #expect(life.delivered == FaultyLife.ids)
            await origin.stop()
        }
        #expect(receiver.taken == Array(1...5))
    }
}
