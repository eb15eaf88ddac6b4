import Testing

@testable import Monitor

/// In any second at most twice the mean of all intervals; two where that is less. Up to ten pages may be polled at once.
@Suite("No second has more than twice the mean of polls")
struct PollPaceTests {
    private static let interval = Duration.seconds(300)
    private static let counts = [11, 100, 1000, 10_000]

    private static func bound(_ count: Int) -> Double { max(2, 2 * Double(count) / (interval / .seconds(1))) }

    @Test("after a start, and each page is polled in the first interval", arguments: counts + [100_000])
    func start(count: Int) {
        var simulation = PollSimulation()
        simulation.add(count)
        simulation.run(for: count > 10_000 ? .seconds(320) : .seconds(700))
        #expect(Double(simulation.mostInOneSecond) <= Self.bound(count))
        #expect(Set(simulation.polls.prefix { $0.time < .seconds(310) }.map(\.slot)).count == count)
    }

    @Test("after a restart: pages are due when they were, or many of them, or all are overdue", arguments: counts, [-200, -100, -1000])
    func restart(count: Int, earliest: Int) {
        var random = SplitMix64(seed: 3)
        var simulation = PollSimulation()
        simulation.add(count) { _ in .seconds(Int.random(in: earliest...(earliest + 300), using: &random)) }
        simulation.run(for: .seconds(700))
        #expect(Double(simulation.mostInOneSecond) <= Self.bound(count))
        #expect(Set(simulation.polls.prefix { $0.time < .seconds(330) }.map(\.slot)).count == count)
    }

    @Test("after a restart when all pages are due in the same second", arguments: counts)
    func dueTogether(count: Int) {
        var simulation = PollSimulation()
        simulation.add(count) { _ in .seconds(17) }
        simulation.run(for: .seconds(700))
        #expect(Double(simulation.mostInOneSecond) <= Self.bound(count))
        #expect(Set(simulation.polls.prefix { $0.time < .seconds(330) }.map(\.slot)).count == count)
    }

    @Test("after the machine was suspended, for minutes or for hours", arguments: counts, [45, 200, 20_000])
    func suspension(count: Int, seconds: Int) {
        var simulation = PollSimulation()
        simulation.add(count)
        simulation.run(for: .seconds(600))
        simulation.now += .seconds(seconds)
        simulation.polls = []
        let wake = simulation.now
        simulation.run(for: .seconds(700))
        #expect(Double(simulation.mostInOneSecond) <= Self.bound(count))
        #expect(Set(simulation.polls.prefix { $0.time < wake + .seconds(660) }.map(\.slot)).count == count)
    }

    @Test(
        "after a suspension that a poll under way was the first to notice: the others are spread over the interval, not as close as may be")
    func suspendedPoll() {
        var simulation = PollSimulation()
        simulation.add(1000)
        simulation.run(for: .seconds(600), taking: .seconds(1))
        simulation.now += .seconds(20_000)
        simulation.polls = []
        simulation.run(for: .seconds(60))
        // 200 are the mean, 390 the most that may begin.
        #expect((150...280).contains(simulation.polls.count))
    }

    @Test("after an outage of the own network in which every poll fails at once", arguments: counts, [400, 4000, 20_000])
    func outage(count: Int, seconds: Int) {
        var simulation = PollSimulation()
        simulation.add(count)
        simulation.run(for: .seconds(600))
        simulation.run(for: .seconds(seconds), outcome: .failure(retryAfter: nil))
        let end = simulation.now
        simulation.run(for: .seconds(4100))
        #expect(Double(simulation.mostInOneSecond) <= Self.bound(count))
        #expect(Set(simulation.polls.filter { $0.time > end && $0.time < end + .seconds(4000) }.map(\.slot)).count == count)
    }

