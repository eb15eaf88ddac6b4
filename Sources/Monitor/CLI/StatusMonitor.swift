import ArgumentParser
import Consumers
import Glibc
import Monitor
import Processes

@main
struct StatusMonitor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status-monitor",
        abstract: "Watches providers' status pages and tells each update of each incident once.",
        discussion: "With no configuration, run and check watch OpenAI, GitHub and AWS and print to the terminal.",
        version: version,
        subcommands: [
            Run.self, Check.self, Decode.self, ProvidersCommand.self, Validate.self, BenchCommand.self, OriginCommand.self,
            Detect.self,
            Components.self,
            NotifyTest.self,
            EventsCommand.self, DeadLettersCommand.self,
        ])

    static let version = "0.1.0"

    static func main() async {
        Allocator.useOnePlace()
        // A reader that has gone is an error of the write, which says what to do; a signal would say nothing.
        _ = signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error as OutputError where error.code == .closed {
            // Whoever read along has seen enough, as `head` has.
            exit(withError: ExitCode.success)
        } catch let error as DeliveryError where error.code == .closed {
            exit(withError: ExitCode.success)
        } catch {
            exit(withError: error)
        }
    }
}
