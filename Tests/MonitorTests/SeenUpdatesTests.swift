import FoundationEssentials
import Monitor
import Testing

/// An invented page that lives: incidents come, get updates, close, leave the list and come back; entries change order and white space.
private struct LivingPage {
    var random: SplitMix64
    var minute = 1000
    var incidents: [[StatusEvent]] = []
    var hidden: Set<Int> = []

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    func words(_ count: Int, _ random: inout SplitMix64) -> String {
        (0..<count).map { _ in "w\(Int.random(in: 0..<100_000, using: &random))" }.joined(separator: " ")
    }

    /// Lets something happen and returns the ids of what is new by it.
    mutating func step() -> [String] {
        minute += 7
        let text = words(12, &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0, 1:
            incidents.append([update("i\(incidents.count)", minute, .investigating, text)])
            return ["i\(incidents.count - 1)/\(minute)"]
        case 2, 3:
            guard let index = incidents.indices.randomElement(using: &random), !hidden.contains(index) else { return [] }
            let status: StatusEvent.Status = Bool.random(using: &random) ? .monitoring : .resolved
            incidents[index].append(update("i\(index)", minute, status, text))
            return ["i\(index)/\(minute)"]
        case 4:
            if let index = incidents.indices.randomElement(using: &random), !hidden.insert(index).inserted { hidden.remove(index) }
            return []
        default:
            guard let index = incidents.indices.randomElement(using: &random) else { return [] }
            incidents[index] = incidents[index].map { event in
                var event = event
                event.message = event.message.replacing(" ", with: "\n \u{A0}").replacing(":\n \u{A0}", with: ": ")
                return event
            }
            return []
        }
    }

    mutating func listing() -> [StatusEvent] {
        incidents.indices.filter { !hidden.contains($0) }.shuffled(using: &random).flatMap { incidents[$0] }
    }
}

@Suite("What is remembered of a page")
struct SeenUpdatesTests {
    @Test("Through any life of a page each update is announced exactly once, restarts and other formats included", arguments: 0..<20)
    func life(seed: UInt64) throws {
        var living = LivingPage(seed: seed)
        var seen = SeenUpdates()
        #expect(seen.admit(page([]), policy: .init(), now: time(1000)) == [])
        for step in 0..<150 {
            let new = living.step()
            let listing = living.listing()
            let isPartial = step % 3 == 0
            // A partial result leaves out whatever is unchanged.
            let read = isPartial ? listing.filter { new.contains($0.id) || $0.id.hashValue % 2 == 0 } : listing
            let format = (step / 10) % 3 == 1 ? "json" : "atom"
            let announced = seen.admit(page(read, format: format, isPartial: isPartial), policy: .init(), now: time(living.minute))
            #expect(announced.map(\.id) == new)
            #expect(seen.admit(page(listing, format: format), policy: .init(), now: time(living.minute)) == [])
            if step % 20 == 19 { seen = try JSONDecoder().decode(SeenUpdates.self, from: JSONEncoder().encode(seen)) }
        }
    }

    @Test("150 updates of 30 words take less than 12 kB a provider")
    func memory() {
        let deduplication = Deduplication(policy: .init(backlog: .none), now: { time(1000) })
        var random = SplitMix64(seed: 1)
        for provider in 0..<40 {
            let events = (0..<150).map { number in
                let words = (0..<30).map { _ in String(Int.random(in: 0..<50_000, using: &random), radix: 36) }
                return update("incident\(number / 4)", number, .investigating, words.joined(separator: " "))
            }
            #expect(deduplication.admit(page(events), from: "provider \(provider)") == [])
        }
        #expect(deduplication.byteCount < 40 * 12_000)
        // Less than what is needed would mean that something was not counted.
        #expect(deduplication.byteCount > 40 * 150 * (32 + 29))
    }

    @Test("Edits and new updates leave no room unused for long")
    func compaction() {
        var seen = SeenUpdates()
        var random = SplitMix64(seed: 2)
        func events() -> [StatusEvent] {
            (0..<100).map { number in
                let words = (0..<30).map { _ in String(Int.random(in: 0..<50_000, using: &random), radix: 36) }
                return update("a", number, .investigating, words.joined(separator: " "))
            }
        }
        _ = seen.admit(page(events()), policy: .init(), now: time(1000))
        let first = seen.byteCount
        for _ in 0..<50 { #expect(seen.admit(page(events()), policy: .init(), now: time(1000)).count == 100) }
        // Beside the readings, the hashes of a bounded number of former texts.
        #expect(seen.byteCount < first * 2 + 16 * 1024)
    }

    @Test("What the page no longer lists is forgotten beyond a bound; what it lists never, and what comes back is no news")
    func pruning() {
        var seen = SeenUpdates()
        func incident(_ number: Int) -> [StatusEvent] {
            [update("i\(number)", number * 10), update("i\(number)", number * 10 + 5, .resolved, "All is well.")]
        }
        let lasting = incident(0)
        for first in stride(from: 1, to: 3000, by: 24) {
            let listed = lasting + (first..<first + 25).flatMap(incident)
            _ = seen.admit(page(listed), policy: .init(), now: time(first * 10))
            #expect(seen.admit(page(listed), policy: .init(), now: time(first * 10)) == [])
        }
        #expect(seen.count <= 2048)
        #expect(seen.count > 1000)
        let listed = lasting + (1..<30).flatMap(incident)
        #expect(seen.admit(page(listed), policy: .init(), now: time(40_000)) == [])
    }

    @Test("Where every result is partial memory is bounded too, and what was forgotten is no news when a full one lists it")
    func pruningWithoutListing() {
        var seen = SeenUpdates()
        func updates(_ numbers: Range<Int>) -> [StatusEvent] { numbers.map { update("i\($0 % 7)", $0) } }
        _ = seen.admit(page([]), policy: .init(), now: time(0))
        for first in stride(from: 0, to: 12_000, by: 200) {
            let read = updates(first..<first + 200)
            #expect(seen.admit(page(read, isPartial: true), policy: .init(), now: time(first)).count == 200)
        }
        #expect(seen.count <= 8192)
        #expect(seen.admit(page(updates(0..<12_000)), policy: .init(), now: time(12_000)) == [])
        #expect(seen.admit(page(updates(0..<12_001)), policy: .init(), now: time(12_001)).map(\.id) == ["i\(12_000 % 7)/12000"])
    }

    @Test("A page that lists thousands of updates keeps them all")
    func largePage() {
        var seen = SeenUpdates()
        let listed = (0..<5000).map { update("i\($0)", $0, .resolved, "All is well.") }
        _ = seen.admit(page(listed), policy: .init(), now: time(6000))
        #expect(seen.count == 5000)
        #expect(seen.admit(page(listed.reversed()), policy: .init(), now: time(6000)) == [])
    }

    @Test("Providers are kept apart, and one can be put back after a restart")
    func container() throws {
        let before = Deduplication(now: { time(1000) })
        let events = [update("a", 900)]
        #expect(before.admit(page(events), from: "Acme").count == 1)
        #expect(before.admit(page(events), from: "Other").count == 1)
        let after = Deduplication(now: { time(1000) })
        after.restore(try #require(before.seen(of: "Acme")), of: "Acme")
        #expect(after.admit(page(events), from: "Acme") == [])
        #expect(after.admit(page(events), from: "Other").count == 1)
        #expect(before.seen(of: "Nobody") == nil)
    }
}
