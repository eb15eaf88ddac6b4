import FoundationEssentials
import Monitor
import Support
import Synchronization
import Testing

/// Keeps the ids of what it is given.
private final class Keeper: EventConsumer {
    let name = "keeper"
    let delivered = Tally()
    private let kept = Mutex<[String]>([])
    var ids: [String] { kept.withLock { $0 } }

    func deliver(_ events: ArraySlice<StatusEvent>) async throws {
        kept.withLock { $0 += events.map(\.id) }
        delivered.add(events.count)
    }
}

/// A provider of whose events some are announced.
private struct Choosy: StatusProvider {
    let provider: ScriptedProvider
    let selection: EventFilter
    var name: String { provider.name }
    var pollInterval: Duration { provider.pollInterval }
    func fetchEvents() async throws -> [StatusEvent] { try await provider.fetchEvents() }
    func poll() async throws(SourceError) -> PollResult { try await provider.poll() }
}

@Suite("What is chosen of a provider", .timeLimit(.minutes(5)))
struct SelectionTests {
    private let clock = ManualClock()

    private func of(_ component: String, _ event: StatusEvent) -> StatusEvent {
        var event = event
        event.components = [component]
        event.service = component
        return event
    }

    private func state(_ name: String, _ condition: ComponentState.Condition, _ minute: Int) -> ComponentState {
        ComponentState(provider: "Acme", id: name, name: name, condition: condition, since: time(minute))
    }

    private func states(_ states: ComponentState...) -> PollResult {
        PollResult(events: [], format: "json", granularity: .states, states: states)
    }

    /// Runs until so many events were delivered and every step was polled.
    private func announced(
        _ steps: [PollResult], selection: EventFilter, deduplication: Deduplication, count: Int
    ) async throws -> [String] {
        let registry = ProviderRegistry()
        let polls = Tally()
        try registry.register(
            Choosy(provider: ScriptedProvider("Acme", steps.map { .success($0) }) { polls.add() }, selection: selection))
        let pipeline = StatusPipeline(
            registry: registry, deduplication: deduplication, clock: clock, random: SplitMix64(seed: 1), now: { time(1000) })
        let keeper = Keeper()
        pipeline.add(keeper)
        let running = Task { await pipeline.run() }
        while keeper.delivered.count < count || polls.count <= steps.count {
            await clock.advanceToNextDeadline()
        }
        running.cancel()
        await running.value
        return keeper.ids
    }

    @Test("is announced alone, and what was not chosen is not new when the choice is another")
    func choiceChanges() async throws {
        let deduplication = Deduplication(now: { time(1000) })
        let first = page([of("API", update("a", 900)), of("Web", update("w", 901))])
        let second = page(first.events + [of("Web", update("w", 950, .identified)), of("API", update("a", 951, .resolved))])
        let chosen = try await announced(
            [first, second], selection: EventFilter(services: ["API"]), deduplication: deduplication, count: 2)
        #expect(chosen == ["a/900", "a/951"])

        let third = page(second.events + [of("Web", update("w", 990, .resolved))])
        let all = try await announced([second, third], selection: EventFilter(), deduplication: deduplication, count: 1)
        #expect(all == ["w/990"])
    }

    @Test("holds for pages that tell states: what happens to other components is remembered and not told")
    func statesAreChosen() async throws {
        let deduplication = Deduplication(now: { time(1000) })
        let steps = [
            states(state("Core - API", .operational, 1), state("Web", .operational, 1)),
            states(state("Core - API", .majorOutage, 900), state("Web", .majorOutage, 900)),
        ]
        let chosen = try await announced(
            steps, selection: EventFilter(services: ["Core"]), deduplication: deduplication, count: 1)
        #expect(chosen.count == 1)
        #expect(chosen.first?.hasPrefix("Core - API@") == true)

        let later = try await announced(
            [steps[1], states(state("Core - API", .majorOutage, 900), state("Web", .operational, 960))], selection: EventFilter(),
            deduplication: deduplication, count: 1)
        #expect(later.count == 1)
        #expect(later.first?.hasPrefix("Web@") == true)
    }

    @Test("may be kinds and severities")
    func kindsAndSeverities() async throws {
        let listed = page([
            update("a", 900, severity: .minor), update("b", 901, severity: .critical),
            update("m", 902, severity: .critical, kind: .maintenance),
        ])
        let chosen = try await announced(
            [listed], selection: EventFilter(kinds: [.incident], severity: .major), deduplication: Deduplication(now: { time(1000) }),
            count: 1)
        #expect(chosen == ["b/901"])
    }
}