    @Test("after an outage in which every poll waits for its time limit, so that most pages had no turn", arguments: counts, [600, 8000])
    func hangingOutage(count: Int, seconds: Int) {
        var simulation = PollSimulation(concurrency: 32)
        simulation.add(count)
        simulation.run(for: .seconds(600))
        simulation.run(for: .seconds(seconds), taking: .seconds(30), outcome: .failure(retryAfter: nil))
        let end = simulation.now
        simulation.run(for: .seconds(4100))
        #expect(Double(simulation.mostInOneSecond) <= Self.bound(count))
        #expect(Set(simulation.polls.filter { $0.time > end && $0.time < end + .seconds(4000) }.map(\.slot)).count == count)
    }

    @Test("when every server asks all to come back after the same time", arguments: counts)
    func retryAfter(count: Int) {
        var simulation = PollSimulation()
        simulation.add(count)
        simulation.run(for: .seconds(600))
        simulation.run(for: .seconds(300), outcome: .failure(retryAfter: .seconds(1800)))
        simulation.run(for: .seconds(3600))
        #expect(Double(simulation.mostInOneSecond) <= Self.bound(count))
    }

    @Test("and where answers may be reused for an hour, twice the mean that this leaves")
    func freshFor() {
        var simulation = PollSimulation()
        simulation.add(10_000)
        simulation.run(for: .seconds(5000), outcome: .success(freshFor: .seconds(3600)))
        #expect(simulation.mostInOneSecond <= 66)
        simulation.now += .seconds(20_000)
        simulation.polls = []
        simulation.run(for: .seconds(7200), outcome: .success(freshFor: .seconds(3600)))
        #expect(Double(simulation.mostInOneSecond) <= 2 * 10_000.0 / 3600)
    }

    @Test("Where polls come thick they begin many at a time, each soon after it is due", arguments: [(20, 0.2), (60, 0.4), (300, 0.4)])
    func together(seconds: Int, beat: Double) {
        var simulation = PollSimulation(interval: .seconds(seconds))
        simulation.add(10_000)
        simulation.run(for: .seconds(3 * seconds))
        let settled = simulation.polls.filter { $0.time > .seconds(seconds) }
        let beginnings = Set(settled.map(\.time))
        #expect(Double(settled.count) / Double(beginnings.count) > 0.7 * beat * 10_000 / Double(seconds))
        #expect(Double(simulation.mostInOneSecond) <= 2 * 10_000 / Double(seconds))
        var last = [Duration](repeating: .zero, count: 10_000)
        for poll in simulation.polls {
            if last[poll.slot] > .zero { #expect(poll.time - last[poll.slot] <= .seconds(seconds) * 1.1 + .seconds(beat) * 2) }
            last[poll.slot] = poll.time
        }
    }

    @Test("A page that is polled far more often than the others does not wait for them")
    func impatient() {
        var simulation = PollSimulation(interval: .seconds(60))
        simulation.add(10_000)
        let impatient = simulation.add(interval: .seconds(1))
        simulation.run(for: .seconds(180))
        let times = simulation.polls.filter { $0.slot == impatient && $0.time > .seconds(60) }.map(\.time)
        #expect(times.count > 110)
        // Jitter of a tenth, and what may come together was begun with once in a while.
        let late = zip(times, times.dropFirst()).filter { $1 - $0 > .milliseconds(1_120) }.count
        #expect(late <= times.count / 20)
    }

    @Test("A poll that none is to wait for is due when it is due", arguments: [(100, 300), (600, 300), (100, 1)])
    func alone(count: Int, seconds: Int) {
        var pace = PollPace(unpacedCount: 10)
        for _ in 0..<count { pace.add(.seconds(seconds)) }
        #expect(pace.together(.milliseconds(12_345), interval: .seconds(seconds)) == .milliseconds(12_345))
        #expect(pace.beginning(.milliseconds(12_345)) == .milliseconds(12_345))
    }

    @Test("Pages without an interval are not held back, nor are a few pages at a start")
    func unpaced() {
        var bench = PollSimulation(interval: .zero, concurrency: 20)
        bench.add(100)
        bench.run(for: .seconds(1), taking: .milliseconds(1))
        #expect(bench.polls.count > 10_000)
        var few = PollSimulation()
        few.add(10)
        few.run(for: .zero)
        #expect(few.polls.count == 10)
    }
}
