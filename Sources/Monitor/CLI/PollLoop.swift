import FoundationEssentials
import Glibc
import Logging
import Monitor
import ServiceManager

/// The poll loop, as the service manager is told of it.
struct PollLoop: SupervisedLoop {
    let pipeline: StatusPipeline

    var turns: Int { pipeline.turns }
    func wake() { pipeline.wake() }

    var status: String {
        let pages = pipeline.registry.providers.count
        let failing = pipeline.failingProviders
        let watched = "watching \(pages == 1 ? "1 page" : "\(pages) pages")"
        let trouble = failing == 0 ? "" : ", \(failing) of them cannot be read now"
        return "\(watched)\(trouble); \(pipeline.polls) polls so far"
    }
}

extension ServiceReporter {
    /// The reporter to the service manager that started this process; nil when none did, or when it cannot be reached, which is logged.
    static func ofEnvironment(_ pipeline: StatusPipeline, _ logger: Logger) -> ServiceReporter? {
        let environment = ProcessInfo.processInfo.environment
        do throws(NotificationError) {
            guard let socket = try NotificationSocket(environment: environment) else { return nil }
            let watchdog = try watchdogTime(environment: environment, process: getpid())
            return ServiceReporter(
                socket: socket, watchdog: watchdog, loop: PollLoop(pipeline: pipeline), clock: ContinuousClock(),
                report: { logger.error("\($0)") })
        } catch {
            logger.error("\(error)")
            return nil
        }
    }
}
