public import FoundationEssentials
import Synchronization

/// Drops what was seen before: hands on each update of each incident once, and once more when its text came to say something else.
///
/// The rules stand at ``SeenUpdates`` and in ``Policy``. Two polls of one provider must not overlap; any number of providers may.
public final class Deduplication: Sendable {
    /// What is announced beyond new updates.
    public struct Policy: Sendable, Hashable, Codable {
        public var backlog: Backlog
        public var edits: Edits
        public init(backlog: Backlog = .open, edits: Edits = .substantial) {
            self.backlog = backlog
            self.edits = edits
        }
    }

    /// What the first poll of a page announces.
    public enum Backlog: String, Sendable, Hashable, Codable, CaseIterable {
        /// All updates of the incidents that are open. Where a page names no state, an incident counts as open for a day.
        case open
        case all
        case none
    }

    /// Which edits in place are announced, as a revision of the update.
    public enum Edits: String, Sendable, Hashable, Codable, CaseIterable {
        case none
        /// Fewer than half of the words of the longer text are in both.
        case substantial
        /// Any change but of white space and mark-up.
        case all
    }

    /// One provider's memory. A class, so that the container's lock is not held while texts are compared.
    private final class Memory: Sendable {
        let seen: Mutex<SeenUpdates>
        /// What follows from it; nil when it has to be worked out. Touched by the provider's poll alone.
        let activity = Mutex<PageActivity?>(nil)
        init(_ seen: SeenUpdates) { self.seen = Mutex(seen) }

        /// Lets what is seen be changed.
        func change<Value>(_ body: (inout SeenUpdates) -> Value) -> Value {
            defer { activity.withLock { $0 = nil } }
            return seen.withLock { body(&$0) }
        }
    }

    public let policy: Policy
    private let now: @Sendable () -> Date
    /// Guards the dictionary alone; each value guards itself.
    private let memories = Mutex<[String: Memory]>([:])

    /// - Parameter now: the wall clock, by which a first poll tells how old an incident is.
    public init(policy: Policy = Policy(), now: @escaping @Sendable () -> Date = { Date() }) {
        self.policy = policy
        self.now = now
    }

    /// Takes in what a poll of a provider read and returns what is to be announced, oldest first.
    public func admit(_ result: PollResult, from provider: String) -> [StatusEvent] {
        if result.isPartial && result.events.isEmpty && result.states.isEmpty { return [] }
        let time = now()
        return memory(of: provider).change { $0.admit(result, policy: policy, now: time) }
    }

    private func memory(of provider: String) -> Memory {
        memories.withLock { memories in
            if let known = memories[provider] { return known }
            let made = Memory(SeenUpdates())
            memories[provider] = made
            return made
        }
    }

    /// What a poll would add, before it is kept.
    struct Proposal {
        /// What is to be announced, oldest first.
        var events: [StatusEvent]
        /// The provider's memory with it.
        var seen: SeenUpdates
        /// Whether a restart without it could announce or miss something; else only the order of forgetting changed.
        var isWorthKeeping: Bool
    }

    /// Works out what a poll adds and leaves the memory as it is, until ``accept(_:from:)``; nil when it adds nothing.
    func propose(_ result: PollResult, from provider: String) -> Proposal? {
        if result.isPartial && result.events.isEmpty && result.states.isEmpty { return nil }
        let before = memory(of: provider).seen.withLock { $0 }
        var seen = before
        let events = seen.admit(result, policy: policy, now: now())
        return Proposal(events: events, seen: seen, isWorthKeeping: !events.isEmpty || seen.knowsMore(than: before))
    }

    /// Takes over what was proposed, once it is kept.
    func accept(_ proposal: Proposal, from provider: String) {
        memory(of: provider).change { $0 = proposal.seen }
    }

    /// What a provider's updates tell of how soon there may be the next; nil when its page was never read.
    package func activity(of provider: String) -> PageActivity? {
        guard let memory = memories.withLock({ $0[provider] }) else { return nil }
        if let known = memory.activity.withLock({ $0 }) { return known }
        let activity = memory.seen.withLock { $0.activity }
        memory.activity.withLock { $0 = activity }
        return activity
    }

    /// What was seen of a provider, to be kept across a restart.
    public func seen(of provider: String) -> SeenUpdates? {
        memories.withLock { $0[provider] }?.seen.withLock { $0 }
    }

    /// Puts back what was seen of a provider before a restart.
    public func restore(_ seen: SeenUpdates, of provider: String) {
        memories.withLock { $0[provider] = Memory(seen) }
    }

    /// Bytes of memory held for all providers.
    public var byteCount: Int {
        memories.withLock { Array($0.values) }.reduce(0) { $0 + $1.seen.withLock { $0.byteCount } }
    }
}
