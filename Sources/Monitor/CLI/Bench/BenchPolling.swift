import ArgumentParser
import Consumers
import FoundationEssentials
import Monitor

/// `bench polling`: how soon updates are seen, for how many requests.
struct BenchPolling: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "polling",
        abstract: "Simulates polling of captured pages: requests a day against the delay from an update to its event.",
        discussion: """
            Each folder holds captures of one page, files named by their times such as 2022-06-11T213111Z.atom. The updates' own times in them tell \
            when each was made.
            """)

    @Option(help: "How often each page is simulated, each time with another phase and other jitter.")
    var draws = 10

    @Option(help: ArgumentHelp("Write a plot of it as SVG.", valueName: "file"))
    var plot: String?

    @Option(help: "text, json, or line (key=value).")
    var format = BenchCommand.Format.text

    @Argument(help: ArgumentHelp("Folders of captures, one a page.", valueName: "folder"))
    var folders: [String]

    func validate() throws {
        guard (1...1000).contains(draws) else { throw ValidationError("--draws is 1 to 1000") }
    }

    func run() async throws {
        var series: [PollingSeries] = []
        for folder in folders {
            let one = try PollingSeries(folder: folder)
            guard !one.spans.isEmpty else { throw ValidationError("\(folder) holds no capture with an update") }
            series.append(one)
        }
        var results: [PollingResult] = []
        for policy in PollingPolicy.all {
            var all = PollingTally()
            for one in series {
                let tally = PollingSimulation(series: one, policy: policy).run(draws: draws)
                if series.count > 1 { results.append(PollingResult(page: one.name, policy: policy, tally)) }
                all.add(tally)
            }
            results.append(PollingResult(page: series.count > 1 ? PollingResult.allPages : series[0].name, policy: policy, all))
        }
        if let plot {
            let whole = results.filter { series.count == 1 || $0.page == PollingResult.allPages }
            do {
                try Data(PollingPlot(results: whole).svg.utf8).write(to: URL(filePath: plot))
            } catch {
                throw BenchError(description: "\(plot) cannot be written; name a file in a folder that exists")
            }
        }
        let text = try format.rendered(results, table: { Self.about(series) + "\n" + PollingResult.tables($0) }, line: \.line)
        try await FileDescriptorOutput.standardOutput.write(Array(text.utf8))
    }

    private static func about(_ series: [PollingSeries]) -> String {
        let rows = series.map { one in
            let incidents = Set(one.updates.map(\.incident)).count
            return [
                one.name, String(one.updates.count), String(incidents), String(one.spans.count), rounded(one.days, 1),
                String(one.unreadable),
            ]
        }
        return TextTable.render(["page", "updates", "incidents", "spans", "days known", "captures unreadable"], rows)
    }
}

/// The figures of one page, or of all, polled in one way.
struct PollingResult: Codable, Sendable {
    static let allPages = "all"

    var page: String
    var policy: String
    var isAdaptive: Bool
    var requestsPerDay: Double
    /// Updates that were seen, each draw counted.
    var updates: Int
    /// Seconds from an update's time to the poll that saw it.
    var meanDelay: Double
    var percentile95Delay: Double
    /// Of updates that begin an incident, and of all others.
    var meanDelayOfFirst: Double
    var meanDelayOfLater: Double

    init(page: String, policy: PollingPolicy, _ tally: PollingTally) {
        self.page = page
        self.policy = policy.name
        isAdaptive = policy.adaptive != nil
        requestsPerDay = tally.days > 0 ? Double(tally.requests) / tally.days : 0
        let delays = (tally.first + tally.later).sorted()
        updates = delays.count
        meanDelay = Self.mean(delays)
        percentile95Delay = delays.isEmpty ? 0 : delays[min(delays.count - 1, delays.count * 95 / 100)]
        meanDelayOfFirst = Self.mean(tally.first)
        meanDelayOfLater = Self.mean(tally.later)
    }

    private static func mean(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count) }

    var line: String {
        """
        polling page=\(page) policy="\(policy)" requests/day=\(rounded(requestsPerDay, 1)) updates=\(updates) mean_s=\(rounded(meanDelay, 1)) \
        p95_s=\(rounded(percentile95Delay, 1)) first_s=\(rounded(meanDelayOfFirst, 1)) later_s=\(rounded(meanDelayOfLater, 1))
        """
    }

    /// A table a page, that of all pages first.
    static func tables(_ results: [PollingResult]) -> String {
        var pages: [String] = []
        for result in results where !pages.contains(result.page) { pages.append(result.page) }
        if let all = pages.firstIndex(of: allPages) { pages.swapAt(0, all) }
        let head = ["interval", "requests/day", "mean delay s", "95 % s", "of an incident's first", "of later ones"]
        return pages.map { page in
            let rows = results.filter { $0.page == page }.map { result in
                [
                    result.policy, rounded(result.requestsPerDay, 0), rounded(result.meanDelay, 0), rounded(result.percentile95Delay, 0),
                    rounded(result.meanDelayOfFirst, 0), rounded(result.meanDelayOfLater, 0),
                ]
            }
            return "\(page)\n" + TextTable.render(head, rows)
        }.joined(separator: "\n")
    }
}
