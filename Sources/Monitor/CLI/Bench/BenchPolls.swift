import ArgumentParser
import Consumers
import FoundationEssentials
import LoopbackOrigin
import Processes

/// `bench` itself: polls.
struct BenchPolls: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "polls", abstract: "Measures polls of status pages (the default).")

    @Option(help: "How many pages are polled, each at an address of its own.")
    var providers = 500

    @Option(help: "Transfers in flight at once.")
    var inFlight = 20

    @Option(help: "How often each page is polled while it is measured; one more poll before that warms up.")
    var rounds = 20

    @Option(
        help: ArgumentHelp(
            "What is polled; may be given more than once. All when left out: "
                + BenchScenario.allCases.map(\.rawValue).joined(separator: ", ") + ".", valueName: "scenario"))
    var scenario: [BenchScenario] = []

    @Option(
        help: ArgumentHelp(
            "How polls reach the origin: over a connection that is kept, or over a new TLS connection each with the session resumed or a "
                + "full handshake. Kept when left out, but resumed in tls, which is 304 so. An origin that already runs has full handshakes "
                + "only when it lets no session be resumed.", valueName: "kept|resumed|full"))
    var connection: BenchConnection?

    @Option(help: "What is measured: the transfer engine alone, or the whole pipeline.")
    var level = BenchLevel.pipeline

    @Option(help: "text, json, or line (key=value).")
    var format = BenchCommand.Format.text

    @Option(
        help: ArgumentHelp(
            "Poll an origin that already runs: provider i at 127.0.(1+i/250).(1+i%250), path /fNN.atom with NN = i mod 50.",
            valueName: "url"))
    var origin: String?

    @Option(help: ArgumentHelp("The root that a TLS origin's certificate comes from.", valueName: "file"))
    var ca: String?

    @Flag(help: .hidden)
    var hasScenarioFolders = false

    func validate() throws {
        guard (1...50_000).contains(providers) else { throw ValidationError("--providers is 1 to 50000") }
        guard (1...4_096).contains(inFlight) else { throw ValidationError("--in-flight is 1 to 4096") }
        guard (1...1_000_000).contains(rounds) else { throw ValidationError("--rounds is 1 to 1000000") }
        if let origin, BenchTarget(origin: origin) == nil {
            throw ValidationError("--origin is SCHEME://HOST:PORT, such as http://127.0.0.1:8080")
        }
        if let connection, connection != .resumed, scenario.contains(.tls) {
            throw ValidationError("the scenario tls is 304 over resumed connections: ask for 304 with --connection \(connection.rawValue)")
        }
        if let connection, connection.isCold, let origin, BenchTarget(origin: origin)?.isTLS == false {
            throw ValidationError("--connection \(connection.rawValue) needs an https origin")
        }
        if origin != nil, !hasScenarioFolders, scenario.contains(.json) {
            throw ValidationError("an origin that already runs has no JSON page: leave out --origin, or the scenario json")
        }
    }

    func run() async throws {
        let scenarios = scenario.isEmpty ? defaultScenarios : scenario
        var results: [BenchResult] = []
        if scenarios.count == 1, let origin, let target = BenchTarget(origin: origin, hasScenarioFolders: hasScenarioFolders) {
            results.append(try await measure(scenarios[0], target))
        } else {
            let origins = try await Origins.start(origin, ca, resumesSessions: connection != .full)
            for scenario in scenarios { results.append(try await origins.measureInChild(scenario, self)) }
            await origins.stop()
        }
        try await FileDescriptorOutput.standardOutput.write(Array(try rendered(results).utf8))
        if results.contains(where: { $0.errors > 0 }) { throw ExitCode.failure }
    }

    /// An origin of somebody else's speaks TLS or does not.
    private var defaultScenarios: [BenchScenario] {
        guard let target = origin.flatMap({ BenchTarget(origin: $0) }) else {
            return BenchScenario.allCases.filter { connection == nil || $0 != .tls }
        }
        return target.isTLS && connection == nil ? [.tls] : BenchScenario.allCases.filter { $0 != .tls && $0 != .json }
    }

    private func measure(_ scenario: BenchScenario, _ target: BenchTarget) async throws -> BenchResult {
        // One processor for the client, another for the origin, where there are two.
        if let last = Processors.allowed.last, Processors.allowed.count > 1 { Processors.pin(to: last) }
        let run = BenchRun(
            scenario: scenario, connection: connection ?? scenario.ordinaryConnection, level: level, target: target, providers: providers,
            inFlight: inFlight, rounds: rounds, caFile: ca)
        let result = try await run.run()
        if let error = result.firstError {
            let complaint = "bench: \(result.errors) polls failed, the first: \(error)\n"
            try await FileDescriptorOutput.standardError.write(Array(complaint.utf8))
        }
        return result
    }

    private func rendered(_ results: [BenchResult]) throws -> String {
        try format.rendered(results, table: BenchResult.table, line: \.line)
    }
}

/// The origins that scenarios are measured against: one that runs already, or one of this program's own.
private struct Origins {
    private var http: String
    private var https: String?
    private var ca: String?
    private var own: OriginProcess?

    static func start(_ running: String?, _ ca: String?, resumesSessions: Bool) async throws -> Origins {
        if let running { return Origins(http: running, https: running, ca: ca) }
        let root = FileManager.default.temporaryDirectory.appending(path: "status-monitor-bench-\(UInt32.random(in: 0 ... .max)).pem")
            .path()
        let processor = Processors.allowed.count > 1 ? ["--processor", String(Processors.allowed[0])] : []
        let origin = try await OriginProcess.startOwn(["--trusted-root", root] + processor + (resumesSessions ? [] : ["--no-resumption"]))
        return Origins(http: origin.addresses.http, https: origin.addresses.https, ca: root, own: origin)
    }

    func stop() async {
        await own?.stop()
        if own != nil, let ca { try? FileManager.default.removeItem(atPath: ca) }
    }

    /// A process for each scenario, so that one's memory is not counted as another's.
    func measureInChild(_ scenario: BenchScenario, _ settings: BenchPolls) async throws -> BenchResult {
        let connection = settings.connection ?? scenario.ordinaryConnection
        guard let origin = connection.isCold ? https : http else { throw BenchError(description: "the origin speaks no TLS") }
        var arguments = [
            "bench", "polls", "--scenario", scenario.rawValue, "--connection", connection.rawValue, "--level", settings.level.rawValue,
            "--providers",
            String(settings.providers), "--in-flight", String(settings.inFlight), "--rounds", String(settings.rounds), "--origin", origin,
            "--format", "json",
        ]
        if own != nil { arguments.append("--has-scenario-folders") }
        if let ca { arguments += ["--ca", ca] }
        let child = try ChildProgram.start("/proc/self/exe", arguments)
        let line = await child.firstLine()
        let status = await child.end()
        guard let results = try? JSONDecoder().decode([BenchResult].self, from: Data(line)), let result = results.first else {
            throw BenchError(description: "scenario \(scenario.rawValue) gave no figures (exit status \(status))")
        }
        return result
    }
}
