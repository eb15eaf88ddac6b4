import ArgumentParser

@main
struct StatusMonitor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status-monitor", abstract: "Watches providers' status pages and tells each update once.",
        subcommands: [BenchCommand.self, OriginCommand.self])
}
