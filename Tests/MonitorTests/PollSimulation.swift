@testable import Monitor

/// Runs a schedule without a clock: polls take the time and come to what a test says, and so many run at a time.
struct PollSimulation {
    var schedule: PollSchedule
    var now = Duration.zero
    var polls: [(time: Duration, slot: PollSchedule.Slot)] = []
    let interval: Duration
    private let concurrency: Int
    /// When each running poll ends.
    private var running = DueHeap()

    init(interval: Duration = .seconds(300), concurrency: Int = .max, seed: UInt64 = 7) {
        schedule = PollSchedule(random: SplitMix64(seed: seed))
        self.interval = interval
        self.concurrency = concurrency
    }

    mutating func add(_ count: Int, remembered: (Int) -> Duration? = { _ in nil }) {
        for number in 0..<count {
            let next = remembered(number).map { PollSchedule.NextPoll(wait: $0, failures: 0) }
            _ = schedule.add(name: "provider \(number)", interval: interval, now: now, remembered: next)
        }
    }

    /// Adds one that is polled at another interval.
    mutating func add(interval: Duration) -> PollSchedule.Slot { schedule.add(name: "provider \(interval)", interval: interval, now: now) }

    mutating func run(
        for time: Duration, taking length: Duration = .milliseconds(100), outcome: PollSchedule.Outcome = .success(freshFor: nil)
    ) {
        let end = now + time
        while true {
            let ending = running.first?.due
            let beginning = running.count < concurrency ? schedule.nextDue : nil
            guard let next = [ending, beginning].compactMap({ $0 }).min(), next <= end else { break }
            now = max(now, next)
            if let ending, ending <= now, let ended = running.removeFirst() {
                schedule.finished(ended.slot, outcome, now: now)
            } else if let slot = schedule.takeDue(now: now) {
                polls.append((now, slot))
                running.insert(slot, due: now + length)
            }
        }
        now = end
    }

    /// The most polls that began within any one second, wherever it begins.
    var mostInOneSecond: Int {
        var most = 0
        var first = 0
        for (index, poll) in polls.enumerated() {
            while poll.time - polls[first].time >= .seconds(1) { first += 1 }
            most = max(most, index - first + 1)
        }
        return most
    }
}
