import Glibc
import Monitor

/// The environment of a command, which nothing of this process's own goes into.
enum CommandEnvironment {
    private static let searchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    /// Characters of one variable: enough for people; standard input has the whole.
    private static let maximumLength = 2_000

    /// `PATH`, `LANG`, and the event's fields, each in one line.
    static func variables(of event: StatusEvent) -> [String: String] {
        let fields = [
            "ID": event.id, "PROVIDER": event.provider, "SERVICE": event.service, "MESSAGE": event.message, "KIND": event.kind.rawValue,
            "TIMESTAMP": RFC3339.string(from: event.timestamp), "STATUS": event.status.rawValue, "SEVERITY": event.severity.rawValue,
            "INCIDENT": event.incident, "TITLE": event.title, "URL": event.url, "REVISION": String(event.revision),
        ]
        var variables = ["PATH": searchPath, "LANG": "C.UTF-8"]
        for (name, text) in fields { variables["STATUS_\(name)"] = value(TerminalText.harmless(text)) }
        return variables
    }

    /// A text as a variable can hold it: a NUL ends it for every program, and the system takes no more than 128 KiB.
    static func value(_ text: String) -> String { String(text.filter { $0 != "\0" }.prefix(maximumLength)) }

    /// The path of a program; its name when it is nowhere, for the error that follows.
    static func path(of program: String, in searchPath: String) -> String {
        if program.contains("/") { return program }
        let candidates = searchPath.split(separator: ":").map { "\($0)/\(program)" }
        return candidates.first { unsafe access($0, X_OK) == 0 } ?? program
    }
}
