import FoundationEssentials
import Testing

@testable import Monitor

@Suite("An interval that follows a page's news")
struct AdaptiveIntervalTests {
    private let adaptive = AdaptiveInterval()

    /// Minutes before now: of the newest update, and of the newest of an incident that is open.
    @Test(
        "is short while an incident is open or an update fresh, and long when nothing was new for days",
        arguments: [
            (5, 5, 60), (120, 120, 60), (1439, 1439, 60), (20, 1500, 60), (1441, 1441, 300), (5, nil, 60), (29, nil, 60), (30, nil, 300),
            (4319, nil, 300), (4321, nil, 600), (4321, 4321, 600), (nil, nil, 600), (-10, nil, 60), (-40, nil, 300), (-40, 1441, 300),
        ] as [(Int?, Int?, Int)])
    func interval(newest: Int?, open: Int?, seconds: Int) {
        let activity = PageActivity(newest: newest.map { time(-$0) }, newestOfOpen: open.map { time(-$0) })
        #expect(adaptive.interval(for: activity, at: time(0)) == .seconds(seconds))
    }

    @Test("is the ordinary one until the page was read")
    func unread() {
        #expect(adaptive.interval(for: nil, at: time(0)) == .seconds(300))
        #expect(SeenUpdates().activity == nil)
    }

    @Test("never lets a poll come sooner than the floor after the one before")
    func floor() {
        var schedule = PollSchedule(random: SplitMix64(seed: 4))
        let slot = schedule.add(name: "a", interval: .seconds(300), floor: .seconds(60), now: .zero)
        var times: [Duration] = []
        while times.count < 500, let due = schedule.nextDue, schedule.takeDue(now: due) == slot {
            times.append(due)
            _ = schedule.decide(slot, .success(freshFor: nil), interval: .seconds(times.count < 250 ? 60 : 600), now: due)
            schedule.putBack(slot, now: due)
        }
        let waits = zip(times.dropFirst(), times).map { $0 - $1 }
        #expect(waits[..<248].allSatisfy { $0 >= .seconds(60) && $0 <= .seconds(74) })
        #expect(waits[250...].allSatisfy { $0 >= .seconds(540) && $0 <= .seconds(660) })
    }

    @Test("obeys max-age and Retry-After all the same")
    func askedFor() {
        var schedule = PollSchedule(random: SplitMix64(seed: 4))
        let slot = schedule.add(name: "a", interval: .seconds(300), floor: .seconds(60), now: .zero)
        #expect(schedule.takeDue(now: .zero) == slot)
        #expect(schedule.decide(slot, .success(freshFor: .seconds(900)), interval: .seconds(60), now: .zero).wait == .seconds(900))
        schedule.putBack(slot, now: .zero)
        #expect(schedule.takeDue(now: .seconds(900)) == slot)
        let next = schedule.decide(slot, .failure(retryAfter: .seconds(700)), interval: .seconds(60), now: .seconds(900))
        #expect(next.wait.map { $0 >= .seconds(700) && $0 <= .seconds(710) } == true)
    }

    @Test("reserves anew when it becomes shorter: what was kept for longer does not stand any more")
    func reservation() {
        var schedule = PollSchedule(random: SplitMix64(seed: 4))
        let slot = schedule.add(name: "a", interval: .seconds(300), floor: .seconds(60), now: .zero)
        #expect(schedule.takeDue(now: .zero) == slot)
        let kept = schedule.reservations(for: [slot], now: .zero)
        #expect(kept.map(\.interval) == [.seconds(300)])
        schedule.reserved(kept)
        #expect(schedule.isReserved(slot, now: .zero))
        _ = schedule.decide(slot, .success(freshFor: nil), interval: .seconds(60), now: .zero)
        schedule.putBack(slot, now: .zero)
        let due = schedule.nextDue ?? .zero
        #expect(due <= .seconds(74))
        #expect(!schedule.isReserved(slot, now: due))
    }
}

