import Testing

@testable import Monitor

/// Runs a schedule without a clock: every poll takes no time and comes to what `outcome` says.
private struct Simulation {
    var schedule = PollSchedule(random: SplitMix64(seed: 7))
    var slots: [PollSchedule.Slot] = []
    var polls: [(time: Duration, slot: PollSchedule.Slot)] = []

    init(providers: Int, interval: Duration, settings: PollSchedule.Settings = .init()) {
        schedule = PollSchedule(settings: settings, random: SplitMix64(seed: 7))
        for number in 0..<providers { slots.append(schedule.add(name: "provider \(number)", interval: interval, now: .zero)) }
    }

    mutating func run(
        until end: Duration, outcome: (PollSchedule.Slot, Duration) -> PollSchedule.Outcome = { _, _ in .success(freshFor: nil) }
    ) {
        while let due = schedule.nextDue, due <= end {
            guard let slot = schedule.takeDue(now: due) else { return }
            polls.append((due, slot))
            schedule.finished(slot, outcome(slot, due), now: due)
        }
    }

    /// Polls in each second.
    var perSecond: [Int] {
        var counts: [Int] = []
        for poll in polls {
            let second = Int(poll.time.components.seconds)
            while counts.count <= second { counts.append(0) }
            counts[second] += 1
        }
        return counts
    }

    func waits(of slot: PollSchedule.Slot) -> [Duration] {
        let times = polls.filter { $0.slot == slot }.map(\.time)
        return zip(times.dropFirst(), times).map { $0 - $1 }
    }
}

@Suite("Poll schedule")
struct PollScheduleTests {
    @Test("10,000 providers are each polled once an interval over a day")
    func day() {
        var simulation = Simulation(providers: 10_000, interval: .seconds(7200))
        simulation.run(until: .seconds(86_400))
        var counts = [Int](repeating: 0, count: 10_000)
        for poll in simulation.polls { counts[poll.slot] += 1 }
        // Twelve intervals, the first poll somewhere in the first one, each wait ±10 %.
        #expect(counts.allSatisfy { (11...14).contains($0) })
        #expect((118_000...122_000).contains(simulation.polls.count))
        #expect(simulation.schedule.waitingCount == 10_000)
    }

    @Test("10,000 providers never come together: no second has more than twice the mean, from the first on")
    func spread() {
        var simulation = Simulation(providers: 10_000, interval: .seconds(300))
        simulation.run(until: .seconds(1500))
        let counts = simulation.perSecond
        let mean = Double(simulation.polls.count) / Double(counts.count)
        #expect((33...34).contains(mean.rounded()))
        #expect(Double(counts.max() ?? 0) <= 2 * mean)
        // Nor is a second of the steady state empty.
        #expect(counts.dropLast().min() ?? 0 > 0)
    }

    @Test("A few providers are polled at once")
    func atOnce() {
        var simulation = Simulation(providers: 3, interval: .seconds(300))
        simulation.run(until: .zero)
        #expect(simulation.polls.map(\.slot) == [0, 1, 2])
    }

    @Test("A name chooses its place in the interval, whatever the order of registration")
    func placeByName() {
        var settings = PollSchedule.Settings()
        settings.immediateFirstPolls = 0
        func places(_ names: [String]) -> [String: Duration] {
            var schedule = PollSchedule(settings: settings, random: SplitMix64(seed: 3))
            var places: [String: Duration] = [:]
            for name in names { _ = schedule.add(name: name, interval: .seconds(300), now: .zero) }
            while let due = schedule.nextDue, let slot = schedule.takeDue(now: due) { places[names[slot]] = due }
            return places
        }
        let names = (0..<50).map { "p\($0)" }
        #expect(places(names) == places(names.reversed()))
        #expect(Set(places(names).values).count == 50)
    }

    @Test("Each wait is the interval, longer or shorter by at most a tenth")
    func jitter() {
        var simulation = Simulation(providers: 1, interval: .seconds(100))
        simulation.run(until: .seconds(20_000))
        let waits = simulation.waits(of: 0)
        #expect(waits.allSatisfy { $0 >= .seconds(90) && $0 <= .seconds(110) })
        #expect(Set(waits).count > waits.count / 2)
        let mean = waits.reduce(.zero, +) / waits.count
        #expect(mean > .seconds(98) && mean < .seconds(102))
    }

    @Test("Errors double the wait up to an hour, for ever; the next success ends it")
    func backOff() {
        var simulation = Simulation(providers: 1, interval: .seconds(300))
        simulation.run(until: .seconds(100_000)) { _, now in
            now < .seconds(50_000) ? .failure(retryAfter: nil) : .success(freshFor: nil)
        }
        let waits = simulation.waits(of: 0)
        for (wait, expected) in zip(waits, [300.0, 600, 1200, 2400]) {
            #expect(wait >= .seconds(expected * 0.9) && wait <= .seconds(expected * 1.1))
        }
        let failing = simulation.polls.filter { $0.time < .seconds(50_000) }.count
        #expect(waits[4..<failing].allSatisfy { $0 >= .seconds(3240) && $0 <= .seconds(3600) })
        #expect(waits[failing...].allSatisfy { $0 >= .seconds(270) && $0 <= .seconds(330) })
    }

