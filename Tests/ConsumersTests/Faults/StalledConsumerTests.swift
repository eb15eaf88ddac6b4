import FoundationEssentials
import Glibc
import Monitor
import SQLiteJournal
import Support
import Synchronization
import Testing

/// A page that lists so many new updates at each poll, until it has told all.
private final class Flood: StatusProvider {
    let name = "Acme"
    /// Polled without pause.
    let pollInterval = Duration.zero
    private let told = Atomic(0)
    static let total = 100_000
    static let batch = 500

    static func event(_ number: Int) -> StatusEvent {
        StatusEvent(
            id: "incident/\(number)", provider: "Acme", message: "Trouble: Investigating - We look into number \(number).",
            timestamp: Date(timeIntervalSince1970: 1_784_505_600 + Double(number)), status: .investigating, incident: "incident",
            title: "Trouble", url: "https://status.acme.example/incident")
    }

    func fetchEvents() async throws -> [StatusEvent] { [] }

    func poll() async throws(SourceError) -> PollResult {
        let first = told.load(ordering: .relaxed)
        guard first < Self.total else {
            // Nothing is left to tell; nobody waits for this page any more.
            try? await Task.sleep(for: .seconds(3_600))
            return .unchanged(format: "json")
        }
        told.store(first + Self.batch, ordering: .relaxed)
        return PollResult(events: (first..<first + Self.batch).map(Self.event), format: "json", isPartial: true)
    }
}

/// Checks that each event comes once and in order, and keeps none.
private final class Counter: EventConsumer {
    let name: String
    private let gate: AsyncStream<Void>?
    private let state = Mutex<(count: Int, isInOrder: Bool)>((0, true))
    private let reached: @Sendable (Int) -> Void

    /// - Parameters:
    ///   - gate: nothing is taken before it is finished.
    ///   - reached: is told how many came.
    init(_ name: String, gate: AsyncStream<Void>? = nil, reached: @escaping @Sendable (Int) -> Void = { _ in }) {
        self.name = name
        self.gate = gate
        self.reached = reached
    }

    var count: Int { state.withLock { $0.count } }
    var isInOrder: Bool { state.withLock { $0.isInOrder } }

    func deliver(_ events: ArraySlice<StatusEvent>) async throws {
        if let gate { for await _ in gate {} }
        let count = state.withLock { state in
            for event in events {
                if event.id != "incident/\(state.count)" { state.isInOrder = false }
                state.count += 1
            }
            return state.count
        }
        reached(count)
    }
}

/// What the process takes up.
private enum Usage {
    static func residentBytes() -> Int {
        let text = String(decoding: FileManager.default.contents(atPath: "/proc/self/statm") ?? Data(), as: UTF8.self)
        let fields = text.split(separator: " ")
        return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// A sanitizer keeps memory that was given back, so that nothing is to be learnt from what is resident.
    static var isTold: Bool { unsafe dlsym(nil, "__asan_init") == nil && dlsym(nil, "__tsan_init") == nil }

    static func threads() -> Int { (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count) ?? .max }
}

@Suite("A consumer that stalls", .timeLimit(.minutes(5)))
struct StalledConsumerTests {
    @Test("for 100,000 events delays no other and costs no memory and no threads; then it reads all of them from the journal, in order")
    func stalled() async {
        let result = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
            let folder = try TemporaryFolder()
            let journal = try await SQLiteJournal.open(folder.path + "/journal.db")
            let (gate, opening) = AsyncStream<Void>.makeStream()
            let (marks, marking) = AsyncStream<Int>.makeStream()
            let stalled = Counter("stalled", gate: gate) { if $0 == Flood.total { marking.yield($0) } }
            let passed = Atomic(false)
            let quick = Counter("quick") { count in
                if count >= 20_000, !passed.exchange(true, ordering: .relaxed) { marking.yield(count) }
                if count == Flood.total { marking.yield(count) }
            }
            let threads = Atomic(0)
            let beside = Counter("beside") { _ in threads.max(Usage.threads(), ordering: .relaxed) }
            let registry = ProviderRegistry()
            try registry.register(Flood())
            let log = DeliveryLog()
            let pipeline = StatusPipeline(
                registry: registry, bus: EventBus(firstSequence: 1), clock: ManualClock(), journal: journal, observer: log)
            for consumer in [stalled, quick, beside] { pipeline.add(consumer) }
            try await pipeline.resume()
            let running = Task { await pipeline.run() }
            var next = marks.makeAsyncIterator()
            guard await next.next() != nil else { exit(3) }
            let before = Usage.residentBytes()
            guard await next.next() == Flood.total else { exit(4) }
            let after = Usage.residentBytes()
            // The others have all, the stalled one nothing.
            guard stalled.count == 0, quick.isInOrder, quick.count == Flood.total else { exit(5) }
            print(
                "resident \(before >> 20) MiB after 20,000 events, \(after >> 20) MiB after 100,000; \(threads.load(ordering: .relaxed)) threads"
            )
            // Were they held, 80,000 events would take some 50 MB.
            guard !Usage.isTold || after - before < 16 << 20 else { exit(6) }
            guard (1..<40).contains(threads.load(ordering: .relaxed)) else { exit(7) }
            opening.finish()
            guard await next.next() == Flood.total, stalled.isInOrder, stalled.count == Flood.total else { exit(8) }
            guard !Usage.isTold || Usage.residentBytes() - before < 16 << 20 else { exit(9) }
            guard !log.entries.contains(where: { if case .missed = $0 { true } else { false } }) else { exit(10) }
            running.cancel()
            await running.value
            await journal.close()
        }
        let said = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
        if let line = said.split(separator: "\n").first(where: { $0.hasPrefix("resident ") }) { print(line) }
    }
}