@Suite("What a page's updates tell of the next")
struct PageActivityTests {
    private func activity(_ results: PollResult...) -> PageActivity? {
        var seen = SeenUpdates()
        for result in results { _ = seen.admit(result, policy: .init(), now: time(2000)) }
        // It outlives a restart.
        let restored = try? SeenUpdates(encoded: seen.encoded())
        #expect(restored?.activity == seen.activity)
        return seen.activity
    }

    @Test("An incident is open until an update closes it; an update without a state leaves it as it is")
    func incidents() {
        let open = [update("a", 900), update("a", 950, .update, "Still looking.")]
        #expect(activity(page(open)) == PageActivity(newest: time(950), newestOfOpen: time(950)))
        #expect(activity(page(open), page(open + [update("a", 980, .resolved, "Over.")])) == PageActivity(newest: time(980)))
        let both = [update("b", 100, .monitoring, "Better."), update("a", 980, .resolved, "Over.")]
        #expect(activity(page(both)) == PageActivity(newest: time(980), newestOfOpen: time(100)))
        let inOneMinute = [update("c", 900, .investigating, "What?"), update("c", 900, .resolved, "Nothing.")]
            .enumerated().map { index, event in
                var event = event
                event.id += "/\(index)"
                return event
            }
        #expect(activity(page(inOneMinute)) == PageActivity(newest: time(900)))
    }

    @Test("A maintenance is open when it has begun; what names no state never is")
    func others() {
        let announced = update("m", 900, .scheduled, "Tomorrow.", kind: .maintenance)
        #expect(activity(page([announced])) == PageActivity(newest: time(900)))
        let begun = update("m", 960, .inProgress, "It begins.", kind: .maintenance)
        #expect(activity(page([announced, begun])) == PageActivity(newest: time(960), newestOfOpen: time(960)))
        #expect(activity(page([update("n", 900, .update, "Words.")])) == PageActivity(newest: time(900)))
        #expect(activity(page([])) == PageActivity())
        let text = [wholeText("w", 900, .identified, "We found it."), wholeText("v", 800, .update, "Words.")]
        #expect(activity(textPage(text)) == PageActivity(newest: time(900), newestOfOpen: time(900)))
    }

    @Test("What the page lists no more is not open; what a partial reading left out still is")
    func listing() {
        let open = page([update("a", 900), update("b", 950)])
        #expect(activity(open, page([update("b", 950)])) == PageActivity(newest: time(950), newestOfOpen: time(950)))
        #expect(activity(open, page([update("b", 970, .resolved, "Over.")])) == PageActivity(newest: time(970)))
        let partial = page([update("b", 970, .resolved, "Over.")], isPartial: true)
        #expect(activity(open, partial) == PageActivity(newest: time(970), newestOfOpen: time(900)))
    }

    @Test("Of components, those that are not well are open since they became so")
    func states() {
        func states(_ api: ComponentState.Condition, since minute: Int) -> PollResult {
            let states = [
                ComponentState(provider: "Acme", id: "api", name: "API", condition: api, since: time(minute)),
                ComponentState(provider: "Acme", id: "web", name: "Web", condition: .operational, since: time(1990)),
                ComponentState(provider: "Acme", id: "mail", name: "Mail", condition: .unknown, since: nil),
            ]
            return PollResult(events: [], format: "json", granularity: .states, states: states)
        }
        #expect(activity(states(.operational, since: 1000)) == PageActivity())
        let out = states(.majorOutage, since: 1500)
        #expect(activity(states(.operational, since: 1000), out) == PageActivity(newest: time(1500), newestOfOpen: time(1500)))
        #expect(activity(out, states(.operational, since: 1600)) == PageActivity())
    }

    @Test("An update without words is not taken for a component's state")
    func emptyText() {
        let empty = [update("a", 900, .identified, "")]
        #expect(activity(page(empty)) == PageActivity(newest: time(900), newestOfOpen: time(900)))
        #expect(TextDigest("").hash >= 60)
    }
}
