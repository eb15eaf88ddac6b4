import FoundationEssentials
import Monitor
import Testing

@Suite("States of components")
struct ComponentStateTests {
    private let deduplication: Deduplication
    private let start = Date(timeIntervalSince1970: 1_700_000_000)

    init() {
        let now = start
        deduplication = Deduplication(now: { now })
    }

    private func admit(_ states: (String, ComponentState.Condition, TimeInterval?)...) -> [StatusEvent] {
        let states = states.map { id, condition, since in
            ComponentState(
                provider: "Acme", id: id, name: id.uppercased(), condition: condition, since: since.map { start.addingTimeInterval($0) })
        }
        return deduplication.admit(PollResult(events: [], format: "json", granularity: .states, states: states), from: "Acme")
    }

    @Test("What is well at first says nothing, what is not is open")
    func firstPoll() {
        let events = admit(("api", .operational, -60), ("web", .majorOutage, -30))
        #expect(events.map(\.title) == ["WEB"])
        #expect(events.map(\.status) == [.investigating])
        #expect(events.map(\.severity) == [.critical])
        #expect(events.map(\.id) == ["web@2023-11-14T22:12:50Z/2023-11-14T22:12:50Z"])
    }

    @Test("An outage is one incident from its beginning to its end, which keeps its severity; the next one is another")
    func outage() {
        _ = admit(("api", .operational, nil))
        let events =
            admit(("api", .degraded, 5)) + admit(("api", .degraded, 5)) + admit(("api", .majorOutage, 65))
            + admit(("api", .operational, 125))
        #expect(events.map(\.status) == [.investigating, .update, .resolved])
        #expect(events.map(\.severity) == [.minor, .critical, .critical])
        #expect(Set(events.map(\.incident)).count == 1)
        #expect(Set(events.map(\.id)).count == 3)
        #expect(admit(("api", .partialOutage, 185)).map(\.incident) != [events[0].incident])
    }

    @Test("A component that is not listed or of unknown condition is no recovery")
    func absence() {
        _ = admit(("api", .majorOutage, 0))
        #expect(admit(("web", .operational, 0)).isEmpty)
        #expect(admit(("api", .unknown, 10), ("web", .operational, 0)).isEmpty)
        #expect(admit(("api", .majorOutage, 0), ("web", .operational, 0)).isEmpty)
        #expect(admit(("api", .operational, 60)).map(\.status) == [.resolved])
    }

    @Test("Maintenance is its own kind, and is completed")
    func maintenance() {
        _ = admit(("api", .operational, 0))
        let events = admit(("api", .maintenance, 10)) + admit(("api", .operational, 70))
        #expect(events.map(\.kind) == [.maintenance, .maintenance])
        #expect(events.map(\.status) == [.inProgress, .completed])
    }

    private func update(_ id: String, _ status: StatusEvent.Status) -> StatusEvent {
        StatusEvent(
            id: "notice/\(id)", provider: "Acme", message: "Notice: \(id)", timestamp: start, status: status, incident: "notice",
            title: "Notice")
    }

    @Test("What a page lists beside its states is announced once; what only says a condition is told by the change of it")
    func besideStates() {
        let state = ComponentState(provider: "Acme", id: "api", name: "API", condition: .majorOutage, since: start)
        func admit(_ updates: [StatusEvent], _ states: [ComponentState], isPartial: Bool = false) -> [StatusEvent] {
            let told = states.filter { $0.condition != .operational }.map { $0.event(startedAt: start, at: start) }
            return deduplication.admit(
                PollResult(events: updates + told, format: "json", granularity: .states, states: states, isPartial: isPartial), from: "Acme"
            )
        }
        #expect(admit([update("1", .investigating)], [state]).map(\.title) == ["Notice", "API"])
        #expect(admit([update("1", .investigating)], [state]).isEmpty)
        #expect(admit([update("1", .investigating), update("2", .resolved)], [state]).map(\.id) == ["notice/2"])
        var well = state
        well.condition = .operational
        well.since = start.addingTimeInterval(60)
        // The other document was as before, and all is well: that is still news.
        #expect(admit([], [well], isPartial: true).map(\.status) == [.resolved])
    }
}
