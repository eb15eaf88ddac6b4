import Configuration
import FoundationEssentials
import Monitor

/// Where the journal is.
enum JournalLocation {
    /// The path that a configuration means: its `state:`, relative to the configuration's own folder, else the usual place: the folder that
    /// systemd gives (`STATE_DIRECTORY`), else that of the XDG base directories.
    ///
    /// - Parameter file: the configuration's path; nil when there is none.
    /// - Throws: `missing` when the environment names no place.
    static func path(
        _ configuration: Configuration, file: String?, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(JournalError) -> String {
        if let state = configuration.state {
            if state.hasPrefix("/") { return state }
            let folder = file.flatMap { file in file.lastIndex(of: "/").map { file[...$0] } } ?? ""
            return folder + state
        }
        // systemd separates several folders by colons.
        if let folder = environment["STATE_DIRECTORY"]?.split(separator: ":").first { return "\(folder)/journal.db" }
        // "All paths must be absolute": others are to be ignored.
        if let folder = environment["XDG_STATE_HOME"], folder.hasPrefix("/") { return "\(folder)/status-monitor/journal.db" }
        if let home = environment["HOME"], home.hasPrefix("/") { return "\(home)/.local/state/status-monitor/journal.db" }
        throw JournalError(
            .missing,
            detail: "no place for the journal: HOME is not set. Name a file in the configuration (state:), or keep nothing with --ephemeral"
        )
    }
}
