import LoopbackOrigin
import Testing
import Transfer

@Suite("The executor")
struct TransferExecutorTests {
    @Test("Tasks on the executor run one at a time, transfers and all, and see each other's work")
    func isolation() async throws {
        let origin = try OriginServer.start(OriginConfiguration(address: .wholeLoopbackNetwork)) { .ok(Array($0.localAddress.utf8)) }
        try await withEngine { engine async throws in
            let counter = UnguardedCounter()
            await withTaskExecutorPreference(engine.executor) {
                await withTaskGroup(of: Void.self) { group in
                    for number in 1...50 {
                        group.addTask {
                            for _ in 0..<20 {
                                let outcome = try? await engine.fetch(TransferRequest(url: "http://127.0.8.\(number):\(origin.port)/"))
                                counter.add(outcome?.body == Array("127.0.8.\(number)".utf8) ? 1 : 0)
                            }
                        }
                    }
                }
            }
            #expect(counter.value == 1_000)
        }
        await origin.stop()
    }

    @Test("Jobs from many threads all run")
    func fromElsewhere() async throws {
        try await withEngine { engine async throws in
            let counter = UnguardedCounter()
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<1_000 { group.addTask(executorPreference: engine.executor) { counter.add(1) } }
            }
            #expect(counter.value == 1_000)
        }
    }

    @Test("While the loop waits for one answer, jobs and transfers from other threads are taken up")
    func wokenWhileWaiting() async throws {
        let gate = OriginGate()
        let origin = try OriginServer.start(OriginConfiguration(address: .wholeLoopbackNetwork)) {
            $0.path == "/held" ? .held(OriginResponse(status: 204), by: gate) : .status(204)
        }
        try await withEngine { engine async throws in
            async let held = engine.fetch(TransferRequest(url: "http://127.0.9.1:\(origin.port)/held"))
            await origin.wait { $0.heldReplies == 1 }
            let counter = UnguardedCounter()
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<200 {
                    group.addTask(executorPreference: engine.executor) { counter.add(1) }
                    group.addTask {
                        let request = TransferRequest(url: "http://127.0.9.\(2 + number % 20):\(origin.port)/")
                        #expect((try? await engine.fetch(request))?.status == 204)
                    }
                }
            }
            #expect(counter.value == 200)
            #expect(await engine.statistics().inFlight == 1)
            gate.open()
            #expect(try await held.status == 204)
        }
        await origin.stop()
    }

    @Test("Tasks on the executor go on after the engine's end")
    func afterTheEnd() async throws {
        let engine = try TransferEngine()
        await engine.shutdown()
        let sum = await withTaskExecutorPreference(engine.executor) {
            await withTaskGroup(of: Int.self) { group in
                for number in 0..<10 { group.addTask { number } }
                return await group.reduce(0, +)
            }
        }
        #expect(sum == 45)
    }
}

/// Counts without a lock: right only when the executor runs one job at a time, and a finding for ThreadSanitizer otherwise.
private final class UnguardedCounter: @unchecked Sendable {
    private(set) var value = 0
    func add(_ number: Int) { value += number }
}
