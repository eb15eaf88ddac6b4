public import FoundationEssentials

/// What is kept of one provider.
public struct ProviderRecord: Sendable, Hashable {
    /// ``SeenUpdates/encoded()``; nil when nothing was seen yet.
    public var seen: [UInt8]?
    public var memory: ProviderMemory?
    /// ``SourceHealth/encoded()``; nil when all is well.
    public var health: [UInt8]?
    public var schedule: ScheduleRecord?
    /// When the page was last read well, to the millisecond. Kept with the schedule, which every poll changes anyway.
    public var lastGoodPoll: Date?

    public init(
        seen: [UInt8]? = nil, memory: ProviderMemory? = nil, health: [UInt8]? = nil, schedule: ScheduleRecord? = nil,
        lastGoodPoll: Date? = nil
    ) {
        self.seen = seen
        self.memory = memory
        self.health = health
        self.schedule = schedule
        self.lastGoodPoll = lastGoodPoll
    }
}

/// What a provider itself remembers of its page: validators, hashes, learned addresses, in its own form.
public struct ProviderMemory: Sendable, Hashable {
    /// Of which addresses it is the memory: see ``StatusProvider/memoryIdentity``.
    public var identity: UInt64
    public var bytes: [UInt8]

    public init(identity: UInt64, bytes: [UInt8]) {
        self.identity = identity
        self.bytes = bytes
    }
}

/// When a provider may be polled next.
public struct ScheduleRecord: Sendable, Hashable {
    /// Not before this time, to the millisecond.
    public var due: Date
    /// The interval that held then.
    public var interval: Duration
    /// Failed polls in a row.
    public var failures: Int
    /// As in ``ProviderMemory/identity``: a page with another address is due at once.
    public var identity: UInt64

    public init(due: Date, interval: Duration, failures: Int, identity: UInt64) {
        self.due = due
        self.interval = interval
        self.failures = failures
        self.identity = identity
    }
}

/// Things that are kept together or not at all.
public struct JournalTransaction: Sendable {
    /// Change of a provider's record: nil leaves a part as it is.
    public struct ProviderUpdate: Sendable, Hashable {
        public var seen: [UInt8]?
        public var memory: ProviderMemory?
        /// Empty: all is well.
        public var health: [UInt8]?
        public var schedule: ScheduleRecord?
        /// Goes along with a schedule.
        public var lastGoodPoll: Date?

        public init(
            seen: [UInt8]? = nil, memory: ProviderMemory? = nil, health: [UInt8]? = nil, schedule: ScheduleRecord? = nil,
            lastGoodPoll: Date? = nil
        ) {
            self.seen = seen
            self.memory = memory
            self.health = health
            self.schedule = schedule
            self.lastGoodPoll = lastGoodPoll
        }

        /// Takes over what a later update says.
        public mutating func merge(_ later: ProviderUpdate) {
            seen = later.seen ?? seen
            memory = later.memory ?? memory
            health = later.health ?? health
            schedule = later.schedule ?? schedule
            lastGoodPoll = later.lastGoodPoll ?? lastGoodPoll
        }
    }

    /// A dead letter that was sent again and refused again.
    public struct RepeatedRefusal: Sendable, Hashable {
        public var id: Int64
        public var reason: String
        public var time: Date

        public init(id: Int64, reason: String, time: Date) {
            self.id = id
            self.reason = reason
            self.time = time
        }
    }

    /// A text that a consumer keeps for a key, or keeps no longer.
    public struct MemoryChange: Sendable, Hashable {
        public var consumer: String
        public var key: String
        /// Nil: forgotten.
        public var text: String?

        public init(consumer: String, key: String, text: String?) {
            self.consumer = consumer
            self.key = key
            self.text = text
        }
    }

    /// New events, oldest first.
    public var events: [StatusEvent] = []
    /// When it is committed.
    public var time: Date
    public var providers: [String: ProviderUpdate] = [:]
    /// By consumer, the number of the first event that it has not had.
    public var cursors: [String: UInt64] = [:]
    /// Events that were refused for good.
    public var deadLetters: [DeadLetter] = []
    /// Dead letters that were delivered after all.
    public var deliveredLetters: [Int64] = []
    public var repeatedRefusals: [RepeatedRefusal] = []
    /// In the order in which they were made. Of each consumer a journal keeps the ``ConsumerMemoryBounds/mostTexts`` that were set last.
    public var memories: [MemoryChange] = []

    private static let mostMemories = ConsumerMemoryBounds.mostTexts

    public init(time: Date) { self.time = time }

    public var isEmpty: Bool {
        events.isEmpty && providers.isEmpty && cursors.isEmpty && deadLetters.isEmpty && deliveredLetters.isEmpty
            && repeatedRefusals.isEmpty && memories.isEmpty
    }

    /// Takes over what a later transaction says.
    public mutating func merge(_ later: JournalTransaction) {
        events += later.events
        time = max(time, later.time)
        for (name, update) in later.providers { providers[name, default: ProviderUpdate()].merge(update) }
        for (name, cursor) in later.cursors { cursors[name] = max(cursors[name] ?? 0, cursor) }
        deadLetters += later.deadLetters
        deliveredLetters += later.deliveredLetters
        repeatedRefusals += later.repeatedRefusals
        memories += later.memories
        // While nothing can be kept this must not grow for ever; what is lost of it costs no event.
        if memories.count > Self.mostMemories { memories.removeFirst(memories.count - Self.mostMemories * 3 / 4) }
    }
}
