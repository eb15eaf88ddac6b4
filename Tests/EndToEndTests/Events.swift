import FoundationEssentials
import Monitor
import Support

extension ChildProcess.Result {
    /// Standard output as JSON Lines of events.
    func events() throws -> [StatusEvent] {
        try lines.map { try JSONDecoder().decode(StatusEvent.self, from: Data($0.utf8)) }
    }
}
