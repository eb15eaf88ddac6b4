import FoundationEssentials
import Monitor

/// How a page is polled in a simulation.
struct PollingPolicy {
    var name: String
    var ordinary: Duration
    var adaptive: AdaptiveInterval?

    static func fixed(_ seconds: Int) -> PollingPolicy { PollingPolicy(name: "\(seconds) s", ordinary: .seconds(seconds)) }

    static func adaptive(
        _ busy: Int, _ ordinary: Int, _ quiet: Int, _ what: String = "", _ change: (inout AdaptiveInterval) -> Void = { _ in }
    ) -> PollingPolicy {
        var adaptive = AdaptiveInterval()
        (adaptive.busy, adaptive.ordinary, adaptive.quiet) = (.seconds(busy), .seconds(ordinary), .seconds(quiet))
        change(&adaptive)
        let name = "adaptive \(busy)/\(ordinary)/\(quiet) s" + (what.isEmpty ? "" : ", \(what)")
        return PollingPolicy(name: name, ordinary: adaptive.ordinary, adaptive: adaptive)
    }

    /// The fixed intervals; the settings that hold; and what was looked at beside them, each with one thing changed.
    static let all: [PollingPolicy] =
        [60, 120, 300, 600, 900].map { fixed($0) } + [
            adaptive(60, 300, 600),
            adaptive(60, 300, 300), adaptive(60, 300, 900), adaptive(60, 600, 600), adaptive(120, 300, 600), adaptive(60, 120, 300),
            adaptive(60, 300, 600, "busy 10 min after an update") { $0.aftermath = .seconds(600) },
            adaptive(60, 300, 600, "busy 2 h after an update") { $0.aftermath = .seconds(7200) },
            adaptive(60, 300, 600, "open for 6 h") { $0.openLimit = .seconds(6 * 3600) },
            adaptive(60, 300, 600, "open for ever") { $0.openLimit = .seconds(1_000_000_000) },
            adaptive(60, 300, 600, "quiet after 1 day") { $0.quietAfter = .seconds(86_400) },
            adaptive(60, 300, 600, "quiet after 7 days") { $0.quietAfter = .seconds(7 * 86_400) },
        ]
}

/// Requests that were made, and how long after it was made each update was seen.
struct PollingTally {
    var requests = 0
    var days = 0.0
    /// In seconds, of updates that begin an incident.
    var first: [Double] = []
    /// Of all others.
    var later: [Double] = []

    mutating func add(_ other: PollingTally) {
        requests += other.requests
        days += other.days
        first += other.first
        later += other.later
    }
}

/// Polls a page on simulated time, with the schedule, the memory of updates and the decision that `run` has. Answers take no time.
struct PollingSimulation {
    var series: PollingSeries
    var policy: PollingPolicy

    /// - Parameter draws: how often, each time with another phase and other jitter.
    func run(draws: Int) -> PollingTally {
        var tally = PollingTally()
        for span in series.spans {
            for draw in 0..<draws { poll(span, seed: UInt64(draw), &tally) }
        }
        return tally
    }

    private func poll(_ span: ClosedRange<Double>, seed: UInt64, _ tally: inout PollingTally) {
        var random = SplitMix64(seed: seed)
        let start = span.lowerBound + Double.random(in: 0..<900, using: &random)
        var rehearsal = ScheduleRehearsal(seed: random.next())
        rehearsal.add(series.name, interval: policy.ordinary, floor: policy.adaptive?.busy)
        let memory = Deduplication()
        var next = 0
        var incidents: Set<String> = []
        while let slot = rehearsal.begin() {
            let now = start + rehearsal.now / .seconds(1)
            if now > span.upperBound { break }
            let isFirstPoll = rehearsal.now == .zero
            tally.requests += 1
            let begin = next
            while next < series.times.count, series.times[next] <= now {
                let isFirstUpdate = incidents.insert(series.updates[next].incident).inserted
                if !isFirstPoll {
                    let delay = now - series.times[next]
                    if isFirstUpdate { tally.first.append(delay) } else { tally.later.append(delay) }
                }
                next += 1
            }
            guard let adaptive = policy.adaptive else {
                rehearsal.finish(slot)
                continue
            }
            if isFirstPoll || next > begin {
                let result = PollResult(events: Array(series.updates[begin..<next]), format: "series", isPartial: !isFirstPoll)
                _ = memory.admit(result, from: series.name)
            }
            let activity = memory.activity(of: series.name)
            rehearsal.finish(slot, interval: adaptive.interval(for: activity, at: Date(timeIntervalSince1970: now)))
        }
        tally.days += max(0, span.upperBound - start) / 86_400
    }
}
