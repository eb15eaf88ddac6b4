public import FoundationEssentials

/// Where events, what was seen, cursors and due times are kept, so that nothing is lost and nothing is told twice.
///
/// An event is seen if and only if it is in the journal. What a poll found is one transaction: it is kept as a whole or not at all. Events
/// are numbered without a gap in the order of their commits, and the bus has the same numbers. ``MemoryJournal`` keeps all in memory; the
/// durable one is a file of SQLite.
public protocol Journal: Sendable {
    /// Whether what is committed outlives the process.
    var isDurable: Bool { get }

    /// Where it stands: the number that the next event will have, and every consumer's cursor.
    func position() async throws(JournalError) -> JournalPosition

    /// The latest time at which it is known to have been in use, by the wall clock of then; nil when it never was. A process that uses it tells it so
    /// at its first commit and every hour.
    func lastUse() async throws(JournalError) -> Date?

    /// Hands out what is remembered of each provider, one after the other.
    func providers(_ take: @escaping @Sendable (_ name: String, _ record: ProviderRecord) -> Void) async throws(JournalError)

    /// What was seen of a provider, as it was kept last; nil when nothing was.
    func seen(of provider: String) async throws(JournalError) -> [UInt8]?

    /// Keeps a transaction as a whole, or throws and keeps nothing of it.
    ///
    /// - Parameter whenDone: is called once after the commit and before that of any later transaction, with the number of the first event,
    ///   so that what it publishes is in the order of the numbers. It must not block.
    func commit(
        _ transaction: JournalTransaction, whenDone: @escaping @Sendable (_ firstSequence: UInt64) -> Void
    ) async throws(JournalError)

    /// Events by their numbers, in order. Those that were pruned are missing.
    func events(from first: UInt64, below end: UInt64, limit: Int) async throws(JournalError) -> [JournaledEvent]

    /// The dead letters that were marked to be sent again to a consumer, oldest first.
    func markedLetters(of consumer: String, limit: Int) async throws(JournalError) -> [DeadLetter]

    /// The text that a consumer keeps for a key, see ``JournalTransaction/memories``; nil when there is none.
    func remembered(for key: String, by consumer: String) async throws(JournalError) -> String?

    /// Whether another process changed the journal since the last call, as the command that marks dead letters does.
    func wasChangedElsewhere() async -> Bool

    /// Deletes what is old, and nothing that is still needed.
    func prune(_ retention: JournalRetention) async throws(JournalError) -> JournalPruning

    /// Bytes that it takes up.
    func byteCount() async -> Int

    /// Ends it. Nothing may be asked of it afterwards.
    func close() async
}

/// Where a journal stands.
public struct JournalPosition: Sendable, Hashable {
    /// The number of the next event.
    public var nextSequence: UInt64
    /// By consumer: the number of the first event that it has not had.
    public var cursors: [String: UInt64]

    public init(nextSequence: UInt64 = 1, cursors: [String: UInt64] = [:]) {
        self.nextSequence = nextSequence
        self.cursors = cursors
    }
}

/// An event with its place in the journal.
public struct JournaledEvent: Sendable, Hashable {
    public var sequence: UInt64
    /// When it was committed.
    public var recorded: Date
    public var event: StatusEvent

    public init(sequence: UInt64, recorded: Date, event: StatusEvent) {
        self.sequence = sequence
        self.recorded = recorded
        self.event = event
    }
}

/// An event that a consumer refused for good.
public struct DeadLetter: Sendable, Hashable {
    /// Its number among the dead letters; 0 before it is kept.
    public var id: Int64
    public var consumer: String
    public var event: JournaledEvent
    /// Why it was refused, without secrets.
    public var reason: String
    /// When it was refused last.
    public var time: Date
    /// Deliveries that were tried.
    public var attempts: Int
    /// Whether it is to be sent again.
    public var isMarked: Bool

    public init(
        id: Int64 = 0, consumer: String, event: JournaledEvent, reason: String, time: Date, attempts: Int, isMarked: Bool = false
    ) {
        self.id = id
        self.consumer = consumer
        self.event = event
        self.reason = reason
        self.time = time
        self.attempts = attempts
        self.isMarked = isMarked
    }
}

/// What may be deleted.
public struct JournalRetention: Sendable, Hashable {
    /// Events that were committed earlier than this go, when every consumer has had them; and dead letters older than it.
    public var keepSince: Date
    /// Beyond so many bytes the oldest events go before their time, when every consumer has had them.
    public var maximumBytes: Int
    /// The providers that are watched: what was seen of them stays. Of others it goes when it is older than ``keepSince``.
    public var providers: Set<String>
    /// The consumers that exist now: what they have not had stays.
    public var consumers: Set<String>
    /// A consumer that exists no more holds nothing back when it was there last before this time, and is forgotten with all that it
    /// remembers.
    public var forgetConsumersBefore: Date
    /// The time now, as the journal is to note it of those that exist.
    public var now: Date

    public init(
        keepSince: Date, maximumBytes: Int, providers: Set<String>, consumers: Set<String>, forgetConsumersBefore: Date, now: Date
    ) {
        self.keepSince = keepSince
        self.maximumBytes = maximumBytes
        self.providers = providers
        self.consumers = consumers
        self.forgetConsumersBefore = forgetConsumersBefore
        self.now = now
    }
}

/// What was deleted.
public struct JournalPruning: Sendable, Hashable {
    public var events = 0
    public var deadLetters = 0
    public var providers = 0
    public var consumers: [String] = []
    /// The size is beyond its bound, and nothing more may go.
    public var isStillTooLarge = false
    public init() {}
}
