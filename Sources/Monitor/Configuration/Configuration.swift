public import Monitor

/// What a configuration file says, checked and complete: what it leaves out has its default.
public struct Configuration: Sendable, Hashable {
    /// Transfers in flight at once, 1 … 4096.
    public var concurrency = 20
    /// What is spared, memory or processor time.
    public var memory = Memory.fast
    /// File of the certificates that are trusted (PEM), in place of the system's; a path, absolute or relative to the configuration file.
    public var certificates: String?
    /// Where what was seen is kept across restarts; a path, absolute or relative to the configuration file.
    public var state: String?
    /// How long events are kept there, and within what size.
    public var journal = Journal()
    /// Failed polls in a row before a page is announced to be unreadable, 1 … 100.
    public var confirm = SourceHealth.threshold
    /// When more pages than this become unreadable within a minute, one event tells of all, 1 … 100,000.
    public var flood = 10
    /// What holds for a provider that says nothing else.
    public var defaults = Defaults()
    /// The pages to watch, in the file's order; empty when the file names none.
    public var providers: [Provider] = []
    /// Where events go, in the file's order; empty when the file names none.
    public var consumers: [Consumer] = []
    /// What the first poll of a page announces.
    public var backlog = Deduplication.Backlog.open
    /// Which texts that were rewritten in place are announced.
    public var edits = Deduplication.Edits.substantial
    /// Hosts, addresses and networks (`10.0.0.0/8`) that are private and may be connected to all the same.
    public var allow: [String] = []

    public init() {}

    /// What is spared, memory or processor time.
    public enum Memory: String, Sendable, Hashable, CaseIterable {
        /// Memory: no connection is kept, TLS sessions are held written out, and what was seen is read from the journal when a page changes.
        case small
        /// Processor time: connections are kept to pages that are polled within half a minute, sessions and what was seen are held ready.
        case fast
    }

    /// What is kept of events that every consumer has had.
    public struct Journal: Sendable, Hashable {
        /// 1 h … 10 years.
        public var keep = Duration.seconds(30 * 86_400)
        /// 1 MiB … 1 TiB.
        public var maximumBytes = 256 << 20
        public init() {}
    }

    /// How often a page is polled.
    public enum Interval: Sendable, Hashable {
        /// As its news asks for: see ``AdaptiveInterval``.
        case adaptive
        /// Always after the same time, 1 s … 24 h.
        case fixed(Duration)
    }

    /// What a provider that says nothing else is held to.
    public struct Defaults: Sendable, Hashable {
        /// Between two polls of one page.
        public var interval = Interval.adaptive
        /// For one poll of one page, 1 s … 5 min.
        public var timeout = Duration.seconds(30)
        /// Of one page after decompression, 1 KiB … 256 MiB.
        public var maximumBodyBytes = 8 << 20
        public init() {}
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
        public var interval: Interval?
        /// Nil for the default.
        public var timeout: Duration?
        /// Nil for the default.
        public var maximumBodyBytes: Int?
        /// Which of its events are wanted: by service, kind and severity. Its `providers` are empty.
        public var selection = EventFilter()
        /// Where the file names it.
        public var position: SourcePosition

        /// What is wrong with a page's address, in words; nil for an absolute http or https URL.
        public static func fault(ofAddress url: String) -> String? { PageAddress.fault(of: url) }

        public init(_ source: Source, position: SourcePosition = SourcePosition(line: 1, column: 1)) {
            self.source = source
            self.position = position
        }
    }
}
