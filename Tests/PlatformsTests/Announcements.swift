import Monitor
import Platforms
import Support

/// A reading as a poll gives it.
extension PollResult {
    init(_ reading: Reading) {
        self.init(events: reading.events, format: reading.format, granularity: reading.granularity, states: reading.states)
    }
}

/// The events that readings of one page announce, one after the other, all that was there at first included.
func announced(_ readings: Reading...) -> [[StatusEvent]] {
    let deduplication = Deduplication(policy: .init(backlog: .all))
    return readings.map { deduplication.admit(PollResult($0), from: "Acme") }
}

/// One of the project's own payloads, with a text in it changed.
func decode(_ name: String, replacing old: String, with new: String) throws -> Reading {
    let bytes = try OwnPayload.text(name)
    return try PayloadDecoder().decode(
        [UInt8](bytes.split(separator: old, omittingEmptySubsequences: false).joined(separator: new).utf8),
        context: DecodingContext(provider: "Acme", url: "https://status.acme.example/x"))
}

enum OwnPayload {
    static func text(_ name: String) throws -> String { try OwnFixtures.text("platforms/" + name) }
}
