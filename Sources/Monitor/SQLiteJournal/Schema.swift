import Monitor

/// The tables, as steps from one version to the next. A file of any version is brought to the newest when it is opened for writing; a step is
/// never changed once it was released.
enum Schema {
    /// `user_version` of a file tells how many of these it has had.
    static let steps: [String] = [
        // 1: events, what was seen, cursors, dead letters.
        """
        CREATE TABLE events (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            recorded INTEGER NOT NULL,
            provider TEXT NOT NULL,
            event TEXT NOT NULL
        );
        CREATE TABLE seen (name TEXT PRIMARY KEY, seen BLOB NOT NULL, updated INTEGER NOT NULL);
        CREATE TABLE memory (name TEXT PRIMARY KEY, identity INTEGER NOT NULL, memory BLOB NOT NULL);
        CREATE TABLE health (name TEXT PRIMARY KEY, health BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE schedule (
            name TEXT PRIMARY KEY,
            due INTEGER NOT NULL,
            interval INTEGER NOT NULL,
            failures INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE consumers (name TEXT PRIMARY KEY, cursor INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE dead_letters (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            consumer TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            recorded INTEGER NOT NULL,
            event TEXT NOT NULL,
            reason TEXT NOT NULL,
            refused INTEGER NOT NULL,
            attempts INTEGER NOT NULL
        );
        """,
        // 2: dead letters can be sent again, consumers that are gone are forgotten, a page with another address is due at once.
        """
        ALTER TABLE dead_letters ADD COLUMN marked INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX dead_letters_by_consumer ON dead_letters (consumer, id);
        ALTER TABLE consumers ADD COLUMN last_seen INTEGER NOT NULL DEFAULT 0;
        UPDATE consumers SET last_seen = unixepoch() * 1000;
        ALTER TABLE schedule ADD COLUMN identity INTEGER NOT NULL DEFAULT 0;
        """,
        // 3: what consumers remember, the text that was set last with the highest id; and when a page was last read well.
        """
        CREATE TABLE consumer_memory (
            id INTEGER PRIMARY KEY,
            consumer TEXT NOT NULL,
            key TEXT NOT NULL,
            text TEXT NOT NULL,
            UNIQUE (consumer, key)
        );
        CREATE INDEX consumer_memory_by_age ON consumer_memory (consumer, id);
        ALTER TABLE schedule ADD COLUMN last_good_poll INTEGER;
        """,
    ]

    static var newest: Int { steps.count }

    /// Brings a file to the newest version, each step in a transaction of its own.
    static func migrate(_ connection: Connection) throws(JournalError) {
        let version = try check(connection)
        for (index, step) in steps.enumerated() where index >= version {
            try connection.transaction { () throws(JournalError) in
                try connection.execute(step)
                try connection.execute("PRAGMA user_version = \(index + 1)")
            }
        }
    }

    /// The file's version.
    ///
    /// - Throws: `too-new` when a later version of this program wrote it.
    @discardableResult
    static func check(_ connection: Connection) throws(JournalError) -> Int {
        let version = Int(try connection.number("PRAGMA user_version"))
        guard version <= newest else {
            throw JournalError(
                .tooNew,
                detail: "\(connection.path) was written by a later version of status-monitor (its format is \(version), this one knows "
                    + "\(newest)); use that version, or another file")
        }
        return version
    }
}
