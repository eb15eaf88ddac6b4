import FoundationEssentials
import Monitor
import SQLiteJournal
import Synchronization

/// A value that closures of many tasks change.
final class Kept<Value: Sendable>: Sendable {
    private let state: Mutex<Value>
    init(_ value: Value) { state = Mutex(value) }
    var value: Value { state.withLock { $0 } }
    func change(_ body: (inout sending Value) -> Void) { state.withLock { body(&$0) } }
}

func time(_ minute: Int) -> Date { Date(timeIntervalSince1970: 1_784_505_600 + Double(minute) * 60) }

func update(_ incident: String, _ minute: Int, provider: String = "Acme", text: String = "We look into it.") -> StatusEvent {
    StatusEvent(
        id: "\(incident)/\(minute)", provider: provider,
        message: StatusEvent.message(title: "Trouble", status: .investigating, text: text), timestamp: time(minute), status: .investigating,
        severity: .minor, incident: incident, title: "Trouble", url: "https://status.acme.example/\(incident)", components: ["API"])
}

extension Journal {
    /// Commits events and returns the number of the first.
    @discardableResult
    func commit(_ events: [StatusEvent], at minute: Int = 0) async throws -> UInt64 {
        var transaction = JournalTransaction(time: time(minute))
        transaction.events = events
        return try await commit(transaction)
    }

    @discardableResult
    func commit(_ transaction: JournalTransaction) async throws -> UInt64 {
        let first = Kept<UInt64>(0)
        try await commit(transaction) { number in first.change { $0 = number } }
        return first.value
    }

    func move(_ consumer: String, to cursor: UInt64, at minute: Int = 0) async throws {
        var transaction = JournalTransaction(time: time(minute))
        transaction.cursors[consumer] = cursor
        try await commit(transaction)
    }

    func remember(_ changes: [(consumer: String, key: String, text: String?)]) async throws {
        var transaction = JournalTransaction(time: time(0))
        transaction.memories = changes.map { .init(consumer: $0.consumer, key: $0.key, text: $0.text) }
        try await commit(transaction)
    }

    func ids(from first: UInt64 = 0, below end: UInt64 = .max, limit: Int = 1000) async throws -> [String] {
        try await events(from: first, below: end, limit: limit).map(\.event.id)
    }

    func allProviders() async throws -> [String: ProviderRecord] {
        let found = Kept<[String: ProviderRecord]>([:])
        try await providers { name, record in found.change { $0[name] = record } }
        return found.value
    }
}

extension JournalRetention {
    init(keepSince: Int, consumers: Set<String> = [], providers: Set<String> = [], maximumBytes: Int = .max, forgetBefore: Int = -1_000_000)
    {
        self.init(
            keepSince: time(keepSince), maximumBytes: maximumBytes, providers: providers, consumers: consumers,
            forgetConsumersBefore: time(forgetBefore), now: time(100_000))
    }
}
