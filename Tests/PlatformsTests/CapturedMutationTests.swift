import FoundationEssentials
import Monitor
import Platforms
import Support
import Testing

@Suite("Captured payloads, damaged", .enabled(if: SharedFixtures.arePresent, Comment(rawValue: SharedFixtures.absence)))
struct CapturedMutationTests {
    /// How many damaged payloads are made of each captured one: a few in each run of the tests, `STATUS_MONITOR_MUTATIONS` for more.
    static let count = ProcessInfo.processInfo.environment["STATUS_MONITOR_MUTATIONS"].flatMap { Int($0) } ?? 0

    /// Every captured payload but the long series of one page, of which the first is as good as the others.
    static let names: [String] = {
        guard let index = try? SharedFixtures.bytes("INDEX.tsv") else { return [] }
        var seen: Set<Substring> = []
        return String(decoding: index, as: UTF8.self).split(separator: "\n").dropFirst().compactMap { line in
            guard let name = line.split(separator: "\t").first else { return nil }
            let isFirstOfSeries = !name.hasPrefix("series/") || seen.insert(name.prefix(30)).inserted
            return isFirstOfSeries ? String(name) : nil
        }
    }()

    @Test("Trap nothing, and give an error or events that each have an identity", arguments: names)
    func damaged(name: String) throws {
        let original = try SharedFixtures.bytes(name)
        // So that one run of all tests stays short, large payloads are damaged less often in it.
        let rounds = Self.count > 0 ? Self.count : max(2, min(40, 400_000 / max(original.count, 1)))
        var mutation = PayloadMutation(of: original, seed: UInt64(original.count))
        let context = DecodingContext(provider: "Acme", url: "https://a.example/x")
        var (read, refused) = (0, 0)
        for round in 0..<rounds {
            do {
                let reading = try PayloadDecoder().decode(mutation.next(), context: context)
                read += 1
                let whole = reading.events.allSatisfy { event in
                    !event.incident.isEmpty && event.id.hasPrefix(event.incident) && event.id != event.incident && event.provider == "Acme"
                }
                #expect(whole, "\(name), round \(round)")
                #expect(reading.states.allSatisfy { !$0.id.isEmpty }, "\(name), round \(round)")
                #expect(Set(reading.events.map(\.id)).count == reading.events.count, "\(name), round \(round)")
            } catch {
                refused += 1
                #expect([.wrongFormat, .malformed].contains(error.code), "\(name), round \(round): \(error)")
            }
        }
        #expect(read + refused == rounds)
    }
}
