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
        private struct State {
            var seen: SeenUpdates
            /// What follows from it; nil when it has to be worked out.
            var activity: PageActivity?
        }

        private let state: Mutex<State>

        init(_ seen: SeenUpdates) { state = Mutex(State(seen: seen)) }

        var seen: SeenUpdates { state.withLock { $0.seen } }

        var activity: PageActivity? {
            state.withLock { state in
                if state.activity == nil { state.activity = state.seen.activity }
                return state.activity
            }
        }

        /// Lets what is seen be changed.
        func change<Value>(_ body: (inout SeenUpdates) -> Value) -> Value {
            state.withLock { state in
                state.activity = nil
                return body(&state.seen)
            }
        }
    }

    /// Where a provider's memory is.
    private enum Place {
        /// Here. `isKept`: the journal has it, too.
        case here(Memory, isKept: Bool, used: UInt64)
        /// In the journal alone, but for what follows from it.
        case journal(PageActivity?)
    }

    private struct Places {
        var byProvider: [String: Place] = [:]
        /// How many are here and in the journal.
        var keptCount = 0
        var clock: UInt64 = 0

        mutating func tick() -> UInt64 {
            clock += 1
            return clock
        }
    }

    public let policy: Policy
    private let now: @Sendable () -> Date
    private let capacity: Int
    /// Guards the dictionary alone; each memory guards itself.
    private let places = Mutex(Places())

    /// - Parameters:
    ///   - capacity: of how many providers the memory is held here when a journal has it, too: those that told something lately. A page that
    ///     answers "unchanged" needs none.
    ///   - now: the wall clock, by which a first poll tells how old an incident is.
    public init(policy: Policy = Policy(), capacity: Int = .max, now: @escaping @Sendable () -> Date = { Date() }) {
        self.policy = policy
        self.capacity = max(1, capacity)
        self.now = now
    }

    /// Takes in what a poll of a provider read and returns what is to be announced, oldest first.
    public func admit(_ result: PollResult, from provider: String) -> [StatusEvent] {
        if result.isEmpty { return [] }
        let time = now()
        return memory(of: provider).change { $0.admit(result, policy: policy, now: time) }
    }

    private func memory(of provider: String) -> Memory {
        places.withLock { places in
            let tick = places.tick()
            if case .here(let known, let isKept, _) = places.byProvider[provider] {
                places.byProvider[provider] = .here(known, isKept: isKept, used: tick)
                return known
            }
            let made = Memory(SeenUpdates())
            let isKept = places.byProvider[provider] != nil
            if isKept { places.keptCount += 1 }
            places.byProvider[provider] = .here(made, isKept: isKept, used: tick)
            return made
        }
    }

    /// What was seen of a provider until now; nil when the journal alone has it.
    func current(of provider: String) -> SeenUpdates? {
        switch places.withLock({ $0.byProvider[provider] }) {
        case .here(let memory, _, _): memory.seen
        case .journal: nil
        case nil: SeenUpdates()
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

    /// Works out what a poll adds to what was seen before it, and remembers nothing until ``accept(_:from:isKept:)``; nil when it adds nothing.
    func propose(_ result: PollResult, to before: SeenUpdates) -> Proposal? {
        if result.isEmpty { return nil }
        var seen = before
        let events = seen.admit(result, policy: policy, now: now())
        return Proposal(events: events, seen: seen, isWorthKeeping: !events.isEmpty || seen.knowsMore(than: before))
    }

    /// Takes over what was proposed.
    ///
    /// - Parameter isKept: whether the journal has it now. Else the journal has what is worth keeping of it, or there is none.
    func accept(_ proposal: Proposal, from provider: String, isKept: Bool = false) {
        memory(of: provider).change { $0 = proposal.seen }
        if isKept { places.withLock { Self.keep(provider, &$0, capacity) } }
    }

    /// What a provider's updates tell of how soon there may be the next; nil when its page was never read.
    package func activity(of provider: String) -> PageActivity? {
        switch places.withLock({ $0.byProvider[provider] }) {
        case .here(let memory, _, _): memory.activity
        case .journal(let activity): activity
        case nil: nil
        }
    }

    /// What was seen of a provider, to be kept across a restart; nil when nothing was, or the journal alone has it.
    public func seen(of provider: String) -> SeenUpdates? {
        if case .here(let memory, _, _) = places.withLock({ $0.byProvider[provider] }) { memory.seen } else { nil }
    }

    /// Puts back what was seen of a provider before a restart.
    ///
    /// - Parameter isKept: whether a journal has it, so that it may be left to the journal when there is too much here.
    public func restore(_ seen: SeenUpdates, of provider: String, isKept: Bool = false) {
        places.withLock { places in
            if case .here(_, true, _) = places.byProvider[provider] { places.keptCount -= 1 }
            places.byProvider[provider] = .here(Memory(seen), isKept: false, used: places.tick())
            if isKept { Self.keep(provider, &places, capacity) }
        }
    }

    /// Notes that the journal has a provider's memory. Beyond the capacity those that were used the longest time ago are left to it; an eighth
    /// at once, so that not each poll has to look for the oldest.
    private static func keep(_ provider: String, _ places: inout Places, _ capacity: Int) {
        guard case .here(let memory, false, let used) = places.byProvider[provider] else { return }
        places.byProvider[provider] = .here(memory, isKept: true, used: used)
        places.keptCount += 1
        guard places.keptCount > capacity else { return }
        let oldest = places.byProvider.compactMap { name, place -> (name: String, memory: Memory, used: UInt64)? in
            if case .here(let memory, true, let used) = place, name != provider { (name, memory, used) } else { nil }
        }.sorted { $0.used < $1.used }.prefix(max(1, capacity / 8))
        for entry in oldest { places.byProvider[entry.name] = .journal(entry.memory.activity) }
        places.keptCount -= oldest.count
    }

    /// Bytes of memory held for all providers.
    public var byteCount: Int {
        let memories = places.withLock { places in
            places.byProvider.values.compactMap { place -> Memory? in
                if case .here(let memory, _, _) = place { memory } else { nil }
            }
        }
        return memories.reduce(0) { $0 + $1.seen.byteCount }
    }
}