    @Test("Retry-After is never undercut, up to a day", arguments: [(10, 270, 330), (1000, 1000, 1010), (200_000, 86_400, 86_410)])
    func retryAfter(asked: Int, least: Int, most: Int) {
        var simulation = Simulation(providers: 1, interval: .seconds(300))
        var isFirst = true
        simulation.run(until: .seconds(90_000)) { _, _ in
            defer { isFirst = false }
            return isFirst ? .failure(retryAfter: .seconds(asked)) : .success(freshFor: nil)
        }
        #expect(simulation.waits(of: 0)[0] >= .seconds(least))
        #expect(simulation.waits(of: 0)[0] <= .seconds(most))
    }

    @Test("A page that may be reused for longer than the interval is left alone for as long, up to a day")
    func freshFor() {
        var simulation = Simulation(providers: 2, interval: .seconds(300))
        simulation.run(until: .seconds(90_000)) { slot, _ in .success(freshFor: .seconds(slot == 0 ? 900 : 1_000_000)) }
        #expect(simulation.waits(of: 0).allSatisfy { $0 == .seconds(900) })
        #expect(simulation.waits(of: 1) == [.seconds(86_400)])
    }

    @Test("A page that is gone is never polled again")
    func gone() {
        var simulation = Simulation(providers: 2, interval: .seconds(300))
        simulation.run(until: .seconds(3000)) { slot, _ in slot == 0 ? .gone : .success(freshFor: nil) }
        #expect(simulation.polls.filter { $0.slot == 0 }.count == 1)
        #expect(simulation.polls.filter { $0.slot == 1 }.count > 8)
    }

    @Test("A slow answer does not make polls rarer, and polls of one provider do not overlap")
    func slowAnswer() {
        var schedule = PollSchedule(random: SplitMix64(seed: 1))
        let slot = schedule.add(name: "a", interval: .seconds(60), now: .zero)
        #expect(schedule.takeDue(now: .zero) == slot)
        #expect(schedule.takeDue(now: .seconds(1000)) == nil)
        schedule.finished(slot, .success(freshFor: nil), now: .seconds(40))
        #expect(schedule.nextDue ?? .zero <= .seconds(66))
        #expect(schedule.takeDue(now: .seconds(66)) == slot)
        schedule.finished(slot, .success(freshFor: nil), now: .seconds(400))
        #expect(schedule.nextDue == .seconds(400))
    }

    @Test("With no interval providers take turns")
    func noInterval() {
        var schedule = PollSchedule(random: SplitMix64(seed: 1))
        for number in 0..<5 { _ = schedule.add(name: "\(number)", interval: .zero, now: .zero) }
        var order: [Int] = []
        for _ in 0..<15 {
            guard let slot = schedule.takeDue(now: .zero) else { break }
            order.append(slot)
            schedule.finished(slot, .success(freshFor: nil), now: .zero)
        }
        #expect(order == [0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4])
    }

    @Test("After hours of suspension the overdue polls are spread over the interval again")
    func clockJump() {
        var simulation = Simulation(providers: 1000, interval: .seconds(300))
        simulation.run(until: .seconds(600))
        simulation.polls = []
        let wake = Duration.seconds(20_000)
        var now = wake
        // Each waits 0.4 s at most for those that are due nearly then.
        while now <= wake + .seconds(300) + .milliseconds(400) {
            while let slot = simulation.schedule.takeDue(now: now) {
                simulation.polls.append((now - wake, slot))
                simulation.schedule.finished(slot, .success(freshFor: nil), now: now)
            }
            guard let due = simulation.schedule.nextDue else { break }
            now = max(now, due)
        }
        let counts = simulation.perSecond
        #expect(counts[0] <= 20)
        #expect(counts.max() ?? 0 <= 20)
        #expect(Set(simulation.polls.map(\.slot)).count == 1000)
    }

    @Test("The heap gives what was put in by time, then by order")
    func heap() {
        var random = SplitMix64(seed: 5)
        var heap = DueHeap()
        let dues = (0..<500).map { _ in Duration.seconds(Int.random(in: 0..<40, using: &random)) }
        for (slot, due) in dues.enumerated() { heap.insert(slot, due: due) }
        let expected = dues.indices.sorted { (dues[$0], $0) < (dues[$1], $1) }
        var taken: [Int] = []
        while let item = heap.removeFirst() { taken.append(item.slot) }
        #expect(taken == expected)
    }

    @Test("What is due before a time comes out of the heap in order, at most as many as asked for, and stays in it")
    func dueBefore() {
        var random = SplitMix64(seed: 6)
        var heap = DueHeap()
        let dues = (0..<500).map { _ in Duration.seconds(Int.random(in: 0..<40, using: &random)) }
        for (slot, due) in dues.enumerated() { heap.insert(slot, due: due) }
        let sorted = dues.sorted()
        for (time, limit) in [(0, 9), (1, 1000), (20, 1000), (20, 7), (100, 499), (100, 1000), (20, 0)] {
            let expected = sorted.prefix { $0 < .seconds(time) }.prefix(limit)
            #expect(heap.items(dueBefore: .seconds(time), atMost: limit).map(\.due) == Array(expected))
        }
        #expect(heap.count == 500)
        #expect(DueHeap().items(dueBefore: .seconds(1), atMost: 5).isEmpty)
    }
}
