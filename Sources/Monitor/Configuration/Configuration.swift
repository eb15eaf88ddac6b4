public import Monitor

/// What a configuration file says, checked and complete: what it leaves out has its default.
public struct Configuration: Sendable, Hashable {
    /// Transfers in flight at once, 1 … 4096.
    public var concurrency = 20
    /// Where what was seen is kept across restarts; a path, absolute or relative to the configuration file.
    public var state: String?
    /// What holds for a provider that says nothing else.
    public var defaults = Defaults()
    /// The pages to watch, in the file's order; empty when the file names none.
    public var providers: [Provider] = []
    /// Where events go, in the file's order; empty when the file names none.
    public var consumers: [Consumer] = []
    /// What the first poll of a page announces.
    public var backlog = Backlog.open
    /// Which texts that were rewritten in place are announced.
    public var edits = Edits.substantial

    public init() {}

    /// What a provider that says nothing else is held to.
    public struct Defaults: Sendable, Hashable {
        /// Between two polls of one page, 1 s … 24 h.
        public var interval = Duration.seconds(300)
        /// For one poll of one page, 1 s … 5 min.
        public var timeout = Duration.seconds(30)
        /// Of one page after decompression, 1 KiB … 256 MiB.
        public var maximumBodyBytes = 8 << 20
        public init() {}
    }

    /// What the first poll of a page announces.
    public enum Backlog: String, Sendable, Hashable, CaseIterable {
        /// Incidents that are open now.
        case open
        /// All that the page lists.
        case all
        /// Nothing: only what comes later.
        case none
    }

    /// Which texts that were rewritten in place are announced.
    public enum Edits: String, Sendable, Hashable, CaseIterable {
        case none
        /// Those that share fewer than half of their words with the text before.
        case substantial
        case all
    }
}

extension Configuration {
    /// One page to watch.
    public struct Provider: Sendable, Hashable {
        /// Which page is meant.
        public enum Source: Sendable, Hashable {
            /// A provider of the catalogue, by its identifier; `url` overrides the page's address.
            case catalogue(String, url: String?)
            /// Any page, by its address.
            case page(url: String)
        }

        public var source: Source
        /// The name in events; nil for a catalogue provider's own name or, for a page, its host's.
        public var name: String?
        /// How the page is to be read; nil when that shows by itself.
        public var platform: String?
        /// Nil for the default.
        public var interval: Duration?
        /// Nil for the default.
        public var timeout: Duration?
        /// Nil for the default.
        public var maximumBodyBytes: Int?
        /// Only events of these services are wanted, and those whose page does not name a service; empty for all.
        public var services: [String] = []
        /// Where the file names it.
        public var position: SourcePosition

        public init(_ source: Source, position: SourcePosition = SourcePosition(line: 1, column: 1)) {
            self.source = source
            self.position = position
        }
    }

    /// Where events go.
    public enum Consumer: Sendable, Hashable {
        case console(ConsoleOptions)
    }

    /// How the terminal shows events.
    public struct ConsoleOptions: Sendable, Hashable {
        public enum Format: String, Sendable, Hashable, CaseIterable {
            case text, json
        }

        public var format = Format.text
        public var filter = Filter()
        public init() {}
    }

    /// Which events a consumer gets; an empty filter lets all pass.
    public struct Filter: Sendable, Hashable {
        /// Names as in events; empty for all.
        public var providers: Set<String> = []
        /// Empty for all; an event that names no service passes.
        public var services: Set<String> = []
        /// Empty for all.
        public var kinds: Set<StatusEvent.Kind> = []
        /// The least severity that passes; an event of unknown severity passes always.
        public var severity: StatusEvent.Severity?
        public init() {}
    }
}
