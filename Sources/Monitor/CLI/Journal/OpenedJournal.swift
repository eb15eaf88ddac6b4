import ArgumentParser
import Configuration
import Logging
import Monitor
import SQLiteJournal

/// Which journal `run` keeps.
struct JournalOptions: ParsableArguments {
    @Flag(help: "Keep what was seen in memory alone: after a restart open incidents are announced again.")
    var ephemeral = false

    @Flag(help: "Move a damaged journal aside and begin a new one.")
    var recover = false

    @Flag(help: "Deliver nothing and keep nothing: print what each consumer would get.")
    var dryRun = false

    func validate() throws {
        if recover && (ephemeral || dryRun) { throw ValidationError("--recover goes with neither --ephemeral nor --dry-run") }
    }

    /// Opens the journal that a configuration names, and says where it is.
    func open(_ configuration: Configuration, file: String?, logger: Logger) async throws(JournalError) -> any Journal {
        if dryRun { return try await copy(configuration, file: file, logger: logger) }
        if ephemeral {
            logger.notice("what was seen is kept in memory alone (--ephemeral)")
            return MemoryJournal()
        }
        let path = try JournalLocation.path(configuration, file: file)
        if recover, let name = try await SQLiteJournal.moveAside(path) { logger.notice("the journal was moved aside to \(name)") }
        let journal = try await SQLiteJournal.open(path)
        logger.info("the journal is \(path)")
        return journal
    }

    /// What the journal has now, in memory: a dry run begins where the next run would, and moves nothing.
    private func copy(_ configuration: Configuration, file: String?, logger: Logger) async throws(JournalError) -> any Journal {
        logger.notice("dry run: nothing is delivered or kept")
        if ephemeral { return MemoryJournal() }
        let source: SQLiteJournal
        do throws(JournalError) {
            source = try await SQLiteJournal.open(try JournalLocation.path(configuration, file: file), .read)
        } catch {
            guard error.code == .missing else { throw error }
            return MemoryJournal()
        }
        let copy = try await MemoryJournal(copying: source)
        await source.close()
        return copy
    }
}
