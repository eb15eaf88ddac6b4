import Glibc
import Monitor
import Support
import Synchronization
import Testing
import Transfer

/// What the watchdog rests upon: the pipeline on the engine's executor turns when it is woken, and cannot when that is stuck.
@Suite("The poll loop under supervision", .timeLimit(.minutes(5)))
struct PollLoopTests {
    /// Holds the thread that polls, as a loop without an end would, until a test opens the gate.
    private final class BlockingProvider: StatusProvider {
        let name = "Acme"
        let pollInterval = Duration.seconds(300)
        private let entered: AsyncStream<Void>.Continuation
        let entries: AsyncStream<Void>
        /// Two ends of a pipe: reading blocks until something is written.
        private let gate: (reading: Int32, writing: Int32)

        init() throws {
            (entries, entered) = AsyncStream.makeStream()
            var ends: [Int32] = [-1, -1]
            try #require(unsafe pipe(&ends) == 0)
            gate = (ends[0], ends[1])
        }

        deinit {
            close(gate.reading)
            close(gate.writing)
        }

        func open() { _ = unsafe [UInt8(1)].withUnsafeBytes { unsafe write(gate.writing, $0.baseAddress, 1) } }

        func fetchEvents() async throws -> [StatusEvent] { [] }

        func poll() async throws(SourceError) -> PollResult {
            entered.yield()
            var byte: UInt8 = 0
            _ = unsafe read(gate.reading, &byte, 1)
            return .unchanged(format: "atom")
        }
    }

    /// Wakes the loop until it has turned once more.
    private static func waitForTurn(_ pipeline: StatusPipeline) async {
        let turns = pipeline.turns
        while pipeline.turns == turns {
            pipeline.wake()
            await Task.yield()
        }
    }

    @Test("It turns when it is woken with nothing due, does not while a poll holds the executor, and does again after")
    func turns() async throws {
        let engine = try TransferEngine()
        let provider = try BlockingProvider()
        let registry = ProviderRegistry()
        let pipeline = StatusPipeline(registry: registry, clock: ManualClock())
        let running = Task(executorPreference: engine.executor) { await pipeline.run() }
        await Self.waitForTurn(pipeline)
        await Self.waitForTurn(pipeline)

        try registry.register(provider)
        for await _ in provider.entries { break }
        let turns = pipeline.turns
        // Long enough for thousands of turns of a loop that could.
        for _ in 0..<1_000 {
            pipeline.wake()
            await Task.yield()
        }
        #expect(pipeline.turns == turns)

        provider.open()
        await Self.waitForTurn(pipeline)
        running.cancel()
        await running.value
        await engine.shutdown()
    }
}
